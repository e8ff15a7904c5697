import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type pg from 'pg';
import {from} from 'pg-copy-streams';

/**
 * Characters. Each message takes a turn of the event loop, which the maker of the rows has turns of, too: with 65,536 the
 * embedded PostgreSQL, which begins when it has them all, waited longer for its rows than it took to load them.
 */
const messageSize = 1_048_576;

/** COPY ... FROM STDIN in text format: rows loaded. */
export async function copyInto(client: pg.Client, sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number> {
	const copy = client.query(from(sql));
	await pipeline(Readable.from(gather(chunks, () => copy.destroyed), {objectMode: true, highWaterMark: 2}), copy);
	return copy.rowCount;
}

async function* gather(chunks: AsyncIterable<string> | Iterable<string>, isOver: () => boolean): AsyncGenerator<string> {
	let pending = '';
	for await (const chunk of chunks) {
		if (isOver()) {
			return;
		}

		pending += chunk;
		if (pending.length >= messageSize) {
			yield pending;
			pending = '';
		}
	}

	if (pending !== '') {
		yield pending;
	}
}
