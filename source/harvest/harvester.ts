import type {Node} from '@pgsql/types';
import {splitStatements} from '../catalog/split-statements.ts';
import {isOwnSql} from '../database/own-sql.ts';
import {PlanflipError} from '../errors.ts';
import {recognise} from '../sql/recognise.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {Harvested, HarvestedPlan} from './harvested.ts';
import {LeftOutLedger, type Reason} from './left-out.ts';
import {planShape} from './plan-shape.ts';
import {shapeOf} from './shape-of.ts';
import type {Sighting} from './sighting.ts';
import {sortByWord} from './sort-by-word.ts';
import {sortOut} from './sort-out.ts';
import {statementTitle} from './statement-title.ts';

/** Nobody reads a longer one, and reading it would take seconds. */
const longest = 100_000;
/** Different plans of one statement: the slowest ones are looked at. */
const mostPlans = 5;
/** Shapes are known by their text; when there are as many, most were seen once and will not come again. */
const mostShapes = 50_000;

/** What is known of a shape, whatever its constants. */
type Known =
	| {readonly kind: 'one'; readonly key: string; readonly parameters: number; readonly title: string; readonly writes: boolean}
	| {readonly kind: 'several'}
	| {readonly kind: 'left out'; readonly reason: Reason; readonly because: string | null};

/** Gathers statements as they come, whatever their number: those that differ in their constants only are one. */
export class Harvester {
	readonly leftOut = new LeftOutLedger();
	readonly #parser: SqlParser;
	readonly #own: ReadonlySet<string>;
	readonly #shapes = new Map<string, Known>();
	readonly #gathered = new Map<string, Gathered>();

	/** `own`: what planflip itself asks, as recognised. */
	constructor(parser: SqlParser, own: ReadonlySet<string> = new Set()) {
		this.#parser = parser;
		this.#own = own;
	}

	see(sighting: Sighting): void {
		const {sql, calls, where, plan} = sighting;
		if (sql.trim() === '') {
			return;
		}

		if (isOwnSql(sql)) {
			this.leftOut.add('planflip', calls ?? 1);
			return;
		}

		if (sql.length > longest) {
			this.leftOut.add('too long', calls ?? 1, where);
			return;
		}

		const known = this.#knownOf(sql);
		switch (known.kind) {
			case 'one': {
				const gathered = this.#gathered.get(known.key) ?? new Gathered(known.key, known.title, known.writes);
				this.#gathered.set(known.key, gathered);
				gathered.add(sighting, known.parameters);
				break;
			}

			case 'several': {
				if (plan === undefined) {
					// Their time is that of all of them.
					splitStatements(sql, where).forEach(part => { this.see({...sighting, sql: part.sql, totalMs: null}); });
				} else {
					this.leftOut.add('several', calls ?? 1, where);
				}

				break;
			}

			case 'left out': {
				this.leftOut.add(known.reason, calls ?? 1, known.because === null ? null : `${where}: ${known.because}`);
			}
		}
	}

	/** The dearest first. */
	harvest(): readonly Harvested[] {
		return [...this.#gathered.values()].map(gathered => gathered.harvested())
			.sort((a, b) => (b.load?.totalMs ?? 0) - (a.load?.totalMs ?? 0) || (b.load?.calls ?? 0) - (a.load?.calls ?? 0));
	}

	#knownOf(sql: string): Known {
		let shape: string;
		try {
			shape = shapeOf(sql);
		} catch (error) {
			return unreadable(error);
		}

		const known = this.#shapes.get(shape) ?? this.#find(sql);
		if (this.#shapes.size === mostShapes) {
			this.#shapes.clear();
		}

		this.#shapes.set(shape, known);
		return known;
	}

