import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {journey} from '../support/journey.ts';

const {piped, catalog} = journey();
const fixture = (name: string) => path.join(import.meta.dirname, '../fixtures/plans', `${name}.json`);
const slow = fixture('pg13/10_subplan_correlated');
const quick = fixture('pg18/plain_12_never_executed');

describe('diff of two files', () => {
	it('answers 1 when the second is slower beyond doubt, and 0 the other way round', async () => {
		const worse = await piped(['diff', quick, slow]);
		expect(worse).toMatchObject({code: 1, stderr: ''});
		expect(worse.stdout).toMatch(/^slower beyond doubt: 1,200x the time/m);
		const better = await piped(['diff', slow, quick]);
		expect(better).toMatchObject({code: 0, stderr: ''});
		expect(better.stdout).toMatch(/^faster beyond doubt/m);
	});

	it('answers 0 for two plans that one run each cannot tell apart', async () => {
		const {code, stdout} = await piped(['diff', fixture('pg13/06_cte_two_scans'), fixture('pg15/06_cte_two_scans')]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^~ cannot tell: /m);
		expect(stdout).toMatch(/CTE t: Finalize GroupAggregate .* ~ .*CTE t: HashAggregate/);
	});

	it('reads one of them from standard input, and speaks JSON', async () => {
		const {code, stdout} = await piped(['diff', '-', slow, '--json'], {input: readFileSync(quick, 'utf8')});
		expect(code).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({before: '-', after: slow, verdict: 'slower', basis: 'one run each'});
	});

	it.each([
		[['diff'], /takes two files or runs, or one query/],
		[['diff', 'a', 'b', 'c'], /takes two files or runs, or one query/],
		[['diff', '-', '-'], /Only one of the two/],
		[['diff', 'nowhere.json', slow], /There is no file nowhere\.json/],
		[['diff', slow, slow, '--indexes', 'bare'], /compared as they are/],
		[['diff', slow], /needs something to compare with/],
		[['diff', 'shots-of-a-scene', '--indexes', 'bare', '--runs', '0'], /--runs takes a whole number/],
	])('%j is used wrongly, and says how', async (args, sentence) => {
		const {code, stdout, stderr} = await piped(args);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toMatch(sentence);
	});

	it('names the file in which something is wrong', async () => {
		const folder = catalog({'two.json': `${readFileSync(quick, 'utf8')}\n${readFileSync(slow, 'utf8')}`, 'broken.json': '[{"Plan": {"Node Type": "Limit",}}]'});
		const two = await piped(['diff', path.join(folder, 'two.json'), slow]);
		expect(two.code).toBe(2);
		expect(two.stderr).toMatch(/one plan with one, but here are 2\.\n {2}at .*two\.json/);
		const broken = await piped(['diff', slow, path.join(folder, 'broken.json')]);
		expect(broken.code).toBe(2);
		expect(broken.stderr).toMatch(/at .*broken\.json, line 1/);
	});
});

describe('diff of one query under two configurations', () => {
	it('is measured in turns: without its index it is slower, which is answer 1', async () => {
		const bare = await piped(['diff', 'shots-of-a-scene', '--indexes', 'bare', '--against', 'optimized']);
		expect(bare.stdout).toMatch(/^optimized → bare\n[\d.,]+x slower \(/);
		expect(bare.stdout).toMatch(/Seq Scan shots/);
		expect(bare.code).toBe(1);
		const back = await piped(['diff', 'shots-of-a-scene', '--indexes', 'optimized', '--against', 'bare', '--json']);
		expect(back.code).toBe(0);
		expect(JSON.parse(back.stdout)).toMatchObject({before: 'bare', after: 'optimized', verdict: 'faster', basis: 'measured'});
	});

	it('needs two that differ', async () => {
		const {code, stderr} = await piped(['diff', 'shots-of-a-scene', '--indexes', 'bare', '--against', 'bare']);
		expect(code).toBe(2);
		expect(stderr).toMatch(/Both configurations are the same: bare\./);
	});
});
