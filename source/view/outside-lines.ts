import type {Plan} from '../plan/plan.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span} from './line.ts';
import type {PlanColumns} from './plan-columns.ts';

/** What belongs to no node, below the tree in the column of self times: with it the column adds up to the execution time. */
export function outsideLines(plan: Plan, columns: PlanColumns): readonly Line[] {
	const right = (columns.total === 0 ? 0 : columns.total) + columns.bar + 1;
	return plan.outside.flatMap(({what, ms, buffers}) => {
		const blocks = buffers === null ? 0 : buffers.sharedHit + buffers.sharedRead;
		if ((ms ?? 0) === 0 && blocks === 0) {
			return [];
		}

		const cells = `${blocks === 0 ? '' : `${formatCount(blocks)} blocks`}${(ms === null ? '-' : formatMs(ms)).padStart(columns.self)}${' '.repeat(right)}`;
		return [justifyLine([span(`outside: ${sanitise(what)}`, 'dim')], [span(cells, 'dim')], columns.width)];
	});
}