	#find(sql: string): Known {
		try {
			const [statement, ...others] = this.#parser.parse(sql).stmts ?? [];
			if (others.length > 0) {
				return {kind: 'several'};
			}

			return statement?.stmt === undefined ? {kind: 'left out', reason: 'no table', because: null} : this.#sort(sql, statement.stmt);
		} catch (error) {
			const reason = sortByWord(sql);
			return reason === null ? unreadable(error) : {kind: 'left out', reason, because: null};
		}
	}

	#sort(sql: string, statement: Node): Known {
		const sorted = sortOut(statement);
		if (sorted.kind === 'left out') {
			return {...sorted, because: null};
		}

		const key = recognise(this.#parser, sql);
		const parameters = Math.max(0, ...[...sql.matchAll(/\$(\d{1,5})/g)].map(([, n]) => Number(n)));
		return this.#own.has(key)
			? {kind: 'left out', reason: 'planflip', because: null}
			: {kind: 'one', key, parameters, title: statementTitle(statement), writes: sorted.writes};
	}
}

/** Thousands of nested parentheses end in the stack's. */
function unreadable(error: unknown): Known {
	if (error instanceof RangeError) {
		return {kind: 'left out', reason: 'too deep', because: null};
	}

	if (!(error instanceof PlanflipError)) {
		throw error;
	}

	return {kind: 'left out', reason: 'unreadable', because: withoutStrings(error.message)};
}

/** A letter quotes where reading stopped; in a string, or in what began as one, that may be a password. */
function withoutStrings(message: string): string {
	return message.replace(/ at or near "(?:[eEnN]|[uU]&)?['$][^]*$/, ' at or near a string.').replace(/^(This \w+ never ends): [^]*$/, '$1.');
}

/** One statement, as often as it was seen. */
class Gathered {
	readonly #key: string;
	readonly #title: string;
	readonly #writes: boolean;
	readonly #plans = new Map<string, HarvestedPlan>();
	#chosen: Sighting | null = null;
	#rank: readonly [complete: number, ms: number] = [-1, -1];
	#remark: string | null = null;
	#calls: number | null = null;
	#totalMs: number | null = null;

	constructor(key: string, title: string, writes: boolean) {
		this.#key = key;
		this.#title = title;
		this.#writes = writes;
	}

	add(sighting: Sighting, parameters: number): void {
		const {sql, values, calls, totalMs, plan, remark} = sighting;
		this.#calls = calls === null ? this.#calls : (this.#calls ?? 0) + calls;
		this.#totalMs = totalMs === null ? this.#totalMs : (this.#totalMs ?? 0) + totalMs;
		this.#remark ??= remark ?? null;
		if (plan !== undefined) {
			this.#keep({sql, values, logged: plan});
		}

		// The slowest one whose values are all known is the one to look at.
		const known = Array.from({length: parameters}, (_, at) => values[at] ?? null).every(value => value !== null);
		const rank = [known ? 1 : 0, totalMs === null ? 0 : totalMs / Math.max(1, calls ?? 1)] as const;
		if (rank[0] > this.#rank[0] || (rank[0] === this.#rank[0] && rank[1] > this.#rank[1])) {
			this.#rank = rank;
			this.#chosen = sighting;
		}
	}

	harvested(): Harvested {
		const {sql = '', values = [], where = ''} = this.#chosen ?? {};
		return {
			key: this.#key, title: this.#title, remark: this.#remark, writes: this.#writes, sql, values, where,
			load: this.#calls === null ? null : {calls: this.#calls, totalMs: this.#totalMs},
			plans: [...this.#plans.values()].sort((a, b) => b.logged.durationMs - a.logged.durationMs),
		};
	}

	/** Of each different plan its slowest execution; of more plans than anybody looks at the slowest. */
	#keep(found: HarvestedPlan): void {
		const shape = planShape(found.logged.plan);
		const before = this.#plans.get(shape);
		if (before !== undefined && before.logged.durationMs >= found.logged.durationMs) {
			return;
		}

		this.#plans.set(shape, found);
		if (this.#plans.size > mostPlans) {
			const [[fastest] = ['']] = [...this.#plans].sort(([, a], [, b]) => a.logged.durationMs - b.logged.durationMs);
			this.#plans.delete(fastest);
		}
	}
}
