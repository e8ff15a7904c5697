import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {nameOf, timeClause} from '../say.ts';
import {countAt, inputsOf, ranOf} from '../scene.ts';

/** The planner counted on workers that were not there: others had them. */
export const missingWorkers: Rule = {
	name: 'missing-workers',
	find: scene => ranOf(scene, 'Gather', 'Gather Merge').flatMap(node => {
		const planned = countAt(node.raw, 'Workers Planned') ?? 0;
		const launched = countAt(node.raw, 'Workers Launched');
		const [input] = inputsOf(scene, node);
		if (launched === null || input === undefined || launched >= planned) {
			return [];
		}

		const {processes} = input;
		const ms = input.inclusiveMs;
		return [{
			nodeId: node.id,
			title: `${formatCount(launched)} of ${formatCount(planned)} workers came to help`,
			evidence: `${nameOf(node)} planned ${formatCount(planned)} workers and got ${formatCount(launched)}; ${formatCount(processes)} ${processes === 1 ? 'process' : 'processes'} did the work below${timeClause(scene, ms)}.`,
			advice: 'Raise max_parallel_workers (and max_worker_processes), or run it when fewer queries compete for them.',
			savesMs: ms === null ? null : ms * (1 - processes / (processes + planned - launched)),
			covers: [],
		}];
	}),
};
