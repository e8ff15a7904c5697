import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {Delta} from '../experiment/run.ts';
import {formatFactor} from '../text/quantity.ts';
import {sanitise as plain} from '../text/plain.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span, type Span} from './line.ts';
import {verdictTone} from './timing-rows.ts';

/** Entries that contain every word of the filter, letters' case aside: those whose title has them first, then those that mention them. */
export function filterEntries(entries: readonly CatalogEntry[], filter: string): readonly CatalogEntry[] {
	const words = filter.toLowerCase().split(/\s+/).filter(word => word !== '');
	const has = (text: string) => words.every(word => text.toLowerCase().includes(word));
	const called = entries.filter(({title, name}) => has(`${title} ${name}`));
	const mentioned = entries.filter(entry => !called.includes(entry) && has(`${entry.title} ${entry.name} ${entry.why} ${entry.frequency ?? ''} ${entry.sql}`));
	return [...called, ...mentioned];
}

/** Title, and the last delta measured for it. */
export function queryLine(entry: CatalogEntry, shown: boolean, delta: Delta | null, width: number): Line {
	return justifyLine(
		[span(shown ? '● ' : '  ', 'key'), span(plain(entry.title), shown ? 'strong' : 'plain')],
		deltaMark(delta),
		width,
	);
}

function deltaMark(delta: Delta | null): readonly Span[] {
	const comparison = delta?.comparison ?? null;
	if (comparison === null || delta === null) {
		return [];
	}

	const {verdict, ratio} = comparison;
	const sign = {'faster': '▲', 'slower': '▼', 'no difference': '=', 'cannot tell': '~'}[verdict];
	const factor = verdict === 'faster' ? formatFactor(ratio.value) : (verdict === 'slower' ? formatFactor(1 / ratio.value) : '');
	return [span(` ${sign}${factor}`, verdictTone(comparison))];
}
