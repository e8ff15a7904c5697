import {lexSql} from '../catalog/lex-sql.ts';
import type {Route} from '../catalog/operation-entry.ts';
import {ownSql} from '../database/own-sql.ts';
import type {Row, SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {stopIfAborted} from './execute-side.ts';
import type {BoundParameter} from './run.ts';
import {walkRoute, type WalkPorts} from './walk-route.ts';

/** What a walk found out of a statement. */
export interface Learnt {
	/** How often the route executes it. */
	readonly times: number;
	/** Bound to $1, $2 ... when it first found a row; the very first, where it never did. */
	readonly values: readonly SqlValue[];
}

export interface LearntRoute {
	/** By statement, as far as the walk came: what a loop repeats is one. */
	readonly statements: ReadonlyMap<string, Learnt>;
	/** Why the walk ended before its end; null: it did not. */
	readonly obstacle: unknown;
}

/** What a loop repeats is executed until it finds a row, so often at the most. */
const mostTried = 10;

/** Begins what only reads. */
const reads = new Set(['select', 'with', 'values', 'table', '(']);
/** A line of its own, so that error positions are one line down. Also another statement to pg_stat_statements than the application's. */
const above = 'select * from (\n';

/**
 * Walks along a route once for the values that its statements get and for how often each is executed. A loop's statement counts for all its
 * rows and is executed for the first that lead on; the others are taken to find as many rows. Nothing is written: a statement that would is
 * where the walk ends.
 */
export async function learnRoute(ports: WalkPorts, route: Route, values: readonly BoundParameter[]): Promise<LearntRoute> {
	const statements = new Map<string, Learnt & {readonly found: boolean}>();
	const looped = new Set(route.steps.filter(({forEach}) => forEach !== null).map(({sql}) => sql));
	const answers = new Map<string, {readonly rows: readonly Row[]; readonly tried: number}>();
	const query = async (sql: string, bound: readonly SqlValue[] = []): Promise<readonly Row[]> => {
		stopIfAborted(ports.signal);
		const before = statements.get(sql);
		statements.set(sql, {times: (before?.times ?? 0) + 1, values: before?.values ?? bound, found: before?.found ?? false});
		const known = answers.get(sql);
		if (known !== undefined && (known.rows.length > 0 || known.tried >= mostTried)) {
			return known.rows;
		}

		refuseWrite(sql, ports.operation.file);
		const rows = await ports.session.query(ownSql(`${above}${sql}\n) as planflip_walk`), bound);
		const said = statements.get(sql);
		if (said !== undefined && !said.found && rows.length > 0) {
			statements.set(sql, {times: said.times, values: bound, found: true});
		}

		if (looped.has(sql)) {
			answers.set(sql, {rows, tried: (known?.tried ?? 0) + 1});
		}

		return rows;
	};

	try {
		await walkRoute({...ports, session: {query}, linesAbove: 1}, route, values, 0);
		return {statements, obstacle: null};
	} catch (error) {
		return {statements, obstacle: error};
	}
}

function refuseWrite(sql: string, file: string): void {
	const word = lexSql(sql, file)[0]?.text.toLowerCase() ?? '';
	if (!reads.has(word)) {
		throw new PlanflipError('permission', {message: `${word.toUpperCase()} is not executed to find values`, sqlState: '25006'});
	}
}
