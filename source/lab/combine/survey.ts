import type {CatalogEntry} from '../../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {genericObstacle} from '../../experiment/explain-generic.ts';
import type {Explained} from '../../experiment/explain.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import type {Subject} from '../../experiment/run.ts';
import type {Bench} from '../bench.ts';
import {endsAll} from '../ends-all.ts';
import {sampleEntry} from '../sample-entry.ts';
import {subjectOf} from '../subject-of.ts';
import {textsOf} from '../texts-of.ts';
import {withGrants} from '../with-grants.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';
import {outlastLocks} from './outlast-locks.ts';

/** An entry with its values, and its plan with all indexes on. */
export interface Surveyed {
	readonly entry: CatalogEntry;
	readonly subject: Subject;
	readonly explained: Explained;
	/** Names of parameters whose sample found no row: NULL stands for them. */
	readonly unsampled: readonly string[];
}

/** Finds values for every entry and plans it with all indexes on. What fails is told, and the others go on. */
export async function * survey(bench: Bench, desk: PlanDesk, all: IndexConfiguration, {entries, signal}: Pick<CombineRequest, 'entries' | 'signal'>): AsyncGenerator<CombineEvent, readonly Surveyed[], void> {
	const subjects: Array<Omit<Surveyed, 'explained'>> = [];
	for (const [at, entry] of entries.entries()) {
		yield {kind: 'step', title: 'Looking for values', fraction: at / entries.length};
		try {
			const values = await sampleEntry(bench, entry);
			const subject = subjectOf(entry, values);
			const obstacle = genericObstacle(subject, bench.facts);
			if (obstacle !== null) {
				throw obstacle;
			}

			subjects.push({entry, subject, unsampled: values.flatMap(({name, note, unknown}) => note === null || unknown === true ? [] : [name])});
		} catch (error) {
			yield * failed(entry, error, signal);
		}
	}

	const plans = await outlastLocks(subjects, async ({subject}) => desk.plan({subject, configuration: all}));
	const surveyed: Surveyed[] = [];
	for (const [at, one] of subjects.entries()) {
		const plan = plans[at];
		if (plan?.status === 'fulfilled') {
			surveyed.push({...one, explained: plan.value});
		} else {
			yield * failed(one.entry, await withGrants(bench, textsOf(one.entry), plan?.reason), signal);
		}
	}

	return surveyed;
}

/** @throws what ends everything */
export function * failed(entry: CatalogEntry, error: unknown, signal: AbortSignal): Generator<CombineEvent, void, void> {
	if (endsAll(error, signal)) {
		throw error;
	}

	yield {kind: 'failed', entry, error};
}
