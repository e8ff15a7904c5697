import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {shortName, timeClause} from '../say.ts';
import {dearTriggers, lacksIndex} from '../trigger-groups.ts';

/** Triggers that take a good part of the time, for no reason that another rule knows. */
export const triggerTime: Rule = {
	name: 'trigger-time',
	find: scene => dearTriggers(scene).filter(group => !lacksIndex(scene, group)).map(({name, constraint, calls, ms, node}) => ({
		nodeId: node?.id ?? null,
		title: `${shortName(constraint ?? name)}: ${formatMs(ms)} in ${constraint === null ? 'a trigger' : 'a constraint'}`,
		evidence: `${constraint === null ? 'Trigger' : 'Constraint'} ${shortName(constraint ?? name)} ran ${formatCount(calls)} times, ${formatMs(calls > 0 && ms !== null ? ms / calls : ms)} each${timeClause(scene, ms)}.`,
		advice: constraint === null
			? 'Look at what its function does for each row; a statement trigger with transition tables does it once for all of them.'
			: 'For a bulk load, drop the constraint and add it afterwards: ALTER TABLE checks all rows in one join.',
		savesMs: ms,
		covers: [],
	})),
};
