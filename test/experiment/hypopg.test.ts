import {beforeAll, describe, expect, it} from 'vitest';
import {configurationOf, flip, type IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import type {ExtensionFacts} from '../../source/database/extension-facts.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openServer} from '../../source/database/open-server.ts';
import {readExtensionFacts} from '../../source/database/read-extension-facts.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import type {Session} from '../../source/database/session.ts';
import {explain} from '../../source/experiment/explain.ts';
import {foresee} from '../../source/experiment/foresee.ts';
import type {Forecast} from '../../source/experiment/forecast.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {measuredPlans} from '../../source/experiment/measured-plans.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {sharedWorkbench} from '../../source/experiment/shared-workbench.ts';
import type {TrialEvent} from '../../source/experiment/trial-events.ts';
import {planGist} from '../../source/view/plan-gist.ts';
import {noStandby, withExtension} from '../support/extension-servers.ts';
import {needing} from '../support/needing.ts';

const subject: Subject = {
	entry: 'by-owner', sql: 'select * from items where owner = $1', parameters: [{name: 'owner', value: '7'}], file: 'queries/by-owner.sql', line: 3,
};
const byNote: Subject = {...subject, sql: 'select * from items where note = $1', parameters: [{name: 'note', value: 'note 7'}]};
const limits = {statementMs: 30_000};
const table = `
	create table items (id int primary key, owner int not null, note text);
	insert into items select n, n % 500, 'note ' || n from generate_series(1, 20000) n;
	create index items_owner on items (owner);
	analyze items;
	create extension hypopg;
	grant select on items to public;
`;

function definition(name: string, columns: string) {
	return {kind: 'IndexDefinition' as const, name, table: 'items', why: 'for the test', priority: null, sql: `create index ${name} on items (${columns})`, presets: [], file: 'indexes.sql', line: 1};
}

async function universeOf(session: Session): Promise<IndexUniverse> {
	const proposals = [definition('items_note', 'note'), definition('items_lower', 'lower(note)')];
	return indexUniverse(await listIndexes(session), proposals, [], [{schema: 'public', name: 'items', owned: false}]);
}

const named = (configuration: IndexConfiguration, name = 'test') => ({name, configuration});

/** What HypoPG was told in this session and still believes. */
async function beliefs(session: Session): Promise<unknown> {
	return session.query('select (select count(*)::int from hypopg_hidden_indexes()) as hidden, (select count(*)::int from hypopg()) as imagined');
}

withExtension('HypoPG 1.4', 'rung 4, plans only', server => {
	let session: Session;
	let universe: IndexUniverse;
	let extensions: ExtensionFacts;

	beforeAll(async () => {
		await server.run(`do 'begin create role reader login; exception when duplicate_object then end'; ${table}`);
		// A user who may read, and nothing else.
		session = await openServer(server.target('reader'));
		universe = await universeOf(session);
		extensions = await readExtensionFacts(session, {mayLoad: false});
		return () => session.close();
	});

	const bench = () => sharedWorkbench(session, () => universe, rungOf(4), false, extensions);
	const gist = async (configuration: IndexConfiguration, what = subject) =>
		bench().under(configuration, limits, async say => planGist((await say(what, 'plan')).plan));
	const run = async (changes: {readonly what?: Subject; readonly current: IndexConfiguration; readonly baseline?: IndexConfiguration | null; readonly measured?: ReturnType<typeof measuredPlans>}) => {
		const events: TrialEvent[] = [];
		const forecasts: Forecast[] = [];
		for await (const event of foresee({
			workbench: bench(), rung: rungOf(4), facts: await readServerFacts(session), subject: changes.what ?? subject, current: named(changes.current),
			baseline: changes.baseline === null ? null : named(changes.baseline ?? universe.asBuilt, 'as-built'), pairs: 3, signal: new AbortController().signal,
			clock: {date: () => new Date(0), ms: () => performance.now()}, measured: changes.measured ?? measuredPlans(),
		})) {
			events.push(event);
			if (event.kind === 'foreseen') {
				forecasts.push(event.forecast);
			}
		}

		return {kinds: events.map(({kind}) => kind), forecast: forecasts.at(-1)};
	};

	it('needs no more than the right to read, and answers for itself what it can', () => {
		expect(extensions.hypopg).toMatchObject({imagines: true, hides: true, problem: null});
		expect(extensions.hypopg.installed).toMatch(/^1\.[4-9]/);
	});

	it('without our guard: a hidden index is gone from EXPLAIN, and EXPLAIN ANALYZE uses it all the same', async () => {
		await session.script('select hypopg_hide_index(\'items_owner\'::regclass)');
		expect(planGist((await explain(session, subject, 'plan')).plan)).toBe('Seq Scan items');
		expect(planGist((await explain(session, subject, 'tree')).plan)).toMatch(/items_owner/);
		await session.script('select hypopg_unhide_all_indexes()');
	});

	it('plans without the hidden index, and refuses to execute anything under it', async () => {
		const off = flip(universe.asBuilt, 'items_owner');
		expect(await gist(off)).toBe('Seq Scan items');
		expect(bench().executes(off)).toBe(false);
		await expect(bench().under(off, limits, async say => say(subject, 'tree'))).rejects.toThrow(/exist for EXPLAIN only/);
		await expect(bench().under(off, limits, async say => say(subject, 'sample'))).rejects.toThrow(/exist for EXPLAIN only/);
		expect(bench().executes(universe.asBuilt)).toBe(true);
	});

	it('hides what backs a constraint too, and imagines an index under its own name', async () => {
		expect(await gist(flip(universe.asBuilt, 'items_pkey'), {...subject, sql: 'select * from items where id = $1'})).toBe('Seq Scan items');
		expect(await gist(flip(universe.asBuilt, 'items_note'), byNote)).toMatch(/Index.*items_note/);
		expect(await gist(universe.asBuilt, byNote)).toBe('Seq Scan items');
	});

	it('forgets everything after every trial, also after one that failed', async () => {
		const all = flip(flip(universe.asBuilt, 'items_owner'), 'items_note');
		await gist(all);
		expect(await beliefs(session)).toEqual([{hidden: 0, imagined: 0}]);
		await expect(bench().under(all, limits, async () => session.query('select no_such_column'))).rejects.toThrow(/no_such_column/);
		expect(await beliefs(session)).toEqual([{hidden: 0, imagined: 0}]);
		const gin = indexUniverse(await listIndexes(session), [definition('items_gin', 'note'), {...definition('bad', 'note'), sql: 'create index bad on items using gin (note)'}], [], [{schema: 'public', name: 'items', owned: false}]);
		const failing = sharedWorkbench(session, () => gin, rungOf(4), false, extensions);
		await expect(failing.under(configurationOf([...gin.asBuilt.on, 'items_gin', 'bad']), limits, async say => say(subject, 'plan'))).rejects.toThrow(/gin/);
		expect(await beliefs(session)).toEqual([{hidden: 0, imagined: 0}]);
	});

	it('tells costs without samples or a verdict, and a time only for the plan that was executed', async () => {
		const {kinds, forecast} = await run({current: flip(universe.asBuilt, 'items_owner')});
		expect(kinds).toEqual(['planned', 'foreseen', 'foreseen']);
		expect(forecast?.current).toMatchObject({run: {samples: [], firstMs: null}, measured: null});
		expect(forecast?.baseline?.measured?.run).toMatchObject({indexes: {name: 'as-built'}, samples: [expect.any(Number), expect.any(Number), expect.any(Number)]});
		expect(forecast?.current.plan.measured).toBe('nothing');
		expect(forecast?.samePlan).toBe(false);
	});

	it('gives a flip that leads to the very plan that was measured the time of that plan, and measures it once', async () => {
		const measured = measuredPlans();
		const same = flip(universe.asBuilt, 'items_note');
		const first = await run({current: same, measured});
		expect(first.forecast?.samePlan).toBe(true);
		expect(first.forecast?.current.measured?.run.indexes.name).toBe('as-built');
		const second = await run({current: same, measured});
		expect(second.kinds).toEqual(['planned', 'foreseen']);
		expect(second.forecast?.current.measured?.run).toBe(first.forecast?.current.measured?.run);
		const other = await run({current: same, measured, what: {...subject, parameters: [{name: 'owner', value: '8'}]}});
		expect(other.forecast?.current.measured?.run).not.toBe(first.forecast?.current.measured?.run);
	});

	it('takes two configurations that imagine the same index for the same plan, whatever HypoPG calls it', async () => {
		const note = flip(universe.asBuilt, 'items_note');
		const {forecast} = await run({what: byNote, current: flip(flip(note, 'items_lower'), 'items_owner'), baseline: note});
		expect(forecast?.samePlan).toBe(true);
	});

	it('knows that an imagined index over an expression has no statistics', async () => {
		const {forecast} = await run({current: flip(universe.asBuilt, 'items_lower'), what: {...byNote, sql: 'select * from items where lower(note) = $1'}});
		expect(forecast?.current.run.imagined).toEqual([{key: 'items_lower', alias: expect.stringMatching(/^<\d+>/) as string, bytes: expect.any(Number) as number, blind: true}]);
	});

	it('works on a standby, where nothing can be written', needing(noStandby), async () => {
		const standby = await openServer(server.standby('reader'));
		try {
			await expect.poll(async () => (await standby.query('select count(*)::int as n from pg_class where relname = \'items_owner\''))[0]?.['n'], {timeout: 20_000}).toBe(1);
			expect((await readServerFacts(standby)).inRecovery).toBe(true);
			const there = sharedWorkbench(standby, () => universe, rungOf(4), false, await readExtensionFacts(standby, {mayLoad: false}));
			const plan = async (on: IndexConfiguration, what = subject) => there.under(on, limits, async say => planGist((await say(what, 'plan')).plan));
			expect(await plan(flip(universe.asBuilt, 'items_owner'))).toBe('Seq Scan items');
			expect(await plan(flip(universe.asBuilt, 'items_note'), byNote)).toMatch(/items_note/);
			expect(await there.under(universe.asBuilt, limits, async say => (await say(subject, 'tree')).plan.measured)).toBe('times');
			expect(await beliefs(standby)).toEqual([{hidden: 0, imagined: 0}]);
		} finally {
			await standby.close();
		}
	});
});

withExtension('HypoPG 1.3', 'HypoPG that imagines and cannot hide', server => {
	let universe: IndexUniverse;
	let extensions: ExtensionFacts;

	beforeAll(async () => {
		await server.run(table);
		universe = await universeOf(server.session);
		extensions = await readExtensionFacts(server.session, {mayLoad: false});
	});

	describe.each([2, 6] as const)('on rung %i', number => {
		const bench = () => sharedWorkbench(server.session, () => universe, rungOf(number, extensions.hypopg.imagines), number === 2, extensions);

		it('imagines a proposed index: planned, not executed, and forgotten', async () => {
			expect(extensions.hypopg).toMatchObject({imagines: true, hides: false});
			const proposed = flip(universe.asBuilt, 'items_note');
			expect(bench().executes(proposed)).toBe(false);
			expect(await bench().under(proposed, limits, async say => planGist((await say(byNote, 'plan')).plan))).toMatch(/items_note/);
			await expect(bench().under(proposed, limits, async say => say(byNote, 'sample'))).rejects.toThrow(/exist for EXPLAIN only/);
			expect(await server.session.query('select count(*)::int as imagined from hypopg()')).toEqual([{imagined: 0}]);
		});

		it('still executes what needs no imagination', async () => {
			expect(bench().executes(universe.asBuilt)).toBe(true);
			expect(await bench().under(universe.asBuilt, limits, async say => (await say(subject, 'tree')).plan.measured)).toBe('times');
		});
	});

	it('on rung 2 combines with an index that is really hidden', async () => {
		const bench = sharedWorkbench(server.session, () => universe, rungOf(2, true), true, extensions);
		const both = flip(flip(universe.asBuilt, 'items_note'), 'items_owner');
		expect(await bench.under(both, limits, async say => planGist((await say(subject, 'plan')).plan))).toBe('Seq Scan items');
		expect(await bench.under(both, limits, async say => planGist((await say(byNote, 'plan')).plan))).toMatch(/items_note/);
		expect(bench.executes(flip(universe.asBuilt, 'items_owner'))).toBe(true);
	});
});
