import {beforeAll, describe, expect, it, vi} from 'vitest';
import type {Catalog} from '../../source/catalog/catalog.ts';
import type {IndexDefinition, QueryEntry} from '../../source/catalog/catalog-entry.ts';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {openServer} from '../../source/database/open-server.ts';
import type {Session} from '../../source/database/session.ts';
import {PlanflipError} from '../../source/errors.ts';
import type {RungNumber} from '../../source/experiment/rung.ts';
import type {Advice} from '../../source/lab/advice/advice.ts';
import type {AdviseRequest} from '../../source/lab/advice/advise-request.ts';
import type {Laboratory} from '../../source/lab/laboratory.ts';
import {openLaboratory} from '../../source/lab/open-laboratory.ts';
import {bitAt} from '../../source/lattice/mask.ts';
import {usualWishes} from '../../source/lattice/workload-lattice.ts';
import {adviceDocument} from '../../source/report/advice/advice-document.ts';
import {documentText} from '../../source/report/document-text.ts';
import type {Combinations} from '../../source/view/combinations.ts';
import {withEngines} from '../support/engines.ts';
import {withExtension} from '../support/extension-servers.ts';

/** Of a statement, ms; null: what the product gives it, which no test can wait for. */
const limit = vi.hoisted(() => ({ms: null as number | null}));
vi.mock(import('../../source/experiment/statement-limit.ts'), async importOriginal => {
	const {statementLimit} = await importOriginal();
	return {statementLimit: (rung, bestMs) => limit.ms === null ? statementLimit(rung, bestMs) : {statementMs: limit.ms}};
});

const tables = `
	create table people (id int primary key, email text not null, name text not null);
	insert into people select n, 'Person' || n || '@example.com', 'person ' || n from generate_series(1, 1500) n;
	create table events (id int primary key, a int not null, b int not null, kind text not null, person int not null references people, blob text, note text not null);
	insert into events select n, n % 2000, (n * 7) % 2001, 'k' || n % 3, 1 + n % 1500, case when n = 9 then (select string_agg(md5(x::text), '') from generate_series(1, 2000) x) end, n || repeat('x', 60)
		from generate_series(1, 8000) n;
	create index events_kind on events (kind);
	create index events_person on events (person);
	create index people_name on people (name);
	analyze;
`;

function entry(name: string, sql: string, samples: readonly string[] = []): QueryEntry {
	return {
		kind: 'QueryEntry', name, title: name, why: 'for the test', frequency: 'medium', indexes: [], expected: null, estimate: null, sql, file: `queries/${name}.sql`, line: 4,
		parameters: samples.map((sampleSql, at) => ({name: `p${at + 1}`, position: at + 1, sampleSql, line: 3})),
	};
}

const either = entry('either', 'select note from events where a = $1 or b = $2', ['select 17', 'select 18']);
const byEmail = entry('by-email', 'select id from people where lower(email) = $1', ['select lower(email) from people where id = 7']);
const byName = entry('by-name', 'select id, email from people where name = $1', ['select name from people where id = 7']);

function catalogOf(entries: readonly QueryEntry[], indexes: readonly IndexDefinition[] = []): Catalog {
	return {kind: 'Catalog', folder: 'queries', entries, operations: [], indexes, presets: []};
}

