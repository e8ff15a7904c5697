import type {UniverseIndex} from './index-universe.ts';

type Indexes = readonly UniverseIndex[];

interface Kinship {
	readonly byOid: ReadonlyMap<number, UniverseIndex>;
	readonly parts: ReadonlyMap<number, Indexes>;
}

/** A list of indexes keeps it: there may be thousands, asked about on every key. */
const kept = new WeakMap<Indexes, Kinship>();

/** The index and those of the partitions that are parts of it, all levels down: they go and come together. */
export function withPartitions(index: UniverseIndex, indexes: Indexes): Indexes {
	const {parts} = kinship(indexes);
	const family = [index];
	for (const {oid} of family) {
		family.push(...(oid === null ? [] : parts.get(oid) ?? []));
	}

	return family;
}

/** Bytes of a built index with its parts, as a partitioned table's has no pages of its own; null where nobody says. */
export function bytesWithParts(index: UniverseIndex, indexes: Indexes): number | null {
	const sizes = withPartitions(index, indexes).map(({bytes}) => bytes);
	return sizes.includes(null) ? null : sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}

/** The indexes of partitioned tables that this one is a part of, all levels up; none for one that stands alone. */
export function wholesOf(index: UniverseIndex, indexes: Indexes): Indexes {
	const {byOid} = kinship(indexes);
	const wholes: UniverseIndex[] = [];
	for (let {parentOid} = index; parentOid !== null;) {
		const whole = byOid.get(parentOid);
		parentOid = whole?.parentOid ?? null;
		wholes.push(...(whole === undefined ? [] : [whole]));
	}

	return wholes;
}

function kinship(indexes: Indexes): Kinship {
	let known = kept.get(indexes);
	if (known === undefined) {
		const parts = new Map<number, UniverseIndex[]>();
		for (const index of indexes) {
			if (index.parentOid !== null) {
				parts.set(index.parentOid, [...parts.get(index.parentOid) ?? [], index]);
			}
		}

		known = {parts, byOid: new Map(indexes.flatMap(index => index.oid === null ? [] : [[index.oid, index]]))};
		kept.set(indexes, known);
	}

	return known;
}
