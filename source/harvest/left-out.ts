/** Why a statement does not come into the catalogue, and what people call it. */
export const leftOutWords = {
	'unreadable': 'not SQL as PostgreSQL 18 reads it, or cut off',
	'too long': 'longer than 100 kB',
	'too deep': 'nested too deeply to be read',
	'several': 'several statements in one text, of which nobody knows the parts\' plans',
	'transaction control': 'transaction control (BEGIN, COMMIT, ...)',
	'settings': 'settings of a session (SET, SHOW, ...)',
	'utility': 'utility statements (COPY, CREATE, EXPLAIN, ...)',
	'system catalogue': 'that read only the system\'s catalogues',
	'no table': 'reading no table (SELECT 1, now(), ...)',
	'planflip': 'planflip\'s own',
	'hidden': 'hidden by the server: <insufficient privilege>; pg_read_all_stats shows them',
	'lost text': 'without a text: the server lost it',
	'other database': 'of other databases',
	'nested': 'run inside functions, whose callers are counted',
	'not prepared': 'not to be prepared in this database',
	'secret': 'with what looks like a secret where no parameter can stand, or in a comment',
	'few calls': 'with fewer calls than --min-calls',
	'not among the top': 'not among the --top',
} as const;

export type Reason = keyof typeof leftOutWords;

/** What was left out for one reason. */
export interface LeftOut {
	readonly reason: Reason;
	/** Executions, as far as they were counted; else texts. */
	readonly count: number;
	/** The first few, where it helps to know which: `postgresql.log:12: what is wrong`. */
	readonly examples: readonly string[];
}

/** So many are told of each reason. */
const told = 3;

/** Counts what is left out, by reason. */
export class LeftOutLedger {
	readonly #counted = new Map<Reason, {count: number; readonly examples: string[]}>();

	add(reason: Reason, count: number, example: string | null = null): void {
		const entry = this.#counted.get(reason) ?? {count: 0, examples: []};
		entry.count += count;
		if (example !== null && entry.examples.length < told) {
			entry.examples.push(example);
		}

		this.#counted.set(reason, entry);
	}

	/** The largest first. */
	list(): readonly LeftOut[] {
		return [...this.#counted].map(([reason, {count, examples}]) => ({reason, count, examples})).sort((a, b) => b.count - a.count);
	}
}
