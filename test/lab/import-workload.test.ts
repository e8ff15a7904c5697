import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import type {ImportReport} from '../../source/lab/import/import-report.ts';
import type {ImportRequest} from '../../source/lab/import/import-request.ts';
import {importWorkload} from '../../source/lab/import/import-workload.ts';

/** Has the tables called t and their number; nothing else can be prepared there. */
const database: NonNullable<ImportRequest['database']> = {
	label: 'me@host:5432/shop',
	facts: {version: 'PostgreSQL 18.0', versionNumber: 180_000, engine: 'server', database: 'shop', user: 'me', superuser: false, inRecovery: false, readOnly: false, otherBackends: 0},
	statements: () => Promise.resolve([]),
	describe: sql => /from t\d/.test(sql) ? Promise.resolve({sql, parameters: [], relations: [], invented: []}) : Promise.reject(new PlanflipError('input', {message: 'relation does not exist'})),
};

async function imported(lines: readonly string[], request: Partial<ImportRequest>): Promise<ImportReport> {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-import-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	const file = path.join(folder, 'app.log');
	writeFileSync(file, `${lines.join('\n')}\n`);
	const events = importWorkload({
		files: [file], statements: false, database, folder: path.join(folder, 'queries'), existing: [], top: null, minCalls: 0, dryRun: false, history: null,
		stdin: process.stdin, now: new Date(0), signal: new AbortController().signal, ...request,
	});
	for await (const event of events) {
		if (event.kind === 'imported') {
			expect(readdirSync(event.report.folder).sort()).toEqual(event.report.cards.map(({name}) => `${name}.sql`).sort());
			return event.report;
		}
	}

	throw new Error('nothing was imported');
}

const reasons = ({leftOut}: ImportReport) => Object.fromEntries(leftOut.map(({reason, count}) => [reason, count]));

test('what cannot be prepared in the database takes no place among the --top', async () => {
	const lines = [1, 2, 3, 4].flatMap(n => [`[7] LOG:  duration: ${100 - n}.000 ms  statement: select * from elsewhere${n}`, `[7] LOG:  duration: ${50 - n}.000 ms  statement: select * from t${n}`]);
	const report = await imported(lines, {top: 3});
	expect(report.cards.map(({name}) => name)).toEqual(['t1', 't2', 't3']);
	expect(reasons(report)).toEqual({'not prepared': 4, 'not among the top': 1});
});

test.each([
	['Debian\'s prefix', (database: string) => `2026-11-26 01:02:03.456 UTC [7] me@${database} `],
	['pgBadger\'s prefix', (database: string) => `2026-11-26 01:02:03 UTC [7]: user=me,db=${database},app=psql,client=10.0.0.7 `],
])('a log of several databases: those of others are left out first, and counted (%s)', async (_, prefix) => {
	const lines = ['shop', 'bank', 'bank'].map((where, n) => `${prefix(where)}LOG:  duration: 5.000 ms  statement: select * from t${n}`);
	const report = await imported(lines, {});
	expect(report.cards.map(({name}) => name)).toEqual(['t0']);
	expect(reasons(report)).toEqual({'other database': 2});
	// Without a database to compare with, all are taken.
	expect((await imported(lines, {database: null})).cards).toHaveLength(3);
});

test('what planflip asked is left out: by the name of the program where the log has it, else by the mark on its own statements', async () => {
	const asked = 'LOG:  duration: 5.000 ms  statement: select';
	const report = await imported([
		`[7]: db=shop,app=planflip ${asked} * from t1`,
		`[8] ${asked} id from t2 limit 1`,
		'\t/* planflip */',
		`[9]: db=shop,app=psql ${asked} * from t3`,
	], {});
	expect(report.cards.map(({name}) => name)).toEqual(['t3']);
	expect(reasons(report)).toEqual({planflip: 2});
});
