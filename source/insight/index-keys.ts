import type {Column, Term} from './condition.ts';

/** The columns of one table that a b-tree could find rows by. */
export interface IndexKeys {
	/** Compared by `=` or IS NULL. */
	readonly equal: readonly Column[];
	/** Compared with a list: `= ANY`. */
	readonly listed: readonly Column[];
	/** Compared by `<`, `<=`, `>` or `>=`. */
	readonly range: readonly Column[];
	/** Terms that no key answers: what an index on the keys finds must still be filtered. */
	readonly rest: number;
}

function belongs(column: Column, alias: string | null): boolean {
	return column.qualifier === null || column.qualifier === alias;
}

/** The table's side of a comparison: the other one must be the same for all of its rows. */
function ownColumn(term: Term & {readonly kind: 'comparison'}, alias: string | null): Column | null {
	const {column, with: other} = term;
	if (other.kind !== 'column') {
		return other.kind === 'steady' && belongs(column, alias) ? column : null;
	}

	// Two columns tell whose they are by their qualifiers only, and two of the same table are no key.
	const mine = [column, other.column].filter(({qualifier}) => qualifier === alias && alias !== null);
	const whole = column.qualifier !== null && other.column.qualifier !== null;
	return whole && mine.length === 1 ? mine[0] ?? null : null;
}

function distinct(columns: readonly Column[]): readonly Column[] {
	return columns.filter((column, at) => columns.findIndex(({name}) => name === column.name) === at);
}

/** What an index of the table with this alias could do for these terms. */
export function indexKeysOf(terms: readonly Term[], alias: string | null): IndexKeys {
	const equal: Column[] = [];
	const listed: Column[] = [];
	const range: Column[] = [];
	let rest = 0;
	for (const term of terms) {
		const column = term.kind === 'comparison' ? ownColumn(term, alias)
			: ((term.kind === 'any' || term.kind === 'is null') && belongs(term.column, alias) ? term.column : null);
		if (column === null) {
			rest += term.kind === 'is not null' ? 0 : 1;
		} else if (term.kind === 'any') {
			listed.push(column);
		} else if (term.kind === 'comparison' && term.operator !== '=') {
			range.push(column);
		} else {
			equal.push(column);
		}
	}

	return {equal: distinct(equal), listed: distinct(listed), range: distinct(range), rest};
}
