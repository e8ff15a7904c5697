import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {BoundParameter} from '../experiment/run.ts';
import {wrap} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from './line.ts';
import {wrapLine} from './wrap-line.ts';

/** An operation as its author meant it: why it is here, how often it runs, the values it runs with, and why each rewrite. */
export function operationCard(operation: OperationEntry, parameters: readonly BoundParameter[], width: number): readonly Line[] {
	const facts = [
		...(operation.frequency === null ? [] : [`runs: ${operation.frequency}`]),
		...(operation.expected === null ? [] : [`the team expects ${sanitise(operation.expected)}`]),
	];
	return [
		...wrap(sanitise(operation.why), width).map(text => [span(text, 'dim')]),
		...(facts.length === 0 ? [] : wrap(facts.join(', '), width).map(text => [span(text, 'dim')])),
		...parameters.flatMap(({name, value}) => wrapLine([span(`${sanitise(name)} = `, 'key'), value === null ? span('NULL', 'warn') : span(sanitise(String(value)))], width)),
		...operation.rewrites.flatMap(({name, why}) => why === null ? [] : wrapLine([span(`${sanitise(name)}: `, 'title'), span(sanitise(why), 'dim')], width)),
	];
}
