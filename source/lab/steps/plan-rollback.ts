import {readIdentity} from '../../database/read-identity.ts';
import {type IndexNow, readIndexName, readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {type AppliedListing, listApplied} from '../../disk/applied-folder.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import type {DatabaseIdentity} from '../../experiment/database-identity.ts';
import {judgeApplied, type Judgement} from './judge-applied.ts';
import type {Place} from './open-place.ts';

/** An index that apply-indexes wrote down and rollback has not dropped. */
export interface RollbackCandidate {
	readonly record: AppliedIndexes;
	readonly index: AppliedIndex;
}

export interface JudgedCandidate {
	readonly candidate: RollbackCandidate;
	/** What is there under its name. */
	readonly now: IndexNow | null;
	readonly judgement: Judgement;
}

export interface RollbackPlan {
	readonly listing: AppliedListing;
	readonly identity: DatabaseIdentity;
	/** In reverse order of creation, each as it was judged. */
	readonly candidates: readonly JudgedCandidate[];
	/** The judgement at this moment. */
	readonly judge: (candidate: RollbackCandidate) => Promise<Judgement>;
}

/** Looks at what apply-indexes wrote down of this database, whatever it was called, and which of it may be dropped. */
export async function planRollback({session, database, embedded}: Pick<Place, 'session' | 'database' | 'embedded'>, results: string): Promise<RollbackPlan> {
	const identity = await readIdentity(session);
	const listing = await listApplied(results, database, embedded ? null : identity);
	const candidates = await candidatesOf(session, listing);
	const judge = async (candidate: RollbackCandidate): Promise<JudgedCandidate> => {
		const {record, index} = candidate;
		const now = await readIndexNow(session, index.schema, index.name);
		const renamed = now === null && index.oid !== null ? await readIndexName(session, index.oid, index.schema, index.table) : null;
		const above = now?.whole == null ? undefined : candidates.find(({index: {oid}}) => oid === now.whole);
		const goes = above === undefined ? null : (await judge(above)).judgement.kind;
		const whole = above !== undefined && (goes === 'ours' || goes === 'part') ? above.index.name : null;
		return {candidate, now, judgement: judgeApplied(record, index, now, {there: identity, renamed, whole})};
	};

	return {
		listing,
		identity,
		judge: async candidate => (await judge(candidate)).judgement,
		candidates: await Promise.all(candidates.map(async candidate => judge(candidate))),
	};
}

/**
 * One for every name, in reverse order of creation. One that was begun several times, as when a build failed and was repeated, is the one
 * whose identity it has now, also where the record calls it dropped: it was, in a copy of this database that bears the same number. Else it
 * is the latest that no rollback has dropped since.
 */
async function candidatesOf(session: Session, {records}: AppliedListing): Promise<readonly RollbackCandidate[]> {
	const all = records.flatMap(record => record.indexes.map((index): RollbackCandidate => ({record, index})));
	const groups = new Map<string, RollbackCandidate[]>();
	for (const candidate of all) {
		const key = JSON.stringify([candidate.index.schema, candidate.index.name]);
		groups.set(key, [...groups.get(key) ?? [], candidate]);
	}

	const chosen: RollbackCandidate[] = [];
	for (const group of groups.values()) {
		const dropped = Math.max(...group.map(({index: {droppedAt}}) => droppedAt?.getTime() ?? 0));
		const [latest] = group.filter(({index}) => index.droppedAt === null && index.begunAt.getTime() >= dropped).toSorted((a, b) => b.index.begunAt.getTime() - a.index.begunAt.getTime());
		const [any] = group;
		const now = any === undefined ? null : await readIndexNow(session, any.index.schema, any.index.name);
		const same = group.find(({index}) => now !== null && index.oid === now.oid) ?? latest;
		if (same !== undefined) {
			chosen.push(same);
		}
	}

	// Those of one record in the order they stand there: their clock may have stood still.
	return chosen.map((candidate, at) => ({candidate, at})).toSorted((a, b) => b.candidate.index.begunAt.getTime() - a.candidate.index.begunAt.getTime() || b.at - a.at).map(({candidate}) => candidate);
}
