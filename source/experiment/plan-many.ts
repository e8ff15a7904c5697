import type {Session, Statement} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import type {Explained} from './explain.ts';
import type {Subject} from './run.ts';
import type {Limits, Planning} from './workbench.ts';

/** What is planned while these indexes are hidden; by oid. */
export interface HiddenTurn {
	readonly hidden: readonly number[];
	readonly subjects: readonly Subject[];
}

/** Without a planning time: the same plan is the same text, and is read once. */
const explain = 'EXPLAIN (VERBOSE, SETTINGS, FORMAT JSON)\n';
/** Texts of plans, some kB each. */
const mostKnown = 2000;

/**
 * Plans under one configuration after the other, inside the transaction that is open, all in one round trip. From one to the next only
 * what differs is hidden or shown again (pg_index.indisvalid); each configuration's statements are read-only, which a savepoint
 * takes back for the next switch. Tells of each in order; the first that cannot be planned is the last. The transaction's end shows all indexes again.
 */
export function planMany(session: Pick<Session, 'pipeline'>): (turns: readonly HiddenTurn[], answered: (explained: Explained) => void) => Promise<void> {
	const known = new Map<string, Plan>();
	const read = (text: string): Plan => {
		const plan = known.get(text) ?? readExplainJson(text)[0];
		if (plan === undefined) {
			throw new PlanflipError('bug', {message: 'EXPLAIN returned no plan'});
		}

		if (known.size >= mostKnown) {
			known.clear();
		}

		known.set(text, plan);
		return plan;
	};

	return async (turns, answered) => {
		const explained: Explained[] = [];
		const unread: PlanflipError[] = [];
		try {
			await session.pipeline(statementsOf(turns), ([row]) => {
				const text = row?.[0];
				// Nothing else answers with a row. It is read while the server plans the next, and told when all is done: whoever is told may ask on.
				if (typeof text === 'string' && unread.length === 0) {
					try {
						explained.push({text, plan: read(text), imagined: []});
					} catch (error) {
						// Into the driver nothing is thrown.
						unread.push(error instanceof PlanflipError ? error : new PlanflipError('bug', {message: 'a plan was not understood', cause: error}));
					}
				}
			});
		} finally {
			for (const one of explained) {
				answered(one);
			}
		}

		for (const error of unread) {
			throw error;
		}
	};
}

/** Each statement has its own limit: together they may take so long. */
export function limitOfAll(plannings: readonly Planning[], {statementMs}: Limits): Limits {
	return {statementMs: statementMs * plannings.reduce((sum, {subjects}) => sum + subjects.length, 0)};
}

function statementsOf(turns: readonly HiddenTurn[]): readonly Statement[] {
	const statements: Statement[] = [];
	let before: readonly number[] = [];
	for (const {hidden, subjects} of turns) {
		const changed = [...hidden.filter(oid => !before.includes(oid)), ...before.filter(oid => !hidden.includes(oid))];
		if (changed.length > 0) {
			statements.push({sql: `UPDATE pg_catalog.pg_index SET indisvalid = NOT indisvalid WHERE indexrelid IN (${changed.join(', ')})`});
		}

		statements.push(
			{sql: 'SAVEPOINT planflip_plans'},
			{sql: 'SET LOCAL transaction_read_only = on'},
			...subjects.map(({sql, parameters}) => ({sql: explain + sql, values: parameters.map(({value}) => value)})),
			{sql: 'ROLLBACK TO SAVEPOINT planflip_plans'},
			{sql: 'RELEASE SAVEPOINT planflip_plans'},
		);
		before = hidden;
	}

	return statements;
}
