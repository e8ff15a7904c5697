import type {OperationEntry, Step} from '../catalog/operation-entry.ts';
import type {BoundParameter, Subject} from '../experiment/run.ts';

/**
 * A step of an operation with those of the operation's values that are given. What comes from rows has none: such a step can be planned,
 * not executed.
 */
export function stepSubject({name, file}: OperationEntry, {sql, inputs, line}: Step, values: readonly BoundParameter[] = []): Subject {
	const parameters = inputs.map((input): BoundParameter => {
		const named = input.kind === 'parameter' ? input.name : `${input.step}.${input.column}`;
		return (input.kind === 'parameter' ? values.find(value => value.name === input.name) : null) ?? {name: named, value: null, unknown: true};
	});
	return {entry: name, sql, parameters, file, line};
}
