import {readFile} from 'node:fs/promises';
import {PlanflipError} from '../errors.ts';

/** UTF-8, or the UTF-16 that PowerShell's `>` writes, which its first two bytes tell. */
function decode(bytes: Buffer): string {
	const [first, second] = bytes;
	if (first === 0xFF && second === 0xFE) {
		return bytes.toString('utf16le');
	}

	return first === 0xFE && second === 0xFF && bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : bytes.toString('utf8');
}

/** A file's text, or standard input's for `-`. A missing or unreadable file is an input error. */
export async function readInput(file: string, stdin: AsyncIterable<unknown>): Promise<string> {
	if (file === '-') {
		const chunks: Buffer[] = [];
		for await (const chunk of stdin) {
			chunks.push(chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.from(String(chunk)));
		}

		return decode(Buffer.concat(chunks));
	}

	try {
		return decode(await readFile(file));
	} catch (error) {
		throw new PlanflipError('input', {
			message: error instanceof Error && 'code' in error && error.code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read.`,
			hint: 'Name a file with EXPLAIN output, or - for standard input.',
			cause: error,
		});
	}
}
