import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {timeClause} from '../say.ts';
import {shareOf} from '../scene.ts';

/** Share of the execution from which compiling is a bad bargain. */
const tooMuch = 0.1;

/** Compiling pays in long queries; the planner decides by the cost alone (jit_above_cost). */
export const jit: Rule = {
	name: 'jit',
	find: scene => {
		const compiled = scene.plan.jit;
		if (compiled === null || compiled.totalMs === null || shareOf(scene, compiled.totalMs) < tooMuch) {
			return [];
		}

		return [{
			nodeId: null,
			title: `JIT spends ${formatMs(compiled.totalMs)} on compiling`,
			evidence: `${formatCount(compiled.functions)} functions were compiled, inside the start-up time of the nodes${timeClause(scene, compiled.totalMs)}.`,
			advice: 'SET jit = off for queries like this one, or raise jit_above_cost.',
			savesMs: compiled.totalMs,
			covers: [],
		}];
	},
};
