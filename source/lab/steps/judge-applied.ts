import type {IndexNow} from '../../database/read-index-now.ts';
import type {AppliedIndex, AppliedIndexes} from '../../experiment/applied-indexes.ts';
import {type DatabaseIdentity, sameDatabase} from '../../experiment/database-identity.ts';

/** Whether an index may be dropped: it is what apply-indexes built, and nothing has come to rest on it. */
export type Judgement =
	| {readonly kind: 'ours'}
	| {readonly kind: 'gone'}
	/** It goes with the partitioned table's index of this name, which is ours too. */
	| {readonly kind: 'part'; readonly of: string}
	/** Not proven to be ours, or not to be dropped: why. `forbidden`: another user might. */
	| {readonly kind: 'refused'; readonly why: string; readonly forbidden: boolean};

export interface Surroundings {
	readonly there: DatabaseIdentity;
	/** Where none is found by its name: what the index of its oid is called now. */
	readonly renamed: string | null;
	/** Of one that is a part of another: its name, where that is to be dropped; null where it stays. */
	readonly whole: string | null;
}

export function judgeApplied({identity}: AppliedIndexes, index: AppliedIndex, now: IndexNow | null, {there, renamed, whole}: Surroundings): Judgement {
	if (!sameDatabase(identity, there)) {
		return refused('the database is another one than it was built in, under the same name');
	}

	if (now === null) {
		return renamed === null ? {kind: 'gone'} : refused(`it is called ${renamed} now, and whoever renamed it has a use for it`);
	}

	if (index.oid === null) {
		// Written down, and nobody saw more of it. INVALID, nothing goes by it; valid, anybody may have built it.
		return now.valid ? refused('its build was begun by planflip, but nobody saw it end: whether this is the one cannot be proven') : onlyWhatMayGo(now, whole);
	}

	if (index.oid !== now.oid) {
		return refused(`it is another index of that name now (oid ${now.oid} instead of ${index.oid}): it was dropped and made anew, or rebuilt by REINDEX CONCURRENTLY`);
	}

	if (index.definition !== null && index.definition !== now.definition) {
		return refused(`it is defined otherwise now: ${now.definition}`);
	}

	return onlyWhatMayGo(now, whole);
}

function onlyWhatMayGo({constraints, replicaIdentity, clustered, whole: wholeOid, owned, table}: IndexNow, whole: string | null): Judgement {
	const [constraint] = constraints;
	if (constraint !== undefined) {
		return refused(`the constraint ${constraint} rests on it now`);
	}

	if (replicaIdentity) {
		return refused('it is the replica identity of its table now');
	}

	if (clustered) {
		return refused('its table is CLUSTERed by it now');
	}

	if (!owned) {
		return {...refused(`you do not own its table ${table}`), forbidden: true};
	}

	if (wholeOid === null) {
		return {kind: 'ours'};
	}

	return whole === null ? refused('it is a part of a partitioned table\'s index now') : {kind: 'part', of: whole};
}

function refused(why: string): Extract<Judgement, {readonly kind: 'refused'}> {
	return {kind: 'refused', why, forbidden: false};
}
