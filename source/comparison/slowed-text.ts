import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {formatChange} from '../text/ratio.ts';
import type {IndexAdoption} from './index-adoption.ts';

/** What an index slows, and by how much: `slows by-type: 13.0x slower (12.8-13.2), 2,841 → 300,252 blocks in shots`. Empty when it slows nothing. */
export function slowedText({index, uses}: IndexAdoption): string {
	return uses.filter(({slows}) => slows).map(({comparison, route, ratio, blocks}) => {
		const times = ratio === null ? [] : [formatChange('slower', ratio)];
		const more = blocks === null || blocks.after <= blocks.before ? [] : [`${formatCount(blocks.before)} → ${formatCount(blocks.after)} blocks in ${sanitise(index.table)}`];
		const proof = [...times, ...more].join(', ');
		return `slows ${comparison.entry.name}${route === null ? '' : ` (${sanitise(route)})`}${proof === '' ? '' : `: ${proof}`}`;
	}).join('; ');
}
