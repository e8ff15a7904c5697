import {readIdentity} from '../../database/read-identity.ts';
import {readIndexName, readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {type AppliedListing, listApplied, writeApplied} from '../../disk/applied-folder.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import {atPlace} from './at-place.ts';
import {judgeApplied, type Judgement} from './judge-applied.ts';
import type {Place} from './open-place.ts';
import {performSteps, type Step} from './perform-steps.ts';
import {qualified} from './plan-apply.ts';
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
	const listing = await listApplied(results, database);
	const records = new Map(listing.records.map(record => [record.id, record]));
	const identity = await readIdentity(session);
	const candidates = await candidatesOf(session, listing);
	const refused: string[] = listing.unreadable.map(text => `a record of apply-indexes cannot be read: ${text}`);
	const judge = async ({record, index}: Candidate): Promise<Judgement> => {
		const now = await readIndexNow(session, index.schema, index.name);
		const renamed = now === null && index.oid !== null ? await readIndexName(session, index.oid, index.schema, index.table) : null;
		return judgeApplied(record, index, now, identity, renamed);
	};

	const judgements = await Promise.all(candidates.map(async candidate => judge(candidate)));
	const drops = candidates.filter((_, at) => judgements[at]?.kind === 'ours').map(({index}) => dropSql(index, embedded));
	if (drops.length > 0 && !embedded && !dryRun && !await agree(`Drop ${drops.length === 1 ? 'this index' : `these ${drops.length} indexes`} in ${session.label}?`, drops)) {
		return {declined: true, nothing: false, refused, others: listing.others};
	}

	if (!embedded && !dryRun && drops.length > 0) {
		await session.script('set statement_timeout = 0; set lock_timeout = 0');
	}

	const dropped = async (candidate: Candidate) => {
		const record = records.get(candidate.record.id);
		if (record !== undefined && !dryRun) {
			const next = marked(record, candidate.index, clock.date());
			records.set(record.id, next);
			await writeApplied(results, next);
		}
	};

	const steps = candidates.map((candidate): Step => ({
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

interface Candidate {
	readonly record: AppliedIndexes;
	readonly index: AppliedIndex;
}

/**
 * One for every name, in reverse order of creation. One that was begun several times, as when a build failed and was repeated, is the one
 * whose identity it has now, else the latest.
 */
async function candidatesOf(session: Session, {records}: AppliedListing): Promise<readonly Candidate[]> {
	const all = records.flatMap(record => record.indexes.filter(({droppedAt}) => droppedAt === null).map((index): Candidate => ({record, index})));
	const groups = new Map<string, Candidate[]>();
	for (const candidate of all) {
		const key = JSON.stringify([candidate.index.schema, candidate.index.name]);
		groups.set(key, [...groups.get(key) ?? [], candidate]);
	}

	const chosen: Candidate[] = [];
	for (const group of groups.values()) {
		const [latest] = group.toSorted((a, b) => b.index.begunAt.getTime() - a.index.begunAt.getTime());
		const now = latest === undefined ? null : await readIndexNow(session, latest.index.schema, latest.index.name);
		const same = group.find(({index}) => now !== null && index.oid === now.oid) ?? latest;
		if (same !== undefined) {
			chosen.push(same);
		}
	}

	// Those of one record in the order they stand there: their clock may have stood still.
	return chosen.map((candidate, at) => ({candidate, at})).toSorted((a, b) => b.candidate.index.begunAt.getTime() - a.candidate.index.begunAt.getTime() || b.at - a.at).map(({candidate}) => candidate);
}

function dropSql(index: AppliedIndex, embedded: boolean): string {
	return `DROP INDEX ${embedded ? '' : 'CONCURRENTLY '}IF EXISTS ${qualified(index)}`;
}

function marked(record: AppliedIndexes, {schema, name}: AppliedIndex, at: Date): AppliedIndexes {
	return {...record, indexes: record.indexes.map(index => index.schema === schema && index.name === name ? {...index, droppedAt: at} : index)};
}
