import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readInput} from '../../source/disk/read-input.ts';

const text = 'Seq Scan on "größe"  (cost=0.00..1.00 rows=1 width=4)\n';
const littleEndian = Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a file or standard input', () => {
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'planflip-input-'));
	});

	afterAll(async () => {
		await rm(folder, {recursive: true});
	});

	test.each<[string, Buffer]>([
		['UTF-8', Buffer.from(text)],
		['UTF-16 as PowerShell writes it', littleEndian],
		['UTF-16 the other way round', Buffer.from(littleEndian).swap16()],
	])('%s is the same text, also in pieces of one byte', async (_, bytes) => {
		const file = join(folder, 'plan');
		await writeFile(file, bytes);
		expect((await readInput(file, Readable.from([]))).replace(/^\uFEFF/, '')).toBe(text);
		const pieces = Readable.from([...bytes].map(byte => Buffer.from([byte])));
		expect((await readInput('-', pieces)).replace(/^\uFEFF/, '')).toBe(text);
	});

	test('a missing file gets a letter', async () => {
		await expect(readInput(join(folder, 'none'), Readable.from([]))).rejects.toThrow('There is no file');
	});
});
