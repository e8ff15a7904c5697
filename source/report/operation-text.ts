import type {OperationRun} from '../experiment/operation-run.ts';
import {sanitise} from '../text/plain.ts';
import {operationRows} from '../view/operation-rows.ts';
import {textOf} from './plan-text.ts';

/** `run OPERATION --plain`: what was tried, each route with its waterfall, and whether they answer alike. */
export function operationText(run: OperationRun, width: number): string {
	return [
		`${run.operation.name}  [${run.indexes.name}]`,
		`${run.server.version}, ${run.rung.badge}`,
		...run.parameters.map(({name, value}) => `${name} = ${value === null ? 'NULL' : sanitise(String(value))}`),
		'',
		...textOf(operationRows(run, width)),
	].join('\n');
}
