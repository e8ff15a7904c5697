import {formatMs} from '../../text/duration.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import type {IndexProposal} from '../insight.ts';
import {proposalFor} from '../propose-index.ts';
import {quoteName} from '../quote-name.ts';
import {shortName, timeClause} from '../say.ts';
import type {Scene} from '../scene.ts';
import {dearTriggers, lacksIndex} from '../trigger-groups.ts';

/** The plan names the constraint only; which table and columns refer, the catalogue knows. */
function proposalOf(scene: Scene, constraint: string | null): IndexProposal | null {
	const matches = (scene.context.foreignKeys ?? []).filter(key => key.constraint === constraint);
	const [key] = matches;
	return key === undefined || matches.length > 1
		? null
		: proposalFor({table: key.table, schema: key.schema, plain: false, taken: new Set((scene.context.indexes ?? []).map(({name}) => name))}, {
			method: 'btree',
			columns: key.columns.map(name => ({qualifier: null, plainQualifier: false, name, printed: quoteName(name, false), asText: false})),
			equal: key.columns.length,
			operatorClass: null,
			where: [],
		});
}

/** A row that others may refer to is deleted, or its key changed, and no index finds those others. */
export const foreignKeyIndex: Rule = {
	name: 'foreign-key-index',
	find: scene => dearTriggers(scene).filter(group => lacksIndex(group)).map(({name, constraint, calls, ms, node}) => {
		const proposal = proposalOf(scene, constraint);
		const key = shortName(constraint ?? name);
		return {
			nodeId: node?.id ?? null,
			title: `${key}: no index finds what refers`,
			evidence: `For each of ${formatCount(calls)} rows the constraint ${key} looked for rows that refer to it, ${formatMs(ms === null ? null : ms / calls)} each${timeClause(scene, ms)}.`,
			advice: proposal === null
				? `Create an index on the referencing columns of ${key}.`
				: `Create an index on ${shortName(proposal.table)} (${proposal.columns.join(', ')}), the referencing side.`,
			savesMs: ms,
			proposal,
		};
	}),
};
