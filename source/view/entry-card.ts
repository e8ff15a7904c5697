import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {BoundParameter} from '../experiment/run.ts';
import {wrap} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from './line.ts';
import {loadText} from './load-text.ts';
import {wrapLine} from './wrap-line.ts';

/** A query as its author meant it: why it is here, how often it runs, the values it runs with, the statement. */
export function entryCard(entry: CatalogEntry, parameters: readonly BoundParameter[], width: number): readonly Line[] {
	const facts = [
		...(entry.frequency === null ? [] : [`runs: ${entry.frequency}`]),
		...(entry.load === undefined ? [] : [loadText(entry.load)]),
		...(entry.expected === null ? [] : [`the team expects ${sanitise(entry.expected)}`]),
	];
	return [
		...wrap(sanitise(entry.why), width).map(text => [span(text, 'dim')]),
		...(facts.length === 0 ? [] : wrap(facts.join(', '), width).map(text => [span(text, 'dim' as const)])),
		...parameters.flatMap(({name, value, unknown}, at) => wrapLine([
			span(`$${at + 1} ${sanitise(name)} = `, 'key'),
			value === null ? span(unknown === true ? 'no value: planned without one, e gives it one' : 'NULL', 'warn') : span(sanitise(String(value))),
		], width)),
		...entry.sql.split('\n').flatMap(text => wrap(sanitise(text), width).map(part => [span(part)])),
	];
}
