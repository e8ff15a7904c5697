import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {PlanflipError} from '../errors.ts';
import {codeOf, reasonOf} from './reason-of.ts';

/** Lines of a piece of a file, whole ones, and how far it is read. */
export interface LinesRead {
	readonly lines: readonly string[];
	/** Of the file's bytes; null for standard input, whose end nobody knows. */
	readonly fraction: number | null;
}

/** A line of more than this is cut: nobody's log has one. */
const longestLine = 32_000_000;

/** A file's lines piece by piece, or standard input's for `-`, so that its size does not matter. Rejects with an input error when it cannot be read. */
export async function * readLines(file: string, stdin: AsyncIterable<unknown>): AsyncGenerator<LinesRead, void, void> {
	const size = file === '-' ? null : await sizeOf(file);
	const decoder = new TextDecoder('utf-8', {ignoreBOM: false});
	let rest = '';
	let done = 0;
	try {
		for await (const chunk of file === '-' ? stdin : createReadStream(file, {highWaterMark: 1 << 20})) {
			const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
			if (done === 0 && bytes[0] === 0x1F && bytes[1] === 0x8B) {
				throw new PlanflipError('input', {message: 'This file is compressed.', where: file, hint: `zcat ${file === '-' ? 'FILE.gz' : file} | planflip import -`});
			}

			done += bytes.length;
			const lines = `${rest}${decoder.decode(bytes, {stream: true})}`.split('\n');
			rest = (lines.pop() ?? '').slice(0, longestLine);
			yield {lines: lines.map(line => line.endsWith('\r') ? line.slice(0, -1) : line), fraction: size === null || size === 0 ? null : done / size};
		}
	} catch (error) {
		throw error instanceof PlanflipError ? error : unreadable(file, error);
	}

	const last = `${rest}${decoder.decode()}`;
	if (last !== '') {
		yield {lines: [last], fraction: 1};
	}
}

async function sizeOf(file: string): Promise<number> {
	try {
		return (await stat(file)).size;
	} catch (error) {
		throw unreadable(file, error);
	}
}

function unreadable(file: string, error: unknown): PlanflipError {
	return new PlanflipError('input', {
		message: codeOf(error) === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read: ${reasonOf(error)}.`,
		hint: 'Name a log of PostgreSQL\'s, a file of statements, or - for standard input.',
		cause: error,
	});
}
