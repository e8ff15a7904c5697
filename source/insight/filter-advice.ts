import {textAt} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';
import type {Term} from './condition.ts';
import type {IndexIdea} from './propose-index.ts';
import {shortName} from './say.ts';

/** What to do about a filter that a plain b-tree does not serve; null when nothing simple comes to mind. */
function adviceForTerms(terms: readonly Term[]): string | null {
	const pattern = terms.find(term => term.kind === 'pattern');
	if (pattern !== undefined) {
		return `Try a trigram index on ${shortName(pattern.column.printed)} (extension pg_trgm, USING gin with gin_trgm_ops): a b-tree finds the beginning of a text at best.`;
	}

	if (terms.some(({kind}) => kind === 'expression')) {
		return 'Compare the plain column with a value, or create an index on the expression exactly as the condition has it.';
	}

	return terms.some(({kind}) => kind === 'or')
		? 'Give each side of the OR an index of its own (a BitmapOr joins them), or write the sides as a UNION.'
		: null;
}

/** What to do about rows that were read only to be thrown away. */
export function filterAdvice(node: PlanNode, terms: readonly Term[], idea: IndexIdea, partitions: number): string | null {
	const columns = idea.kind === 'try' ? idea.proposal.columns : (idea.kind === 'exists' ? idea.columns : []);
	const list = sanitise(columns.join(', '));
	if (idea.kind === 'exists') {
		return `Find out why ${shortName(idea.name)} on (${list}) is not used: ANALYZE ${shortName(node.relation ?? '')}, then look at the estimate and at random_page_cost.`;
	}

	if (idea.kind === 'try') {
		return partitions > 1
			? `Create an index on (${list}) of the partitioned table, which gives one to each partition.`
			: `Create an index on ${shortName(idea.proposal.table)} (${list}), so that only the wanted rows are read.`;
	}

	return adviceForTerms(terms);
}

/** The condition that the node filters by. */
export function filterOf(node: PlanNode): string | null {
	return textAt(node.raw, 'Filter');
}
