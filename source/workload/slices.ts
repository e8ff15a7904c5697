import {setImmediate as nextTurn} from 'node:timers/promises';
import type {RowCounts, SeededTable, SeedTable} from '../../seeds/seed-table.ts';

/** Rows of one table, to be loaded with one COPY. */
export interface Slice {
	readonly table: SeededTable;
	readonly columns: readonly string[];
	readonly rows: number;
	/** COPY's text format, cut anywhere between two lines. */
	readonly chunks: readonly string[];
}

/** How long lines are made in one turn of the event loop (ms): a screen on the same thread never misses a frame. */
const turnMs = 5;

/** Every row of the tables, in order. The next slice is made while the consumer is busy with this one. */
export async function* slicesOf(tables: readonly SeedTable[], counts: RowCounts, seed: number, rowsPerSlice: number): AsyncGenerator<Slice, void, undefined> {
	const slices = oneByOne(tables, counts, seed, rowsPerSlice);
	let ahead = slices.next();
	for (;;) {
		const next = await ahead;
		if (next.done === true) {
			return;
		}

		ahead = slices.next();
		yield next.value;
	}
}

async function* oneByOne(tables: readonly SeedTable[], counts: RowCounts, seed: number, rowsPerSlice: number): AsyncGenerator<Slice, void, undefined> {
	for (const source of tables) {
		const {table, columns} = source;
		const iterator = source.lines(counts, seed)[Symbol.iterator]();
		for (let left = counts[table]; left > 0; left -= rowsPerSlice) {
			const rows = Math.min(left, rowsPerSlice);
			yield {table, columns, rows, chunks: await take(iterator, rows)};
		}
	}
}

/** The next lines, giving way to the event loop every few ms. */
async function take(lines: Iterator<string>, rows: number): Promise<readonly string[]> {
	const chunks: string[] = [];
	let turn: string[] = [];
	let turnEnds = performance.now() + turnMs;
	for (let row = 0; row < rows; row++) {
		const next = lines.next();
		if (next.done !== true) {
			turn.push(next.value);
		}

		if (performance.now() > turnEnds) {
			chunks.push(turn.join(''));
			turn = [];
			await nextTurn();
			turnEnds = performance.now() + turnMs;
		}
	}

	return [...chunks, turn.join('')];
}
