import {PlanflipError} from '../errors.ts';
import {textAt} from '../plan/json-object.ts';
import {type LoggedValue, readParameters} from '../reading/server-log/read-parameters.ts';
import type {LogRecord} from '../reading/server-log/log-record.ts';
import {readMessage} from '../reading/server-log/read-message.ts';
import {readPlans, type ReadPlan} from '../reading/read-plans.ts';
import {quoteLiteral} from '../sql/quote-literal.ts';
import type {LoggedPlan} from './logged-plan.ts';
import type {Literal, Sighting} from './sighting.ts';

/** What a session has said of an execution so far. */
interface Pending {
	readonly sighting: Sighting;
	/**
	 * A statement logged when it began waits for its plan and its time; a plan for the statement, which says the whole time and the values;
	 * a statement with its time for its plan, which the extended protocol lets come last, when the portal goes.
	 */
	readonly waitsFor: 'plan or time' | 'statement or time' | 'plan';
}

/** Sessions that wait: more are those of clients that come and go. */
const mostPending = 10_000;

/**
 * Executions out of the messages of a log. A server may tell of one several times: when it begins (log_statement), its plan
 * (auto_explain), its time (log_duration, log_min_duration_statement): all of them are one execution of their session.
 */
export class LogSightings {
	readonly #file: string;
	readonly #tell: (letter: PlanflipError) => void;
	readonly #pending = new Map<string, Pending>();

	constructor(file: string, tell: (letter: PlanflipError) => void) {
		this.#file = file;
		this.#tell = tell;
	}

	/** What is whole now. */
	take(record: LogRecord): readonly Sighting[] {
		const said = readMessage(record.message);
		const before = this.#pending.get(record.session) ?? null;
		switch (said?.kind) {
			case undefined:
			case 'part': {
				return [];
			}

			case 'duration': {
				this.#pending.delete(record.session);
				return before === null ? [] : [before.waitsFor === 'plan' ? before.sighting : {...before.sighting, totalMs: said.ms}];
			}

			case 'plan': {
				const read = this.#readPlan(said.body, record);
				return read === null ? [] : this.#takePlan(record, read, said.ms, before);
			}

			case 'statement': {
				const values = literals(readParameters(record.detail ?? ''));
				const sighting: Sighting = {sql: said.sql, values, calls: 1, totalMs: said.ms, where: `${this.#file}:${record.line}`};
				if (said.ms === null) {
					return this.#wait(record.session, {sighting, waitsFor: 'plan or time'}, before);
				}

				if (before?.waitsFor === 'statement or time' && sameText(before.sighting.sql, said.sql)) {
					this.#pending.delete(record.session);
					return [{...before.sighting, totalMs: said.ms, values: values.length > 0 ? values : before.sighting.values}];
				}

				return this.#wait(record.session, {sighting, waitsFor: 'plan'}, before);
			}
		}
	}

	/** What still waits, at the end of the log. */
	end(): readonly Sighting[] {
		const left = [...this.#pending.values()].map(({sighting}) => sighting);
		this.#pending.clear();
		return left;
	}

	#takePlan(record: LogRecord, {plan, format, query}: ReadPlan, ms: number, before: Pending | null): readonly Sighting[] {
		if (query === null) {
			return [];
		}

		const logged: LoggedPlan = {plan, format, durationMs: ms, at: record.at, file: this.#file, line: record.line, database: record.database, user: record.user};
		const values = literals(readParameters(textAt(plan.raw, 'Query Parameters') ?? ''));
		if (before?.waitsFor === 'plan or time' && sameText(before.sighting.sql, query)) {
			const sighting = {...before.sighting, totalMs: ms, plan: logged, values: before.sighting.values.length > 0 ? before.sighting.values : values};
			this.#pending.set(record.session, {sighting, waitsFor: 'statement or time'});
			return [];
		}

		// A plan that took longer is another execution's.
		if (before?.waitsFor === 'plan' && sameText(before.sighting.sql, query) && ms <= (before.sighting.totalMs ?? 0)) {
			this.#pending.delete(record.session);
			return [{...before.sighting, plan: logged, values: before.sighting.values.length > 0 ? before.sighting.values : values}];
		}

		return this.#wait(record.session, {sighting: {sql: query, values, calls: 1, totalMs: ms, where: `${this.#file}:${record.line}`, plan: logged}, waitsFor: 'statement or time'}, before);
	}

	#wait(session: string, pending: Pending, before: Pending | null): readonly Sighting[] {
		const whole = [...(before === null ? [] : [before.sighting]), ...(this.#pending.size >= mostPending ? this.end() : [])];
		this.#pending.set(session, pending);
		return whole;
	}

	#readPlan(body: string, {line}: LogRecord): ReadPlan | null {
		try {
			return readPlans(body)[0] ?? null;
		} catch (error) {
			if (!(error instanceof PlanflipError)) {
				throw error;
			}

			this.#tell(new PlanflipError('input', {message: error.message, where: `${this.#file}, the plan at line ${line}`, cause: error}));
			return null;
		}
	}
}

function sameText(one: string, other: string): boolean {
	return one.trim() === other.trim();
}

function literals(values: ReadonlyArray<LoggedValue | null>): ReadonlyArray<Literal | null> {
	return values.map(value => value === null ? null : (value.text === null ? 'NULL' : quoteLiteral(value.text)));
}
