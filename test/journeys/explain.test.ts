import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {expectConservation, expectPlan, type PlanJson} from '../support/contract.ts';
import {journey} from '../support/journey.ts';

const planflip = journey();
const plans = path.join(import.meta.dirname, '../fixtures/plans');
/** A plan needs no database: this one cannot be reached. */
const env = {DATABASE_URL: 'postgres://nobody@localhost:1/nowhere', PGHOST: 'localhost', PGPORT: '1'};
const explain = async (args: readonly string[], input?: string) => planflip.piped(['explain', ...args], {env, ...(input === undefined ? {} : {input})});

async function explainJson(file: string): Promise<PlanJson> {
	const {code, stdout, stderr} = await explain([path.join(plans, file), '--json']);
	expect(code, stderr).toBe(0);
	const {plans: found} = JSON.parse(stdout) as {plans: readonly PlanJson[]};
	expect(found).toHaveLength(1);
	return found[0] as PlanJson;
}

describe('planflip explain --json', () => {
	it.each([
		'pg13/02_parallel_agg.json', 'pg14/06_cte_two_scans.json', 'pg15/48_cte_modifying_read.json', 'pg15/83_jit_parallel.json', 'pg16/13_append_partition.json',
		'pg17/08_initplan_shared.json', 'pg18/15_update_triggers.json', 'pg18/47_cte_unread_update.json', 'pg18/81_toast_serialize.json',
	])('%s keeps the contract: every node, and no block lost or counted twice', async file => {
		const plan = await explainJson(file);
		expectPlan(plan);
		expectConservation(plan);
		const [{Plan: root, 'Execution Time': executionMs} = {}] = JSON.parse(readFileSync(path.join(plans, file), 'utf8')) as Array<Record<string, unknown>>;
		expect(plan.totals.executionMs).toBe(executionMs);
		expect(plan.nodes).toHaveLength(countNodes(root));
	});

	it('what Postgres did not execute has no times, and what it did not measure is null', async () => {
		const estimate = await explainJson('pg15/estimate_54_parallel_initplan.json');
		expectPlan(estimate);
		expect(estimate.totals.executionMs).toBeNull();
		expect(estimate.nodes.every(node => node.executed === null && node.selfMs === null && node.rows.actual === null)).toBe(true);
		const partly = await explainJson('pg18/12_never_executed.json');
		expect(partly.nodes.map(({executed}) => executed)).toContain(false);
	});

	it('of a statement with parallel workers, self times and what is outside make up the execution time', async () => {
		const plan = await explainJson('pg18/02_parallel_agg.json');
		const sum = [...plan.nodes.map(node => node.selfMs ?? 0), ...plan.outside.map(row => row.ms ?? 0)].reduce((a, b) => a + b, 0);
		expect(sum).toBeCloseTo(plan.totals.executionMs ?? Number.NaN, 1);
	});
});

describe('planflip explain for people', () => {
	const file = path.join(plans, 'pg18/06_cte_two_scans.json');

	it.each([['--plain'], []])('prints the tree, what is outside it and the buffers, without colours in a pipe (%s)', async (...flags) => {
		const {code, stdout, stderr} = await explain([file, ...flags]);
		expect(code).toBe(0);
		expect(stderr).toBe('');
		expect(stdout).toMatch(/CTE t: HashAggregate +20\.1k→20k|CTE t: HashAggregate +20,\d+→20,000/);
		expect(stdout).toMatch(/Seq Scan orders/);
		expect(stdout).toMatch(/execution 243 ms/);
		expect(stdout).toMatch(/hit 900/);
		expect(stdout).toMatch(/read 3,048/);
		expect(stdout).not.toContain('\u001B');
	});

	it('reads standard input for -, with the same answer', async () => {
		const [fromFile, fromInput] = await Promise.all([explain([file, '--json']), explain(['-', '--json'], readFileSync(file, 'utf8'))]);
		expect(fromInput.code).toBe(0);
		expect(fromInput.stdout).toBe(fromFile.stdout);
	});

	it('a plan whose names are made of escape sequences does not reach the terminal as such', async () => {
		const evil = JSON.stringify([{Plan: {'Node Type': 'Seq Scan', 'Relation Name': 'x\u001B]0;owned\u0007\u001B[2J', 'Plan Rows': 1, 'Total Cost': 1, 'Startup Cost': 0}}]);
		const {code, stdout} = await explain(['-'], evil);
		expect(code).toBe(0);
		expect(stdout).toMatch(/Seq Scan x/);
		expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
	});
});

describe('planflip explain, given what is no plan, exits 2 and says where it stopped reading', () => {
	it.each([
		['nothing', ''],
		['prose', 'The quick brown fox\njumps over the lazy dog.\n'],
		['other JSON', '{"a": [1, 2, 3]}'],
		['a plan cut off in the middle', readFileSync(path.join(plans, 'pg18/01_seq_filter.json'), 'utf8').slice(0, 2000)],
		['an empty list', '[]'],
		['binary rubbish', '\u0000\uFFFD\u0001\u0002PNG\r\n'],
	])('%s', async (_, input) => {
		const {code, stdout, stderr} = await explain(['-'], input);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toMatch(/^planflip: \S.*\n {2}at standard input, line \d+\n {2}\S/);
	});

	it.each([
		['a file that is not there', ['no-such-plan.json'], /There is no file no-such-plan\.json/, /or - for standard input/],
		['a folder', [plans], /cannot be read/, /or - for standard input/],
		['no file at all', [], /explain takes one file/, /planflip explain -/],
		['two files', ['a.json', 'b.json'], /explain takes one file/, /planflip explain -/],
	])('%s', async (_, args, what, whatToDo) => {
		const {code, stdout, stderr} = await explain(args);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toMatch(what);
		expect(stderr).toMatch(whatToDo);
	});
});

function countNodes(node: unknown): number {
	const {Plans: below = []} = node as {Plans?: unknown[]};
	return 1 + below.reduce<number>((sum, child) => sum + countNodes(child), 0);
}
