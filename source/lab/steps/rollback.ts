import {writeApplied} from '../../disk/applied-folder.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import {atPlace} from './at-place.ts';
import type {Place} from './open-place.ts';
import {performSteps, type Step} from './perform-steps.ts';
import {qualified} from './plan-apply.ts';
import {planRollback, type RollbackCandidate} from './plan-rollback.ts';
import type {StepEvent} from './step-event.ts';
import type {StepRequest} from './step-request.ts';

/** What rollback came to. */
export interface RolledBack {
	readonly declined: boolean;
	/** Nothing that apply-indexes built is left to drop. */
	readonly nothing: boolean;
	/** What was left alone, and why; and records that cannot be read. */
	readonly refused: readonly string[];
	/** Databases that other records in the folder are of. */
	readonly others: readonly string[];
}

/** `planflip rollback`: drops what apply-indexes built, as far as its own record proves it, the last one first. */
export function rollback(request: StepRequest): AsyncGenerator<StepEvent, RolledBack, void> {
	return atPlace(request, {create: false}, place => rollbackAt(place, request));
}

async function * rollbackAt({session, database, embedded}: Place, request: StepRequest): AsyncGenerator<StepEvent, RolledBack, void> {
	const {results, dryRun, signal, agree, clock} = request;
	yield {kind: 'step', title: 'Looking at what apply-indexes built', fraction: null};
	const {listing, candidates, judge} = await planRollback(session, database, results);
	const records = new Map(listing.records.map(record => [record.id, record]));
	const refused: string[] = listing.unreadable.map(text => `a record of apply-indexes cannot be read: ${text}`);
	const drops = candidates.filter(({judgement}) => judgement.kind === 'ours').map(({candidate}) => dropSql(candidate.index, embedded));
	if (drops.length > 0 && !embedded && !dryRun && !await agree(`Drop ${drops.length === 1 ? 'this index' : `these ${drops.length} indexes`} in ${session.label}?`, drops)) {
		return {declined: true, nothing: false, refused, others: listing.others};
	}

	if (!embedded && !dryRun && drops.length > 0) {
		await session.script('set statement_timeout = 0; set lock_timeout = 0');
	}

	const dropped = async (candidate: RollbackCandidate) => {
		const record = records.get(candidate.record.id);
		if (record !== undefined && !dryRun) {
			const next = marked(record, candidate.index, clock.date());
			records.set(record.id, next);
			await writeApplied(results, next);
		}
	};

	const steps = candidates.map(({candidate}): Step => ({
		title: `${candidate.index.name} on ${candidate.index.schema}.${candidate.index.table}`,
		// Judged again in the moment before it is dropped.
		async skip() {
			const judgement = await judge(candidate);
			if (judgement.kind === 'gone') {
				await dropped(candidate);
				return 'it is gone already';
			}

			if (judgement.kind === 'refused') {
				refused.push(`${candidate.index.name}: ${judgement.why}`);
				return `left alone: ${judgement.why}`;
			}

			return null;
		},
		statements: [dropSql(candidate.index, embedded)],
		task: async () => {
			await session.query(dropSql(candidate.index, embedded));
			await dropped(candidate);
		},
	}));
	yield * performSteps(steps, {signal, dryRun});
	return {declined: false, nothing: candidates.length === 0, refused, others: listing.others};
}

function dropSql(index: AppliedIndex, embedded: boolean): string {
	return `DROP INDEX ${embedded ? '' : 'CONCURRENTLY '}IF EXISTS ${qualified(index)}`;
}

function marked(record: AppliedIndexes, {schema, name}: AppliedIndex, at: Date): AppliedIndexes {
	return {...record, indexes: record.indexes.map(index => index.schema === schema && index.name === name ? {...index, droppedAt: at} : index)};
}
