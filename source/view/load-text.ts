import type {Load} from '../catalog/load.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount} from '../text/quantity.ts';

/** What was counted of a statement: `1,200 calls, 5.4 s in all, 4.5 ms each`. */
export function loadText({calls, totalMs}: Load): string {
	const count = `${formatCount(calls)} ${calls === 1 ? 'call' : 'calls'}`;
	return totalMs === null || calls === 0 ? count : `${count}, ${formatMs(totalMs)} in all, ${formatMs(totalMs / calls)} each`;
}
