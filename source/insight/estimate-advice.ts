import {isJsonArray, textAt} from '../plan/json-object.ts';
import type {PlanNode} from '../plan/plan.ts';
import {sanitise} from '../text/plain.ts';
import type {Column, Term} from './condition.ts';
import {indexKeysOf} from './index-keys.ts';
import {readCondition} from './read-condition.ts';
import {shortName} from './say.ts';

const conditions = ['Index Cond', 'Recheck Cond', 'Filter'] as const;

function listOf(columns: readonly Column[]): string {
	return sanitise(columns.map(({printed}) => printed).join(', '), {maxLength: 80});
}

/** A value that is only known when the query runs: the planner then assumes an average. */
function comparesUnknown(text: string): boolean {
	return /\$\d|\(InitPlan \d/.test(text);
}

function adviceForTable(node: PlanNode, table: string): string {
	const texts = conditions.flatMap(key => textAt(node.raw, key) ?? []);
	const terms: readonly Term[] = texts.flatMap(text => readCondition(text));
	const keys = indexKeysOf(terms.filter(({kind}) => kind === 'comparison' || kind === 'any'), node.alias);
	const columns = [...keys.equal, ...keys.listed, ...keys.range].filter(({name}, at, all) => all.findIndex(other => other.name === name) === at);
	const [column] = columns;
	if (texts.some(comparesUnknown)) {
		return `ANALYZE ${table}; if that does not help: the value is not known when the query is planned, so compute it in a query of its own and hand it over.`;
	}

	if (terms.some(({kind}) => kind === 'expression' || kind === 'other')) {
		return `Give the planner statistics of the expression (CREATE STATISTICS ... ON (expression) FROM ${table}, 14 and later), then ANALYZE ${table}.`;
	}

	if (columns.length > 1) {
		return `Tell the planner that they go together: CREATE STATISTICS ON ${listOf(columns)} FROM ${table} (before 16 with a name), then ANALYZE ${table}.`;
	}

	return column === undefined
		? `ANALYZE ${table}.`
		: `ANALYZE ${table}; if that does not help: ALTER TABLE ${table} ALTER COLUMN ${listOf([column])} SET STATISTICS 1000, and ANALYZE again.`;
}

/** What to do about a wrong number of rows, where the mistake was made; null when nothing simple comes to mind. */
export function estimateAdvice(node: PlanNode): string | null {
	if (node.relation !== null) {
		return adviceForTable(node, shortName(node.relation));
	}

	switch (node.nodeType) {
		case 'Function Scan':
			return 'Say how many rows the function returns: ALTER FUNCTION ... ROWS n.';
		case 'Aggregate':
		case 'Group':
		case 'Unique': {
			const keys = node.raw['Group Key'];
			const count = isJsonArray(keys) ? keys.length : 0;
			return count > 1
				? 'Tell the planner how many groups there are: CREATE STATISTICS (ndistinct) on the columns of GROUP BY, then ANALYZE.'
				: 'ANALYZE the table; if that does not help, set n_distinct of the grouped column (ALTER TABLE ... ALTER COLUMN ... SET (n_distinct = ...)).';
		}

		case 'Nested Loop':
		case 'Hash Join':
		case 'Merge Join':
			return 'ANALYZE both tables. How the values of two tables match has no statistics; a join on all columns of the key is planned best.';
		case 'CTE Scan':
		case 'WorkTable Scan':
		case 'Recursive Union':
			return 'The planner knows no statistics of a WITH query; if the numbers matter, keep its rows in a temporary table and ANALYZE that.';
		default:
			return null;
	}
}
