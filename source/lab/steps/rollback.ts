import {readParts} from '../../database/read-parts.ts';
import type {Session} from '../../database/session.ts';
import {writeApplied} from '../../disk/applied-folder.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import {atPlace} from './at-place.ts';
import {qualified} from './index-to-build.ts';
import type {Place} from './open-place.ts';
import {performSteps, type Step} from './perform-steps.ts';
import {type JudgedCandidate, planRollback, type RollbackCandidate} from './plan-rollback.ts';
import {rolledBackSoFar} from './rolled-back-so-far.ts';
import type {StepEvent} from './step-event.ts';
import type {StepRequest} from './step-request.ts';
import {withinLockLimit} from './within-lock-limit.ts';

/** What rollback came to. */
export interface RolledBack {
	readonly declined: boolean;
	/** Nothing that apply-indexes built is left to drop. */
	readonly nothing: boolean;
	/** What was left alone, and why; and records that cannot be read. */
	readonly refused: readonly string[];
	/** Whether not owning the tables is the only reason. */
	readonly forbidden: boolean;
	/** null: the folder has records of this database. */
	readonly unknown: UnknownDatabase | null;
}

/** No record in the folder is of this database, by its name or its identity. */
export interface UnknownDatabase {
	readonly folder: string;
	/** Databases that the records there are of. */
	readonly others: readonly string[];
	/** Those of them that may be this one, as the cluster's number may not be read. */
	readonly doubtful: readonly string[];
}

/** `planflip rollback`: drops what apply-indexes built, as far as its own record proves it, the last one first. */
export function rollback(request: StepRequest): AsyncGenerator<StepEvent, RolledBack, void> {
	return atPlace(request, {create: false}, place => rollbackAt(place, request));
}

async function * rollbackAt(place: Place, request: StepRequest): AsyncGenerator<StepEvent, RolledBack, void> {
	const {session, database, embedded} = place;
	const {results, dryRun, signal, agree, clock} = request;
	yield {kind: 'step', title: 'Looking at what apply-indexes built', fraction: null};
	const {listing, candidates, judge} = await planRollback(place, results);
	const otherNames = [...new Set(listing.records.map(({database: {label}}) => label))].filter(label => label !== database.label);
	if (candidates.length > 0 && otherNames.length > 0) {
		yield {kind: 'note', text: `Built here under another name of this database: ${otherNames.join(', ')}.`};
	}

	const unknown = listing.records.length + listing.unreadable.length > 0 ? null : {folder: results, others: listing.others, doubtful: listing.doubtful};
	const records = new Map(listing.records.map(record => [record.id, record]));
	let forbidden = listing.unreadable.length === 0;
	const refused: string[] = listing.unreadable.map(text => `a record of apply-indexes cannot be read: ${text}`);
	const toDrop = candidates.filter(({judgement}) => judgement.kind === 'ours');
	for (const text of await partsThatGo(session, toDrop, candidates)) {
		yield {kind: 'note', text};
	}

	const drops = toDrop.map(one => dropSql(one, embedded));
	if (drops.length > 0 && !embedded && !dryRun && !await agree(`Drop ${drops.length === 1 ? 'this index' : `these ${drops.length} indexes`} in ${session.label}?`, drops)) {
		return {declined: true, nothing: false, refused, forbidden: false, unknown};
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

	const finished: string[] = [];
	let at: string | null = null;
	// Parts stand before their whole, which was begun first: they are done when it is.
	const parts: Part[] = [];
	const steps = candidates.map(({candidate, now}): Step => ({
		title: `${candidate.index.name} on ${candidate.index.schema}.${candidate.index.table}`,
		// Judged again in the moment before it is dropped.
		async skip() {
			const judgement = await judge(candidate);
			if (judgement.kind === 'gone') {
				await dropped(candidate);
				return 'it is gone already';
			}

			if (judgement.kind === 'part') {
				parts.push({candidate, of: judgement.of});
				return `goes with ${judgement.of}`;
			}

			if (judgement.kind === 'refused') {
				forbidden &&= judgement.forbidden;
				refused.push(`${candidate.index.name}: ${judgement.why}`);
				return `left alone: ${judgement.why}`;
			}

			return null;
		},
		statements: [dropSql({candidate, now}, embedded)],
		task: async () => {
			const sql = dropSql({candidate, now}, embedded);
			at = candidate.index.name;
			await (now?.partitioned === true ? withinLockLimit(session, sql, `${candidate.index.schema}.${candidate.index.table}`) : session.query(sql));
			at = null;
			finished.push(candidate.index.name);
			await dropped(candidate);
			for (const part of partsOf(candidate.index.name, parts)) {
				await dropped(part);
			}
		},
	}));
	try {
		yield * performSteps(steps, {signal, dryRun});
	} catch (error) {
		throw rolledBackSoFar(error, {dropped: finished, at, concurrently: !embedded});
	}

	return {declined: false, nothing: candidates.length === 0, refused, forbidden: forbidden && refused.length > 0, unknown};
}

interface Part {
	readonly candidate: RollbackCandidate;
	/** The name of the partitioned table's index that it goes with. */
	readonly of: string;
}

/** All levels down. */
function partsOf(whole: string, parts: readonly Part[]): readonly RollbackCandidate[] {
	return parts.filter(({of}) => of === whole).flatMap(({candidate}) => [candidate, ...partsOf(candidate.index.name, parts)]);
}

/** Sentences on what goes with a partitioned table's index and was not built by us: Postgres itself makes parts for partitions that are added. */
async function partsThatGo(session: Session, toDrop: readonly JudgedCandidate[], candidates: readonly JudgedCandidate[]): Promise<readonly string[]> {
	const notes: string[] = [];
	for (const {candidate, now} of toDrop) {
		const parts = now?.partitioned === true ? await readParts(session, now.oid) : [];
		const others = parts.filter(({oid}) => candidates.every(one => one.candidate.index.oid !== oid));
		notes.push(...(others.length === 0 ? [] : [`With ${candidate.index.name} go its parts on partitions that came later: ${others.map(({name}) => name).join(', ')}.`]));
	}

	return notes;
}

/** Postgres drops no partitioned table's index CONCURRENTLY; on the embedded database nobody waits. */
function dropSql({candidate: {index}, now}: Pick<JudgedCandidate, 'candidate' | 'now'>, embedded: boolean): string {
	return `DROP INDEX ${embedded || now?.partitioned === true ? '' : 'CONCURRENTLY '}IF EXISTS ${qualified(index)}`;
}

function marked(record: AppliedIndexes, {schema, name}: AppliedIndex, at: Date): AppliedIndexes {
	return {...record, indexes: record.indexes.map(index => index.schema === schema && index.name === name ? {...index, droppedAt: at} : index)};
}
