import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {expectRun, type RunJson} from '../support/contract.ts';
import {card, journey} from '../support/journey.ts';

const {piped, catalog} = journey();
const presets = ['bare', 'baseline', 'optimized'];
const folder = path.join(import.meta.dirname, '../../queries');
const beginningWith = (key: string) => readdirSync(folder).filter(name => readFileSync(path.join(folder, name), 'utf8').startsWith(`-- ${key}:`)).map(name => name.replace('.sql', ''));
const queries = beginningWith('title');
const operations = beginningWith('operation');

describe('without a terminal, `npm start` prints the plain report', () => {
	it('every query, then every operation, under bare, baseline and optimized: time, buffers, how it compares, and the gist of its plan', async () => {
		const {code, stdout, stderr} = await piped(['--runs', '2']);
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/PGlite \(embedded\), PostgreSQL 1\d/);
		expect(stdout).toMatch(/MEASURED, isolated/);
		expect(stdout).not.toContain('\u001B');
		const rows = stdout.split('\n').filter(line => line.startsWith('│')).map(line => line.split('│').slice(1, -1).map(cell => cell.trim()));
		const [head, ...body] = rows;
		expect(head).toEqual(['query', 'indexes', 'time', 'buffers', 'change', 'plan']);
		expect(body).toHaveLength(3 * (queries.length + operations.length));
		expect(body.map(([, indexes]) => indexes)).toEqual([...queries, ...operations].flatMap(() => presets));
		for (const [at, [query, indexes, time, buffers, change, plan]] of body.entries()) {
			const where = `row ${at}: ${indexes ?? ''}`;
			expect(query !== '', where).toBe(indexes === 'bare');
			expect(time, where).toMatch(/^<?[\d.,]+ (?:ms|s)$/);
			expect(buffers, where).toMatch(/^[\d,]+k?$/);
			expect(change, where).toMatch(indexes === 'bare' ? /^$/ : /^(?:= same plan|~.*|[\d.,]+x (?:faster|slower) \(.*\))$/);
			expect(plan, where).toMatch(/\S/);
		}

		expect(new Set(body.map(([query]) => query)).size).toBe(queries.length + operations.length + 1);
		expect(body.filter(([, indexes]) => indexes === 'bare').slice(-operations.length).map(([query]) => query)).toContain('list the projects');
		expect(stdout).toMatch(/│ 1 \+ 2N statements; one JOIN: .*; counted apart: /);
		expect(stderr).toMatch(/1\/19 shots of a scene/);
		expect(stderr).toMatch(/operation 6\/6 /);
	}, 180_000);

	it('--json prints the same runs, each as `run --json` has it', async () => {
		const {code, stdout} = await piped(['explore', '--json', '--runs', '1']);
		expect(code).toBe(0);
		const {runs, operations: operated} = JSON.parse(stdout) as {runs: readonly RunJson[]; operations: ReadonlyArray<{readonly operation: string; readonly configuration: string}>};
		expect(operated.map(({operation, configuration}) => `${operation} ${configuration}`).sort()).toEqual(operations.flatMap(name => presets.map(preset => `${name} ${preset}`)).sort());
		for (const run of runs) {
			expectRun(run);
		}

		expect(runs.map(({entry, configuration}) => `${entry} ${configuration}`).sort()).toEqual(queries.flatMap(query => presets.map(preset => `${query} ${preset}`)).sort());
	}, 180_000);

	it('a query that fails is told in its place, and the others are reported', async () => {
		const folder = catalog({'a.sql': card('broken', 'select * from nowhere', '-- order: 1\n'), 'b.sql': card('whole', 'select 42', '-- order: 2\n')});
		const {code, stdout} = await piped(['--catalog', folder, '--runs', '1']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/│ broken +│.*│ failed +│ relation "nowhere" does not exist at \S*a\.sql:5:15/);
		expect(stdout).toMatch(/│ whole +│ bare/);
	});
});
