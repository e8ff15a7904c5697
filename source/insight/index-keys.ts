import type {Column, Contained, Term} from './condition.ts';

/** A condition without values of its own, as the WHERE of a partial index has it. */
export interface Part {
	readonly column: Column;
	readonly text: string;
}

/** What of one table an index could find rows by. */
export interface IndexKeys {
	/** Compared by `=`. */
	readonly equal: readonly Column[];
	/** Compared with a list: `= ANY`. */
	readonly listed: readonly Column[];
	/** Compared by `<`, `<=`, `>` or `>=`, or by the beginning of a text. Those bounded on two sides come first. */
	readonly range: readonly Column[];
	/** Compared by `<` and the like as a row. */
	readonly row: readonly Column[];
	/** IS NULL and booleans: a partial index has them in its WHERE, and a whole one as keys. */
	readonly only: readonly Part[];
	/** IS NOT NULL and `<>`: where nothing else is asked, a partial index leaves the others out. */
	readonly except: readonly Part[];
	readonly contained: Contained | null;
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

	// Two columns tell whose they are by their qualifiers only, and two of the same table are no key. In a subquery of one table
	// only what comes from outside has one: `(shot_id = s.id)`.
	const strangers = [column, other.column].filter(({qualifier}) => qualifier !== null && qualifier !== alias);
	const mine = [column, other.column].filter(({qualifier}) => qualifier === null || (qualifier === alias && alias !== null));
	return strangers.length === 1 && mine.length === 1 ? mine[0] ?? null : null;
}

function distinct(columns: readonly Column[]): readonly Column[] {
	return columns.filter((column, at) => columns.findIndex(({printed}) => printed === column.printed) === at);
}

/** The ones asked for most often first: `a >= 1 AND a < 5` narrows more down than `b > 3`. */
function mostBounded(columns: readonly Column[]): readonly Column[] {
	const bounds = (column: Column) => columns.filter(({printed}) => printed === column.printed).length;
	return distinct(columns).toSorted((a, b) => bounds(b) - bounds(a));
}

/** Text in its letters' order, whatever the database's collation: only there does a beginning stand together. */
function inLetterOrder(column: Column): Column {
	return {...column, words: `${column.name}_pattern`, printed: `${column.printed} text_pattern_ops`};
}

/** What a column compared in both arms of an OR is found by: an index on it serves each arm. */
function inEveryArm(arms: ReadonlyArray<readonly Term[]>, alias: string | null): readonly Column[] {
	const [first, ...others] = arms.map(arm => indexKeysOf(arm, alias));
	const asked = ({equal, listed, range, only}: IndexKeys) => [...equal, ...listed, ...range, ...only.map(({column}) => column)];
	return first === undefined ? [] : asked(first).filter(column => others.every(keys => asked(keys).some(({printed}) => printed === column.printed)));
}

/** What an index of the table with this alias could do for these terms. */
export function indexKeysOf(terms: readonly Term[], alias: string | null): IndexKeys {
	const equal: Column[] = [];
	const listed: Column[] = [];
	const range: Column[] = [];
	const only: Part[] = [];
	const except: Part[] = [];
	let row: readonly Column[] = [];
	let contained: Contained | null = null;
	let rest = 0;
	const compared = (column: Column, operator: string) => {
		(operator === '=' ? equal : range).push(column);
	};

	for (const term of terms) {
		const column = term.kind === 'comparison' ? ownColumn(term, alias)
			: (term.kind === 'expression' ? term.key
				: (term.kind === 'contained' ? term.contained.column
					: (term.kind === 'row' ? term.columns[0] ?? null
						: ('column' in term ? term.column : null))));
		const own = column !== null && belongs(column, alias) ? column : null;
		switch (term.kind) {
			case 'is null':
			case 'flag':
			case 'is not null':
			case 'unequal': {
				if (own !== null) {
					(term.kind === 'is null' || term.kind === 'flag' ? only : except).push({column: own, text: term.text});
				}

				rest += own === null || term.kind === 'unequal' ? 1 : 0;
				break;
			}

			case 'or': {
				const columns = inEveryArm(term.arms, alias);
				listed.push(...columns.slice(0, 1));
				rest++;
				break;
			}

			case 'comparison':
			case 'expression': {
				if (own === null) {
					rest++;
				} else {
					compared(own, term.operator);
				}

				break;
			}

			case 'any': {
				if (own === null) {
					rest++;
				} else {
					listed.push(own);
				}

				break;
			}

			case 'pattern': {
				rest++;
				if (own !== null && term.prefix) {
					range.push(inLetterOrder(own));
				}

				break;
			}

			case 'row': {
				if (own === null) {
					rest++;
				} else {
					row = term.columns;
				}

				break;
			}

			case 'contained': {
				rest++;
				contained ??= own === null ? null : term.contained;
				break;
			}

			case 'member':
			case 'other': {
				rest++;
				break;
			}
		}
	}

	return {equal: distinct(equal), listed: distinct(listed), range: mostBounded(range), row, only, except, contained, rest};
}
