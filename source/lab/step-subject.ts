import type {OperationEntry, Step} from '../catalog/operation-entry.ts';
import type {BoundParameter, Subject} from '../experiment/run.ts';

/** A step of an operation without values, which come from rows: it can be planned, not executed. */
export function stepSubject({name, file}: OperationEntry, {sql, inputs, line}: Step): Subject {
	const parameters = inputs.map((input): BoundParameter => ({name: input.kind === 'parameter' ? input.name : `${input.step}.${input.column}`, value: null, unknown: true}));
	return {entry: name, sql, parameters, file, line};
}
