import type {OperationDelta, OperationRun} from '../experiment/operation-run.ts';
import {sanitise} from '../text/plain.ts';
import {operationDeltaRows} from '../view/operation-delta-rows.ts';
import {operationRows} from '../view/operation-rows.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {textOf} from './plan-text.ts';

/** `run OPERATION --plain`: what was tried, each route with its waterfall, whether they answer alike, and the other configuration beside. */
export function operationText(run: OperationRun, delta: OperationDelta | null, width: number): string {
	return [
		`${run.operation.name}  [${run.indexes.name}]${delta === null ? '' : `  against [${delta.baseline.indexes.name}]`}`,
		`${run.server.version}, ${run.rung.badge}`,
		...run.parameters.map(({name, value}) => `${name} = ${value === null ? 'NULL' : sanitise(String(value))}`),
		'',
		...textOf(operationRows(run, width)),
		...(delta === null ? [] : ['', ...textOf(operationDeltaRows(delta).flatMap(line => wrapLine(line, width)))]),
	].join('\n');
}
