import type {Forecast} from '../experiment/forecast.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {InsightContext} from '../insight/context.ts';
import {runJson} from '../report/run-json.ts';
import {runText} from '../report/run-text.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

export interface PrintedRun {
	readonly run: Run;
	readonly delta: Delta | null;
	readonly context: InsightContext;
	/** Where a configuration could not be executed. */
	readonly forecast?: Forecast | null;
	/** Under which it is kept; null when it is not. */
	readonly id: string | null;
}

/** The report of a run, whether it was measured just now or kept: the two must not differ. */
export function printRun({run, delta, context, forecast = null, id}: PrintedRun, settings: Pick<Settings, 'json'>, surface: Pick<Surface, 'print' | 'stdout'>): void {
	surface.print(settings.json
		? JSON.stringify({...(id === null ? {} : {id}), ...runJson(run, delta, context, forecast)}, null, 2)
		: runText(run, delta, context, textWidth(surface), forecast));
}
