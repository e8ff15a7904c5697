import type {ReportedRun} from '../report/reported-run.ts';
import {runJson} from '../report/run-json.ts';
import {runText} from '../report/run-text.ts';
import {jsonText} from '../text/json-text.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

export interface PrintedRun extends ReportedRun {
	/** Under which it is kept; null when it is not. */
	readonly id: string | null;
}

/** The report of a run, whether it was measured just now or kept: the two must not differ. */
export function printRun({id, ...reported}: PrintedRun, settings: Pick<Settings, 'json'>, surface: Pick<Surface, 'print' | 'stdout'>): void {
	surface.print(settings.json
		? jsonText({...(id === null ? {} : {id}), ...runJson(reported)}, 2)
		: runText(reported, textWidth(surface)));
}
