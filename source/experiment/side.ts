import type {ServerFacts} from '../database/server-facts.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';
import type {Plan} from '../plan/plan.ts';
import type {NamedIndexes, Run, Subject} from './run.ts';
import type {Rung} from './rung.ts';

/** One side of a comparison while it is being filled. */
export interface Side {
	readonly subject: Subject;
	readonly indexes: NamedIndexes;
	readonly startedAt: Date;
	explain: string;
	plan: Plan | null;
	planningMs: number | null;
	firstMs: number | null;
	readonly samples: number[];
	timedOutMs: number | null;
}

export function newSide(subject: Subject, indexes: NamedIndexes, startedAt: Date): Side {
	return {subject, indexes, startedAt, explain: '', plan: null, planningMs: null, firstMs: null, samples: [], timedOutMs: null};
}

/** Both sides do the same: whatever the clock says, there is no difference. */
export function samePlan(a: Side, b: Side): boolean {
	return a.plan !== null && b.plan !== null && planFingerprint(a.plan) === planFingerprint(b.plan);
}

/** What is known of a side so far. */
export function runOf({rung, facts}: {readonly rung: Rung; readonly facts: ServerFacts}, side: Side): Run {
	return {
		kind: 'Run',
		subject: side.subject,
		indexes: side.indexes,
		rung,
		server: facts,
		startedAt: side.startedAt,
		explain: side.explain,
		planningMs: side.planningMs,
		firstMs: side.firstMs,
		samples: [...side.samples],
		timedOutMs: side.timedOutMs,
	};
}
