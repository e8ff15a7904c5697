import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterAll, onTestFinished} from 'vitest';
import {type PtyOptions, type PtyProgram, startInPty} from './pty.ts';

export const program = path.join(import.meta.dirname, '../../dist/cli.js');

export interface Outcome {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A person's machine for one test file: a cache folder and a history of its own, no server in the environment. */
export interface Journey {
	readonly cache: string;
	/** Where its runs are kept; within the cache folder, so that looking through that finds all planflip ever wrote. */
	readonly runs: string;
	/** On the screen of a real pseudo-terminal. The embedded database is small unless the arguments say otherwise. */
	readonly onScreen: (args?: readonly string[], options?: PtyOptions) => PtyProgram;
	/** Without a terminal, as a script or a pipe runs it. */
	readonly piped: (args: readonly string[], options?: {readonly env?: Readonly<Record<string, string>>; readonly input?: string}) => Promise<Outcome>;
	/** A folder of queries that is removed when the test ends. */
	readonly catalog: (files: Readonly<Record<string, string>>) => string;
}

const noServer = {DATABASE_URL: undefined, PGHOST: undefined, PGHOSTADDR: undefined, PGDATABASE: undefined, PGPORT: undefined, PGUSER: undefined, PGPASSWORD: undefined};

export function journey(): Journey {
	const cache = mkdtempSync(path.join(tmpdir(), 'planflip-journey-'));
	afterAll(() => {
		rmSync(cache, {recursive: true, force: true});
	});
	const folders = {XDG_CACHE_HOME: cache, XDG_STATE_HOME: path.join(cache, 'state')};
	const small = (args: readonly string[]) => args.includes('--scale') || args[0] === 'explain' || args[0] === 'runs' || args[0] === 'report' || args[0] === 'import' ? args : [...args, '--scale', 'small'];
	return {
		cache,
		runs: path.join(folders.XDG_STATE_HOME, 'planflip', 'runs'),
		onScreen: (args = [], options = {}) => startInPty(small(args), {...options, env: {...noServer, ...folders, ...options.env}}),
		piped: async (args, {env = {}, input} = {}) => new Promise((resolve, reject) => {
			const child = spawn(process.execPath, [program, ...small(args)], {
				env: {...process.env, ...noServer, ...folders, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env},
				stdio: ['pipe', 'pipe', 'pipe'],
			});
			let stdout = '';
			let stderr = '';
			child.stdout.setEncoding('utf8').on('data', (text: string) => {
				stdout += text;
			});
			child.stderr.setEncoding('utf8').on('data', (text: string) => {
				stderr += text;
			});
			child.on('error', reject);
			child.on('close', code => {
				resolve({code, stdout, stderr});
			});
			child.stdin.end(input ?? '');
		}),
		catalog(files) {
			const folder = mkdtempSync(path.join(tmpdir(), 'planflip-catalog-'));
			for (const [name, text] of Object.entries(files)) {
				writeFileSync(path.join(folder, name), text);
			}

			onTestFinished(() => {
				rmSync(folder, {recursive: true, force: true});
			});
			return folder;
		},
	};
}

/** A query file with the given statement. */
export function card(title: string, sql: string, more = ''): string {
	return `-- title: ${title}\n-- why: For the test.\n-- frequency: low\n${more}${sql}\n`;
}
