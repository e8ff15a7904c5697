import {beforeAll, describe, expect, it, vi} from 'vitest';
import type {QueryEntry} from '../../source/catalog/catalog-entry.ts';
import type {Session} from '../../source/database/session.ts';
import type {Advice} from '../../source/lab/advice/advice.ts';
import type {Laboratory} from '../../source/lab/laboratory.ts';
import {openLaboratory} from '../../source/lab/open-laboratory.ts';
import {adviceDocument} from '../../source/report/advice/advice-document.ts';
import {documentText} from '../../source/report/document-text.ts';
import {withEngines} from '../support/engines.ts';

/**
 * How long a query takes with these indexes, and what a written row takes more with one of a table, ms: no machine can be told to be slow at the right
 * moment. Candidates, plans and costs are PostgreSQL's.
 */
const clock = vi.hoisted(() => ({msOf: (_name: string, _on: ReadonlySet<string>): number => 10, rowMsOf: (_table: string): number => 0}));
vi.mock(import('../../source/lab/advice/measure-sets.ts'), async importOriginal => {
	const {run, surroundings} = await import('../support/surroundings.ts');
	const {compareSamples} = await import('../../source/statistics/compare-samples.ts');
	const around = surroundings();
	const taken = (ms: number) => run(around, {samples: [1, 1.01, 0.99, 1, 1.005].map(times => ms * times), explain: '[{"Plan": {"Node Type": "Result", "Shared Hit Blocks": 5, "Shared Read Blocks": 0}}]'});
	return {
		...await importOriginal(),
		measureSets: (_tools, {name}, sets, {start}) => Promise.resolve({
			kind: 'measured',
			deltas: sets.map(({on}) => {
				const [baseline, current] = [taken(clock.msOf(name, start.on)), taken(clock.msOf(name, on))];
				return {kind: 'Delta', baseline, current, samePlan: false, comparison: compareSamples(baseline.samples, current.samples)};
			}),
		}),
	};
});

vi.mock(import('../../source/experiment/measure-writes.ts'), async importOriginal => {
	const {compareSamples} = await import('../../source/statistics/compare-samples.ts');
	const {writeOperations} = await import('../../source/experiment/write-cost.ts');
	const samples = (ms: number) => [1, 1.01, 0.99, 1, 1.005].map(times => ms * times);
	return {
		...await importOriginal(),
		measureWrites: ({indexes: [{key, schema, table}, ...others]}) => {
			const [rows, without] = [100, 1];
			const ms = {without, with: without + rows * clock.rowMsOf(table)};
			return Promise.resolve({
				index: [key, ...others.map(other => other.key)].join(', '), schema, table, copied: 1000,
				operations: writeOperations.map(operation => ({kind: 'measured', operation, rows, ms, comparison: compareSamples(samples(ms.without), samples(ms.with)), walBytes: null, hot: null})),
			});
		},
	};
});

function entry(name: string, sql: string, calls?: number): QueryEntry {
	return {
		kind: 'QueryEntry', name, title: name, why: 'for the test', frequency: 'medium', indexes: [], expected: null, estimate: null, sql, file: `queries/${name}.sql`, line: 4, parameters: [],
		...(calls === undefined ? {} : {load: {calls, totalMs: null}}),
	};
}

