import type {OperationDelta, OperationRun} from '../experiment/operation-run.ts';
import {operationJson} from '../report/operation-json.ts';
import {operationText} from '../report/operation-text.ts';
import {jsonText} from '../text/json-text.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

export interface PrintedOperation {
	readonly run: OperationRun;
	readonly delta: OperationDelta | null;
	/** Under which it is kept; null when it is not. */
	readonly id: string | null;
}

/** The report of an operation, whether it was measured just now or kept: the two must not differ. */
export function printOperation({run, delta, id}: PrintedOperation, settings: Pick<Settings, 'json'>, surface: Pick<Surface, 'print' | 'stdout'>): void {
	surface.print(settings.json
		? jsonText({...(id === null ? {} : {id}), ...operationJson(run, delta)}, 2)
		: operationText(run, delta, textWidth(surface)));
}
