import {sanitise} from '../../text/plain.ts';
import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import type {IndexIdea} from '../propose-index.ts';
import {referencingIndex} from '../referencing-index.ts';
import {shortName, timeClause} from '../say.ts';
import {dearTriggers, lacksIndex} from '../trigger-groups.ts';

function adviceOn(key: string, idea: IndexIdea): string {
	if (idea.kind !== 'try') {
		return `Create an index on the referencing columns of ${key}.`;
	}

	const {proposal: {table, columns, name}, isNew} = idea;
	const on = `${shortName(table)} (${sanitise(columns.join(', '))}), the referencing side`;
	return isNew ? `Create an index on ${on}.` : `Switch on ${shortName(name)}, the index on ${on}.`;
}

/** A row that others may refer to is deleted, or its key changed, and no index finds those others. */
export const foreignKeyIndex: Rule = {
	name: 'foreign-key-index',
	find: scene => dearTriggers(scene).filter(group => lacksIndex(scene, group)).map(({name, constraint, calls, ms, node}) => {
		const idea = referencingIndex(scene, constraint);
		const key = shortName(constraint ?? name);
		return {
			nodeId: node?.id ?? null,
			title: `${key}: no index finds what refers`,
			evidence: `For each of ${formatCount(calls)} rows the constraint ${key} looked for rows that refer to it, ${formatMs(ms === null ? null : ms / calls)} each${timeClause(scene, ms)}.`,
			advice: adviceOn(key, idea),
			savesMs: ms,
			proposal: idea.kind === 'try' ? idea.proposal : null,
		};
	}),
};