async function laboratoryOn(session: Session, entries: readonly QueryEntry[]): Promise<Laboratory> {
	return openLaboratory(session, {
		catalog: {kind: 'Catalog', folder: 'queries', entries, operations: [], indexes: [], presets: []},
		disposable: () => true, consentToBlock: false, rung: null, clock: {date: () => new Date(0), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
	});
}

withEngines('what measuring says to what the planner chose', engine => {
	const advised = async (entries: readonly QueryEntry[], msOf: typeof clock.msOf, within = 0.05): Promise<Advice> => {
		clock.msOf = msOf;
		const laboratory = await laboratoryOn(engine.session, entries);
		for await (const event of laboratory.advise({
			entries, operations: [], start: laboratory.universe().asBuilt, within, mostBytes: null, mostIndexes: null, pairs: 5, measure: true, signal: new AbortController().signal,
		})) {
			if (event.kind === 'advised') {
				return event.advice;
			}
		}

		throw new Error('nothing was advised');
	};

	const keys = (indexes: ReadonlyArray<{readonly index: {readonly key: string}}>) => indexes.map(({index: {key}}) => key);

	beforeAll(async () => {
		await engine.session.script(`
			create table twins (id int primary key, a int not null, note text not null);
			insert into twins select n, n % 2000, n || repeat('x', 60) from generate_series(1, 8000) n;
			create index twins_narrow on twins (a);
			create index twins_wide on twins (a, id);
			create table people (id int primary key, name text not null);
			insert into people select n, 'name ' || n from generate_series(1, 1500) n;
			analyze;
		`);
	});

	const byName = (calls?: number) => entry('by-name', 'select id from people where name = \'name 7\'', calls);

	describe('an index that could go by its cost, and without which a query was measured slower', () => {
		const byA = entry('by-a', 'select * from twins where a = 7');

		it('could go as long as the clock finds nothing', async () => {
			const {removable, entries} = await advised([byA], () => 10);
			expect(removable.map(({index, read}) => [index.key, read])).toEqual([['twins_wide', true]]);
			expect(entries[0]?.leanDelta).not.toBeNull();
		});

		it('stays when it finds something, and says by which query', async () => {
			const advice = await advised([byA], (_, on) => on.has('twins_wide') ? 10 : 40);
			expect(keys(advice.removable)).toEqual(['twins_narrow']);
			expect(advice.staying.find(({index}) => index.key === 'twins_wide')?.because).toEqual({kind: 'measured slower', by: ['by-a']});
			// Slower without it: that is no figure of a set that keeps it.
			expect(advice.entries[0]?.leanDelta).toBeNull();
			expect(documentText(adviceDocument(advice), 1000)).toContain('twins_wide: no query costs more without it, but by-a was measured slower');
		});
	});

	it('a proposal that saves no time is turned down, and what was measured of it is no figure of what is left', async () => {
		const advice = await advised([byName()], () => 10);
		expect(advice.proposals).toEqual([]);
		expect(advice.rejected.some(({because}) => because.kind === 'no time')).toBe(true);
		expect(advice.entries.map(({name, delta, cost}) => [name, delta, cost.proposed === cost.now])).toEqual([['by-name', null, true]]);
		expect(documentText(adviceDocument(advice), 1000)).toContain('every plan stays: what was measured was turned down');
	});

	it('a proposal that costs the catalogue\'s writes more than it saves its queries is turned down, with both sums; where they write less it is proposed', async () => {
		clock.rowMsOf = table => table === 'people' ? 0.002 : 0;
		const writer = (calls: number) => entry('write', 'insert into people (id, name) values (1000000, \'somebody\')', calls);
		const msOf = (name: string, on: ReadonlySet<string>) => name === 'by-name' && [...on].some(key => key !== 'people_pkey' && key.startsWith('people')) ? 1 : 10;
		// 1,000 times 9 ms are saved, and two thousandths for each row that is written are to pay.
		const seldom = await advised([byName(1000), writer(1_000_000)], msOf, 0);
		expect(seldom.proposals.map(({users, writes}) => [users, writes?.copied])).toEqual([[['by-name'], 1000]]);
		const often = await advised([byName(1000), writer(9_000_000)], msOf, 0);
		expect(often.proposals).toEqual([]);
		expect(often.rejected.map(({because}) => because).find(({kind}) => kind === 'slows writes')).toEqual({kind: 'slows writes', addsMs: expect.closeTo(18_000, 3) as number, savesMs: expect.closeTo(9000, 3) as number});
		expect(often.entries.find(({name}) => name === 'by-name')).toMatchObject({delta: null, uses: []});
		expect(documentText(adviceDocument(often), 1000)).toContain('slows writes more than it gives: it adds 18 s and saves 9 s each round of the catalogue, weighted');
	});
});
