import type {CoveredBox} from './cover-entry.ts';
import {isWithin, type Mask} from './mask.ts';

/** The part of a covered box in which these toggles are on. */
export function restrictBox({low, high, cells}: CoveredBox, on: Mask): CoveredBox {
	const least = low | (on & high);
	return {low: least, high, cells: cells.filter(cell => isWithin(least, cell.high)).map(cell => ({...cell, low: cell.low | least}))};
}
