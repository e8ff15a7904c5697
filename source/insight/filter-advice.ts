import {textAt} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';
import type {Term} from './condition.ts';
import {indexKeysOf} from './index-keys.ts';
import {keyColumns} from './key-columns.ts';
import type {IndexIdea} from './propose-index.ts';
import {shortCondition, shortName} from './say.ts';

/** What to do about a filter that a plain b-tree does not serve; null when nothing simple comes to mind. */
function adviceForTerms(terms: readonly Term[], alias: string | null): string | null {
	const or = terms.find(term => term.kind === 'or');
	if (or !== undefined) {
		return adviceForOr(or.arms, alias);
	}

	const member = terms.find(term => term.kind === 'member');
	if (member !== undefined) {
		return `Write ${shortName(member.column.printed)} @> ARRAY[...], which a GIN index on it answers: no index answers = ANY of a column.`;
	}

	const pattern = terms.find(term => term.kind === 'pattern');
	if (pattern !== undefined) {
		return `Try a trigram index on ${shortName(pattern.column.printed)} (extension pg_trgm, USING gin with gin_trgm_ops): a b-tree finds the beginning of a text at best.`;
	}

	return terms.some(({kind}) => kind === 'expression' || kind === 'comparison' || kind === 'any')
		? 'Compare the plain column with a value of its own type, or create an index on the expression exactly as the condition has it.'
		: null;
}

/** An OR is answered by as many indexes as it has sides. */
function adviceForOr(arms: ReadonlyArray<readonly Term[]>, alias: string | null): string {
	const indexes = arms.map(arm => keyColumns(indexKeysOf(arm, alias), []));
	const lists = indexes.flatMap(index => index === null ? [] : `(${index.columns.map(({printed}) => printed).join(', ')})`);
	return lists.length === arms.length
		? `Give each side of the OR an index of its own (a BitmapOr joins them): ${sanitise([...new Set(lists)].join(' and '), {maxLength: 120})}.`
		: 'Write the sides of the OR as a UNION: one of them cannot use an index, and so none of them does.';
}

/** What to do about rows that were read only to be thrown away. */
export function filterAdvice(node: PlanNode, terms: readonly Term[], idea: IndexIdea, partitions: number): string | null {
	const columns = idea.kind === 'try' ? idea.proposal.columns : (idea.kind === 'exists' ? idea.columns : []);
	const list = sanitise(columns.join(', '));
	if (idea.kind === 'try' && !idea.isNew) {
		return `Switch ${shortName(idea.proposal.name)} on (${list}): only the wanted rows are read then.`;
	}

	if (idea.kind === 'exists') {
		return `Find out why ${shortName(idea.name)} on (${list}) is not used: ANALYZE ${shortName(node.relation ?? '')}, then look at the estimate and at random_page_cost.`;
	}

	if (idea.kind === 'try') {
		return partitions > 1
			? `Create an index on (${list}) of the partitioned table, which gives one to each partition.`
			: `Create an index on ${shortName(idea.proposal.table)} (${list})${idea.proposal.predicate === null ? '' : ` WHERE ${shortCondition(idea.proposal.predicate)}`}, so that only the wanted rows are read${idea.doubt === null ? '' : ` (if ${shortName(idea.doubt)} is a varchar; a cast to text that somebody wrote needs an index on the cast)`}.`;
	}

	return adviceForTerms(terms, node.alias);
}

/** The condition that the node filters by. */
export function filterOf(node: PlanNode): string | null {
	return textAt(node.raw, 'Filter');
}
