import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {explainGeneric, unknownOf} from './explain-generic.ts';
import type {ImaginedIndex} from './imagined-index.ts';
import {locateError} from './locate-error.ts';
import type {Subject} from './run.ts';

/**
 * plan: no execution. sample: executed with as little instrumentation as EXPLAIN allows (TIMING ON inflates run time by
 * more than half). tree: executed with everything, for the node times. write: as a sample, and what it logs, which is a counter and takes no time.
 */
export type Depth = 'plan' | 'sample' | 'tree' | 'write';

/** What EXPLAIN said, verbatim, and understood. */
export interface Explained {
	readonly text: string;
	/** Imagined indexes go by their own names here; `text` has HypoPG's. */
	readonly plan: Plan;
	readonly imagined: readonly ImaginedIndex[];
}

const options: Record<Depth, string> = {
	plan: 'VERBOSE, SETTINGS, SUMMARY, FORMAT JSON',
	sample: 'ANALYZE, TIMING OFF, BUFFERS OFF, FORMAT JSON',
	tree: 'ANALYZE, VERBOSE, BUFFERS, WAL, SETTINGS, FORMAT JSON',
	write: 'ANALYZE, WAL, TIMING OFF, BUFFERS OFF, FORMAT JSON',
};

/** The prefix stands on a line of its own, so that Postgres's error positions are those of the statement, one line down. */
export function explainSql(depth: Depth, sql: string, hints = ''): string {
	return `${hints}EXPLAIN (${options[depth]})\n${sql}`;
}

/** Explains one statement with its values bound, never spliced; `hints` is a comment of ours before it all. Errors name the entry's file and line. */
export async function explain(session: Pick<Session, 'query' | 'simple'>, subject: Subject, depth: Depth, hints = ''): Promise<Explained> {
	const values = subject.parameters.map(parameter => parameter.value);
	try {
		const text = unknownOf(subject.parameters).length > 0
			? await explainGeneric(session, subject.sql)
			: (await session.query(explainSql(depth, subject.sql, hints), values))[0]?.['QUERY PLAN'];
		const plan = typeof text === 'string' ? readExplainJson(text)[0] : undefined;
		if (typeof text !== 'string' || plan === undefined) {
			throw new PlanflipError('bug', {message: 'EXPLAIN returned no plan', where: subject.file});
		}

		return {text, plan, imagined: []};
	} catch (error) {
		throw locateError(error, subject);
	}
}