async function laboratoryOn(session: Session, catalog: Catalog, rung: RungNumber | null = null, disposable = true): Promise<Laboratory> {
	return openLaboratory(session, {
		catalog, disposable: () => disposable, consentToBlock: false, rung, clock: {date: () => new Date(0), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
	});
}

async function adviceOf(laboratory: Laboratory, changes: Partial<AdviseRequest> = {}): Promise<Advice> {
	let advice: Advice | null = null;
	for await (const event of laboratory.advise({
		entries: laboratory.catalog.entries, operations: [], start: laboratory.universe().asBuilt, within: 0.05, mostBytes: null, mostIndexes: null, pairs: 2, measure: false,
		signal: new AbortController().signal, ...changes,
	})) {
		advice = event.kind === 'advised' ? event.advice : advice;
	}

	if (advice === null) {
		throw new Error('nothing was advised');
	}

	return advice;
}

const keysOf = ({proposals}: Advice) => proposals.map(({index}) => `${index.table} (${index.columns.join(', ')})`).toSorted();
const becauseOf = ({rejected}: Advice, kind: string) => rejected.filter(({because}) => because.kind === kind).map(({sql}) => sql.replace(/^.* ON public\./, ''));

withEngines('advise', engine => {
	let session: Session;
	const open = async (entries: readonly QueryEntry[], indexes: readonly IndexDefinition[] = []) => laboratoryOn(session, catalogOf(entries, indexes));
	const print = async () => JSON.stringify((await listIndexes(session)).map(({name, definition, valid}) => [name, definition, valid]));

	beforeAll(async () => {
		session = engine.session;
		await session.script(tables);
	});

	it('finds two indexes that pay off only together, where one at a time finds none', async () => {
		const laboratory = await open([either]);
		const advice = await adviceOf(laboratory);
		expect(keysOf(advice)).toEqual(['events (a)', 'events (b)']);
		const [first, second] = advice.proposals;
		expect(first?.together).toEqual([second?.index.key]);
		expect(second?.together).toEqual([first?.index.key]);
		expect(advice.proposed.cost).toBeLessThan(advice.now.cost / 3);
		expect(keysOf(await adviceOf(laboratory, {mostIndexes: 1}))).toEqual([]);
	});

	it('measures what it proposes, both sides in turns, and what it adds to writes; nothing stays but toggles', async () => {
		const before = await print();
		const size = async () => session.query('select pg_relation_size(\'events\')::int as bytes');
		const sizeBefore = await size();
		const laboratory = await open([either, byName]);
		const advice = await adviceOf(laboratory, {measure: true});
		expect(advice.notMeasured).toBeNull();
		const measured = advice.entries.find(({name}) => name === 'either');
		expect(advice.lean.cost).toBeLessThanOrEqual(advice.proposed.cost * (1 + 1e-9));
		// What it adds to writes is measured on copies: no table has grown, so there is nothing to say of that.
		expect(advice.notes).toEqual([]);
		expect(await size()).toEqual(sizeBefore);
		expect(measured?.delta?.baseline.samples).toHaveLength(2);
		expect(measured?.delta?.samePlan).toBe(false);
		expect(advice.entries.find(({name}) => name === 'by-name')).toMatchObject({uses: [], delta: null});
		expect(advice.proposals.flatMap(({writes}) => writes?.operations.filter(({kind}) => kind !== 'measured'))).toEqual([]);
		expect(advice.proposals.map(({writes}) => writes?.operations.map(({kind}) => kind))).toEqual([Array(4).fill('measured'), Array(4).fill('measured')]);
		expect(await print()).toBe(before);
		const proposed = laboratory.universe().indexes.filter(({origin}) => origin === 'proposed').map(({key}) => key);
		expect(proposed.toSorted()).toEqual(advice.proposals.map(({index}) => index.key).toSorted());
	});

	it('says which of the indexes that are there could go, and leaves those that guard something or find referring rows', async () => {
		const {removable} = await adviceOf(await open([either, byName]));
		expect(removable.map(({index, read}) => [index.key, read])).toEqual([['events_kind', false]]);
	});

	it('judges what the catalogue describes and what is switched off among the candidates, under their own names', async () => {
		const described: IndexDefinition = {kind: 'IndexDefinition', name: 'by_a', table: 'events', why: '', priority: null, sql: 'create index by_a on events (a)', presets: [], file: 'indexes.sql', line: 1};
		const laboratory = await open([entry('by-a', 'select note from events where a = $1', ['select 5']), byName], [described]);
		const start = {kind: 'IndexConfiguration' as const, on: new Set([...laboratory.universe().asBuilt.on].filter(key => key !== 'people_name'))};
		const advice = await adviceOf(laboratory, {start});
		expect(advice.proposals.map(({index}) => index.key).toSorted()).toEqual(['by_a', 'people_name']);
		expect(becauseOf(advice, 'there already')).not.toContain('events (a)');
	});

	it('tells what fails, of which and why, and answers the rest', async () => {
		const advice = await adviceOf(await open([
			byEmail,
			entry('no-grammar', 'selec 1'),
			entry('no-column', 'select colour from events'),
			entry('no-sample', 'select note from events where a = $1', ['select nothing from events']),
			entry('no-end', 'select 1 / (a - a) from events where a = $1', ['select 5']),
			entry('by-blob', 'select id from events where blob = $1', ['select \'x\'']),
		]), {measure: true, within: 0.01});
		expect(advice.failures.map(({entry: name}) => name).toSorted()).toEqual(['no-column', 'no-end', 'no-grammar', 'no-sample']);
		expect(advice.failures.every(({error}) => error instanceof PlanflipError && error.message !== '')).toBe(true);
		expect(advice.rejected.filter(({because}) => because.kind === 'cannot be built').map(({because, sql}) => [sql.includes('(blob)'), because.kind === 'cannot be built' && /size/.test(because.message)])).toContainEqual([true, true]);
		expect(keysOf(advice)).toContain('people (lower(email))');
	});

	it('says why a candidate is not proposed', async () => {
		const advice = await adviceOf(await open([byName, entry('by-names', 'select id from people where name = $1 order by email', ['select name from people where id = 7'])]));
		expect(becauseOf(advice, 'there already')).toContain('people (name)');
		const twoColumns = await adviceOf(await open([either, entry('both', 'select note from events where a = $1 and b = $2', ['select 17', 'select 119'])]), {mostBytes: 1});
		expect(keysOf(twoColumns)).toEqual([]);
		expect(becauseOf(twoColumns, 'no room').length).toBeGreaterThan(0);
	});

	/** Does something to the database when all combinations begin to be looked at, between two transactions of ours. */
	const meanwhile = async (laboratory: Laboratory, sql: string, by = session) => {
		let advice: Advice | null = null;
		let done = false;
		for await (const event of laboratory.advise({entries: laboratory.catalog.entries, operations: [], start: laboratory.universe().asBuilt, within: 0.05, mostBytes: null, mostIndexes: null, pairs: 2, measure: false, signal: new AbortController().signal})) {
			if (event.kind === 'step' && event.title === 'Looking at all combinations' && !done) {
				done = true;
				await by.script(sql);
			}

			advice = event.kind === 'advised' ? event.advice : advice;
		}

		return advice;
	};

	it('leaves out what a table that changes underneath makes impossible, judges the rest anew, and takes back what it proposed for both', async () => {
		const laboratory = await open([either, entry('by-email-as-it-is', 'select id from people where email = $1', ['select email from people where id = 7'])]);
		const advice = await meanwhile(laboratory, 'alter table people rename column email to address');
		await session.script('alter table people rename column address to email');
		expect(advice?.failures.map(({entry: name, error}) => [name, error instanceof PlanflipError && error.message.includes('email')])).toEqual([['by-email-as-it-is', true]]);
		expect(advice === null ? [] : keysOf(advice)).toEqual(['events (a)', 'events (b)']);
		expect(advice?.entries.map(({name}) => name)).toEqual(['either']);
		expect(laboratory.universe().indexes.filter(({origin}) => origin === 'proposed').map(({columns}) => columns.join()).toSorted()).toEqual(['a', 'b']);
	});

	it('tells when the statistics changed meanwhile', async () => {
		const advice = await meanwhile(await open([either]), 'analyze events');
		expect(advice?.notes).toEqual(['Meanwhile the statistics of events changed: not all figures are of one moment.']);
		expect((await adviceOf(await open([either]))).notes).toEqual([]);
	});

	it('names the indexes that stay, and why: needed, finding referring rows, not to be switched, or of tables that nobody reads', async () => {
		await session.script(`create table others (id int); create index others_id on others (id); create index events_note on events (note); update pg_index set indisvalid = false where indexrelid = 'events_note'::regclass`);
		const {staying, removable, now} = await adviceOf(await open([either, byName]));
		// What is not judged is not counted, either.
		expect(now.indexes).toBe(3);
		await session.script('drop table others; drop index events_note');
		expect(staying.map(({index, because}) => [index.key, because.kind]).toSorted()).toEqual([['events_note', 'obstacle'], ['events_person', 'finds referring rows'], ['others_id', 'not read'], ['people_name', 'needed']]);
		expect(staying.find(({because}) => because.kind === 'needed')?.because).toEqual({kind: 'needed', by: ['by-name']});
		expect(removable.map(({index}) => index.key)).toEqual(['events_kind']);
	});

	it('keeps what somebody else proposed, whatever it thinks of it', async () => {
		const laboratory = await open([either]);
		const key = laboratory.propose({name: 'mine', schema: 'public', table: 'events', sql: 'create index mine on events (note)', why: 'typed'});
		const advice = await adviceOf(laboratory);
		expect(becauseOf(advice, 'not read')).toContain('create index mine on events (note)');
		expect(laboratory.universe().byKey.has(key)).toBe(true);
	});

	// Nobody else is on PGlite.
	if (engine.kind === 'server') {
		it('is without the indexes that somebody else drops meanwhile: they are gone, and neither stay nor could go', async () => {
			await session.script(`create index events_blob on events (note); create table others (id int primary key, name text); insert into others select n, n::text from generate_series(1, 3000) n;
				create index others_name on others (name); analyze others`);
			const somebody = await engine.open();
			const laboratory = await open([either, entry('by-other-name', 'select id from others where name = $1', ['select \'7\''])]);
			const advice = await meanwhile(laboratory, 'drop index events_blob; drop table others', somebody);
			await somebody.close();
			expect(advice?.gone.map(({key, withTable}) => [key, withTable]).toSorted()).toEqual([['events_blob', false], ['others_name', true], ['others_pkey', true]]);
			expect([...advice?.removable ?? [], ...advice?.staying ?? []].map(({index}) => index.key).toSorted()).toEqual(['events_kind', 'events_person', 'people_name']);
			expect(advice?.failures.map(({entry: name}) => name)).toEqual(['by-other-name']);
			expect(advice === null ? [] : keysOf(advice)).toEqual(['events (a)', 'events (b)']);
			expect(laboratory.universe().indexes.map(({key}) => key).filter(key => key.startsWith('others') || key === 'events_blob')).toEqual([]);
			expect(advice === null ? '' : documentText(adviceDocument(advice), 1000)).toContain('events_blob went meanwhile, dropped or renamed by somebody else: everything here is without it.');
		});
	}

	// Stopping a statement of PGlite means opening its folder again, and this one has none.
	if (engine.kind === 'server') {
		it('tells of a query that never ends, keeps what nobody can say anything against, and measures the others', async () => {
			limit.ms = 1000;
			const advice = await adviceOf(await open([either, entry('no-end', 'select pg_sleep(600) from people where email = $1', ['select email from people where id = 7'])]), {measure: true, within: 0}).finally(() => {
				limit.ms = null;
			});
			expect(advice.proposals.some(({users}) => users.includes('no-end'))).toBe(true);
			const [ended, endless] = ['either', 'no-end'].map(name => advice.entries.find(each => each.name === name)?.delta);
			expect([endless?.baseline.timedOutMs, endless?.current.timedOutMs, endless?.comparison]).toEqual([1000, 1000, null]);
			expect(ended?.comparison?.pairs).toBe(2);
			expect(advice.failures).toEqual([]);
		});
	}

	it('has nothing to say where the indexes that are there do', async () => {
		const advice = await adviceOf(await open([byName]));
		expect([advice.proposals, advice.proposed.cost === advice.now.cost]).toEqual([[], true]);
	});

	it('is refused where candidates can be neither built nor imagined, and says what would help', async () => {
		const laboratory = await laboratoryOn(session, catalogOf([either]), 6);
		await expect(adviceOf(laboratory)).rejects.toMatchObject({kind: 'permission', message: expect.stringContaining('neither built nor imagined') as string});
	});

	it('stops when it is told to', async () => {
		const laboratory = await open([either]);
		await expect(adviceOf(laboratory, {signal: AbortSignal.abort()})).rejects.toThrow();
		expect(keysOf(await adviceOf(laboratory))).toEqual(['events (a)', 'events (b)']);
	});

	// The last one: the others count what is not judged.
	describe('of a partitioned table', () => {
		const top = entry('top', 'select id, total from orders where total > 990 and status = \'paid\' order by total desc limit 10');
		const described: IndexDefinition = {kind: 'IndexDefinition', name: 'orders_total', table: 'orders', why: '', priority: null, sql: 'create index orders_total on orders (total)', presets: [], file: 'indexes.sql', line: 1};

		beforeAll(async () => {
			await session.script(`
				create table orders (id int not null, created int not null, status text not null, total int not null, note text) partition by range (created);
				create table orders_q1 partition of orders for values from (0) to (25);
				create table orders_q2 partition of orders for values from (25) to (50) partition by range (created);
				create table orders_q2_a partition of orders_q2 for values from (25) to (50);
				create table orders_q3 partition of orders for values from (50) to (100);
				insert into orders select n, n % 100, case when n % 3 = 0 then 'paid' else 'open' end, (n * 7919) % 1000, repeat('x', 60) from generate_series(1, 16000) n;
				create index orders_q1_total on orders_q1 (total);
				analyze orders;
			`);
		});

		it('finds what is read through the parts of a candidate, with their sizes, and leaves a partition\'s own index alone', async () => {
			const before = await print();
			const advice = await adviceOf(await open([top], [described]), {within: 0});
			const [proposal] = advice.proposals;
			expect([proposal?.index.table, proposal?.users]).toEqual(['orders', ['top']]);
			expect(advice.proposed.cost).toBeLessThan(advice.now.cost / 3);
			expect(proposal?.bytes).toBeGreaterThan(3 * 8192);
			expect(advice.rejected.find(({name}) => name === 'orders_total')?.bytes).toBeGreaterThan(3 * 8192);
			expect(documentText(adviceDocument(advice), 1000)).toMatch(/orders_total: orders \(total\) .*no plan reads it/);
			const least = await adviceOf(await open([entry('least', 'select total from orders where total > 995')], [described]));
			expect(least.proposals.map(({index}) => index.key)).toEqual(['orders_total']);
			const through = await adviceOf(await open([entry('through', 'select id from orders where created = 3 and total = 8')]), {mostIndexes: 0});
			expect(through.staying.find(({index}) => index.key === 'orders_q1_total')?.because).toEqual({kind: 'needed', by: ['through']});
			expect(await print()).toBe(before);
		});

		it('costs what it costs while a candidate is off that would have taken the partition\'s own index in', async () => {
			const laboratory = await open([top], [described]);
			const {entries: [one]} = await adviceOf(laboratory);
			expect(one?.cost.now).toBe((await session.query('explain (format json) select id, total from orders where total > 990 and status = \'paid\' order by total desc limit 10').then(([row]) => JSON.parse(String(row?.['QUERY PLAN'])) as Array<{Plan: {'Total Cost': number}}>))[0]?.Plan['Total Cost']);
		});

		it('is judged by all combinations in the same way: a part on each partition is the whole\'s', async () => {
			const laboratory = await open([top], [described]);
			let found: Combinations | null = null;
			for await (const event of laboratory.combine({entries: laboratory.catalog.entries, operations: [], configuration: configurationOf([...laboratory.universe().asBuilt.on, 'orders_total']), wishes: usualWishes, measure: false, signal: new AbortController().signal})) {
				found = event.kind === 'done' ? event.combinations : found;
			}

			const {toggles = [], entries = []} = found?.lattice ?? {};
			const position = toggles.findIndex(({key}) => key === 'orders_total');
			expect(toggles.map(({key}) => key).toSorted()).toEqual(['orders_q1_total', 'orders_total']);
			expect(toggles[position]?.bytes).toBeGreaterThan(3 * 8192);
			expect((entries[0]?.lattice.top.uses ?? 0n) & bitAt(position)).toBe(bitAt(position));
		});
	});
});

withExtension('HypoPG 1.4', 'advice by imagined indexes', server => {
	let hinted: Session;

	beforeAll(async () => {
		await server.run(`${tables} create extension if not exists hypopg;
			do $$ begin execute format('alter database %I set session_preload_libraries = pg_hint_plan', current_database()); end $$;`);
		hinted = await openServer(server.target());
		return async () => hinted.close();
	});

	it.each([
		[2, 'MEASURED, no table lock'],
		[3, 'MEASURED, by hints'],
		[4, 'PLAN ONLY'],
	] as const)('on rung %i (%s) finds the two that pay off together and what could go, withholds its judgement of an expression, and says why nothing is measured', async (rung, badge) => {
		const laboratory = await laboratoryOn(hinted, catalogOf([either, byEmail, byName]), rung, false);
		expect(laboratory.rung()).toMatchObject({number: rung, newIndexes: 'imagined'});
		const before = JSON.stringify(await hinted.query('select indexrelid::int, indisvalid from pg_index order by 1'));
		const advice = await adviceOf(laboratory, {measure: true});
		expect(keysOf(advice)).toEqual(['events (a)', 'events (b)']);
		expect(advice.proposals.every(({bytes, writes}) => bytes !== null && bytes > 0 && writes === null)).toBe(true);
		expect(becauseOf(advice, 'blind')).toEqual(expect.arrayContaining(['people (lower(email))']));
		expect(advice.removable.map(({index}) => index.key)).toEqual(['events_kind']);
		expect(advice.staying.map(({index, because}) => [index.key, because.kind]).toSorted()).toEqual([['events_person', 'finds referring rows'], ['people_name', 'needed']]);
		expect(advice.notMeasured).toBe(`indexes that are not built can only be planned with here (${badge})`);
		expect(await hinted.query('select count(*)::int as imagined from hypopg()')).toEqual([{imagined: 0}]);
		expect(JSON.stringify(await hinted.query('select indexrelid::int, indisvalid from pg_index order by 1'))).toBe(before);
	});

	it('on rung 2 measures a set of which nothing has to be imagined', async () => {
		const laboratory = await laboratoryOn(hinted, catalogOf([byName]), 2, false);
		const start = {kind: 'IndexConfiguration' as const, on: new Set([...laboratory.universe().asBuilt.on].filter(key => key !== 'people_name'))};
		const advice = await adviceOf(laboratory, {measure: true, start});
		expect(advice.proposals.map(({index}) => index.key)).toEqual(['people_name']);
		expect([advice.notMeasured, advice.entries[0]?.delta?.samePlan]).toEqual([null, false]);
		expect(advice.proposals[0]?.writes?.operations.map(({kind}) => kind)).toEqual(Array(4).fill('not measured'));
	});
});

withExtension('pg_hint_plan', 'advice where nothing can be imagined', server => {
	it.each([2, 3] as const)('on rung %i is refused, and names what lifts that and what answers without', async rung => {
		await server.run('do $$ begin execute format(\'alter database %I set session_preload_libraries = pg_hint_plan\', current_database()); end $$; create table if not exists lone (id int); create index if not exists lone_id on lone (id)');
		const session = await openServer(server.target());
		try {
			const laboratory = await laboratoryOn(session, catalogOf([entry('lone', 'select * from lone where id = 1')]), rung, false);
			await expect(adviceOf(laboratory)).rejects.toMatchObject({kind: 'permission', hint: expect.stringMatching(/HypoPG.*planflip lattice/) as string});
		} finally {
			await session.close();
		}
	});
});
