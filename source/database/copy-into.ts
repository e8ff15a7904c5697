import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type pg from 'pg';
import {from} from 'pg-copy-streams';

/** One message of this size keeps the server busy while the next one is being made (characters). */
const messageSize = 65_536;

/** COPY ... FROM STDIN in text format: rows loaded. */
export async function copyInto(client: pg.Client, sql: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<number> {
	const copy = client.query(from(sql));
	await pipeline(Readable.from(gather(chunks), {objectMode: true, highWaterMark: 2}), copy);
	return copy.rowCount;
}

async function* gather(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
	let pending = '';
	for await (const chunk of chunks) {
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
