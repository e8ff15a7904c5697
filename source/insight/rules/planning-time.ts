import {formatMs} from '../../text/duration.ts';
import {formatFactor} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {countText} from '../say.ts';

/** Below 5 ms of planning nobody waits; a cold catalogue alone takes as much. */
const worthALook = 5;
const alarming = 50;

/** Longer planning than execution. It is not a part of the execution, so nothing of that could be saved. */
export const planningTime: Rule = {
	name: 'planning-time',
	find: ({plan, context}) => {
		const {executionMs} = plan.totals;
		const planningMs = context.planningMs ?? plan.totals.planningMs;
		if (planningMs === null || executionMs === null || executionMs < 0 || planningMs < worthALook || planningMs <= executionMs) {
			return [];
		}

		const relations = plan.nodes.filter(({relation}) => relation !== null).length;
		const read = plan.planningBuffers?.sharedRead ?? 0;
		return [{
			nodeId: null,
			title: `Planning takes ${formatMs(planningMs)}, execution ${formatMs(executionMs)}`,
			evidence: `Planning took ${formatMs(planningMs)}${executionMs > 0 ? `, ${formatFactor(planningMs / executionMs)} the execution,` : ''} for ${countText(relations, 'table scan')}${read > 0 ? `, and read ${countText(read, 'block')} of the catalogue from disk` : ''}.`,
			advice: 'Prepare the statement once and execute it often; run it again to see what a warm catalogue takes.',
			savesMs: null,
			severity: planningMs >= alarming ? 'medium' as const : 'low' as const,
		}];
	},
};
