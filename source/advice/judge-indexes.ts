import type {IndexUsage, UsageSnapshot} from '../database/usage.ts';
import {groupBy} from '../text/group-by.ts';
import type {IndexFinding, IndexHold, IndexVerdict} from './index-finding.ts';
import {redundancyOf} from './redundancy.ts';
import {tooYoung} from './statistics-age.ts';
import {sumPartitions, type WholeIndex} from './sum-partitions.ts';

/** Scans of planflip's own runs, by the index's name as plans have it. */
export type OwnScans = ReadonlyMap<string, number>;

/** Every index of the snapshot, partitions summed up, in its order. */
export function judgeIndexes({indexes, age}: UsageSnapshot, own: OwnScans): readonly IndexFinding[] {
	const wholes = sumPartitions(indexes);
	const byTable = groupBy(wholes.map(({index}) => index), tableOf);
	const young = tooYoung(age) || !age.counting;
	return wholes.map(whole => judge(whole, byTable.get(tableOf(whole.index)) ?? [], {young, own: ownOf(whole, own)}));
}

const tableOf = ({schema, table}: IndexUsage) => JSON.stringify([schema, table]);

/** Plans name the partition's index, not the one of the table above. */
function ownOf({index, partitions}: WholeIndex, own: OwnScans): number {
	return [index, ...partitions].reduce((sum, {name}) => sum + (own.get(name) ?? 0), 0);
}

function judge({index, partitions}: WholeIndex, siblings: readonly IndexUsage[], {young, own}: {readonly young: boolean; readonly own: number}): IndexFinding {
	// Counters reset between a run and the next look would make it negative.
	const ownScans = Math.min(own, index.scans);
	const scans = index.scans - ownScans;
	const hold = holdOf(index);
	const verdict = verdictOf(index, siblings, scans, young);
	return {index, partitions: partitions.length, scans, ownScans, hold, verdict, droppable: hold === null && ['invalid', 'duplicate', 'covered', 'unused'].includes(verdict.kind)};
}

function verdictOf(index: IndexUsage, siblings: readonly IndexUsage[], scans: number, young: boolean): IndexVerdict {
	if (!index.valid) {
		return {kind: 'invalid'};
	}

	return redundancyOf(index, siblings) ?? (scans > 0 ? {kind: 'used'} : {kind: young ? 'not yet' : 'unused'});
}

function holdOf({constraint, unique, replicaIdentity, foreignKeys}: IndexUsage): IndexHold | null {
	if (constraint !== null) {
		return {kind: 'constraint', name: constraint.name, constraint: constraint.kind};
	}

	if (foreignKeys.length > 0) {
		return {kind: 'foreign keys', names: foreignKeys};
	}

	if (replicaIdentity) {
		return {kind: 'replica identity'};
	}

	return unique ? {kind: 'uniqueness'} : null;
}

