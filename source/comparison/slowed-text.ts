import {sanitise} from '../text/plain.ts';
import {formatCount, formatFactor} from '../text/quantity.ts';
import type {IndexAdoption} from './index-adoption.ts';

/** What an index slows, and by how much: `slows by-type 13x (2,841 → 300,252 blocks in shots)`. Empty when it slows nothing. */
export function slowedText({index, uses}: IndexAdoption): string {
	return uses.filter(({slows}) => slows).map(({comparison, route, ratio, blocks}) => {
		const times = ratio === null ? '' : ` ${formatFactor(1 / ratio.value)}`;
		const more = blocks === null || blocks.after <= blocks.before ? '' : ` (${formatCount(blocks.before)} → ${formatCount(blocks.after)} blocks in ${sanitise(index.table)})`;
		return `slows ${comparison.entry.name}${route === null ? '' : ` (${sanitise(route)})`}${times}${more}`;
	}).join(', ');
}
