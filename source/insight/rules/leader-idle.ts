import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {isLeaderIdle, workersMsOf} from '../leader-part.ts';
import {timeClause} from '../say.ts';
import {countAt, inputsOf, ranOf, rowsOf} from '../scene.ts';

/** The leader of a parallel query works like a worker, unless it is forbidden to, or kept busy by the rows that the workers send. */
export const leaderIdle: Rule = {
	name: 'leader-idle',
	find: scene => ranOf(scene, 'Gather', 'Gather Merge').flatMap(node => {
		const launched = countAt(node.raw, 'Workers Launched') ?? 0;
		const [input] = inputsOf(scene, node);
		// A single copy runs in one worker by design.
		if (launched === 0 || input === undefined || node.raw['Single Copy'] === true) {
			return [];
		}

		// Without VERBOSE the loops tell: as many as workers, so the leader had none.
		const absent = input.processes === launched;
		if (!absent && !isLeaderIdle(input.shares)) {
			return [];
		}

		const ms = input.inclusiveMs;
		const off = scene.plan.settings['parallel_leader_participation'] === 'off';
		return [{
			nodeId: node.id,
			title: 'The leader did not share the work',
			evidence: `${formatCount(launched)} workers did all of the work below ${node.label}${timeClause(scene, ms)}, and sent ${formatCount(rowsOf(node))} rows to the leader${off ? '; parallel_leader_participation is off' : ''}.`,
			advice: off
				? 'SET parallel_leader_participation = on.'
				: 'Send fewer rows to the leader: aggregate or filter below the Gather.',
			// The workers' time, shared by one more.
			savesMs: ms === null ? null : (absent ? ms : workersMsOf(input.shares) / launched) / (launched + 1),
			covers: [],
		}];
	}),
};
