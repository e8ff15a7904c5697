import {type Mask, positionsOf} from './mask.ts';

/** An index that is on or off; its position among the toggles is its bit. */
export interface Toggle {
	/** What configurations call it. */
	readonly key: string;
	/** Of which table, by a name that no other table has. */
	readonly table: string;
	/** On disk, or as HypoPG guesses; null where nobody could say. */
	readonly bytes: number | null;
	/** What it adds to the write-ahead log for each new row of its table, bytes; null: not measured. */
	readonly walBytes: number | null;
}

/** What a set of indexes takes. */
export interface Size {
	/** Of those whose size is known. */
	readonly bytes: number;
	readonly indexes: number;
	/** Write-ahead log for one new row in each of their tables; null when it was not measured of each of them. */
	readonly walBytes: number | null;
}

export function sizeOf(on: Mask, toggles: readonly Toggle[]): Size {
	const some = positionsOf(on).flatMap(position => toggles[position] ?? []);
	return {
		bytes: some.reduce((sum, {bytes}) => sum + (bytes ?? 0), 0),
		indexes: some.length,
		walBytes: some.reduce<number | null>((sum, {walBytes}) => sum === null || walBytes === null ? null : sum + walBytes, 0),
	};
}
