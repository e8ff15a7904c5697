import {readFile} from 'node:fs/promises';
import {PlanflipError} from '../errors.ts';

/** A file's text, or standard input's for `-`. A missing or unreadable file is an input error. */
export async function readInput(file: string, stdin: AsyncIterable<unknown>): Promise<string> {
	if (file === '-') {
		const chunks: Buffer[] = [];
		for await (const chunk of stdin) {
			chunks.push(Buffer.from(String(chunk)));
		}

		return Buffer.concat(chunks).toString('utf8');
	}

	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		throw new PlanflipError('input', {
			message: error instanceof Error && 'code' in error && error.code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read.`,
			hint: 'Name a file with EXPLAIN output, or - for standard input.',
			cause: error,
		});
	}
}
