import {beforeAll, describe, expect, it} from 'vitest';
import type {IndexDefinition, QueryEntry} from '../../../source/catalog/catalog-entry.ts';
import {configurationOf} from '../../../source/catalog/index-configuration.ts';
import {openServer} from '../../../source/database/open-server.ts';
import type {Session} from '../../../source/database/session.ts';
import type {RungNumber} from '../../../source/experiment/rung.ts';
import type {CombineEvent, CombineRequest} from '../../../source/lab/combine/combine-events.ts';
import type {Laboratory} from '../../../source/lab/laboratory.ts';
import {openLaboratory} from '../../../source/lab/open-laboratory.ts';
import {positionsOf} from '../../../source/lattice/mask.ts';
import {usualWishes} from '../../../source/lattice/workload-lattice.ts';
import {documentText} from '../../../source/report/document-text.ts';
import {latticeDocument} from '../../../source/report/lattice/lattice-document.ts';
import type {Combinations} from '../../../source/view/combinations.ts';
import {withEngines, withNativeServer} from '../../support/engines.ts';
import {heardSession} from '../../support/heard-session.ts';

const schema = `
	create table people (id int primary key, email text not null, name text not null);
	create table notes (id int primary key, author int not null, made date not null, body text);
	insert into people select n, 'p' || n, repeat('n', 30) from generate_series(1, 500) n;
	insert into notes select n, n % 300, date '2026-01-01' + n % 100, repeat('b', 50) from generate_series(1, 4000) n;
	create unique index people_email on people (email);
	create index notes_author on notes (author);
	create index notes_author_made on notes (author, made);
	create index notes_made on notes (made);
	create index notes_half on notes (made) where author < 3;
	analyze;
`;

function entry(name: string, sql: string): QueryEntry {
	return {kind: 'QueryEntry', name, title: name, why: 'for the test', frequency: 'medium', indexes: [], expected: null, estimate: null, sql, file: `queries/${name}.sql`, line: 4, parameters: []};
}

function definition(name: string, sql: string): IndexDefinition {
	return {kind: 'IndexDefinition', name, table: 'notes', sql, why: 'for the test', priority: null, presets: [], file: 'queries/indexes.sql', line: 1};
}

const byAuthor = entry('by-author', 'select * from notes where author = 7 order by made');
const byDay = entry('by-day', 'select * from notes where made = date \'2026-02-01\'');
const byEmail = entry('by-email', 'select * from people where email = \'p7\'');

async function laboratoryOn(session: Session, entries: readonly QueryEntry[], {indexes = [], rung = null}: {readonly indexes?: readonly IndexDefinition[]; readonly rung?: RungNumber | null} = {}): Promise<Laboratory> {
	return openLaboratory(session, {
		catalog: {kind: 'Catalog', folder: 'queries', entries, operations: [], indexes, presets: []},
		disposable: () => rung === null, consentToBlock: false, rung, clock: {date: () => new Date(0), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
	});
}

async function combined(laboratory: Laboratory, changes: Partial<CombineRequest> = {}): Promise<{readonly combinations: Combinations; readonly events: readonly CombineEvent[]}> {
	const events: CombineEvent[] = [];
	const request = {entries: laboratory.catalog.entries, operations: laboratory.catalog.operations, configuration: laboratory.universe().asBuilt, wishes: usualWishes, measure: false, signal: new AbortController().signal, ...changes};
	for await (const event of laboratory.combine(request)) {
		events.push(event);
	}

	const [last] = events.flatMap(event => event.kind === 'done' ? [event.combinations] : []);
	if (last === undefined) {
		throw new Error('nothing came of it');
	}

	return {combinations: last, events};
}

withEngines('all combinations', engine => {
	beforeAll(async () => {
		await engine.session.script(schema);
	});

	it('are looked at without an index that Postgres does not build: it is told, with its reason, and every query is answered', async () => {
		const indexes = [definition('notes_body', 'create index notes_body on notes (body)'), definition('notes_nothing', 'create index notes_nothing on notes (nothing)')];
		const laboratory = await laboratoryOn(engine.session, [byAuthor, byDay], {indexes});
		const all = configurationOf([...laboratory.universe().asBuilt.on, 'notes_body', 'notes_nothing']);
		const {combinations: {lattice, held, effort}, events} = await combined(laboratory, {configuration: all});
		expect(lattice.entries.map(({name}) => name)).toEqual(['by-author', 'by-day']);
		expect(lattice.toggles.map(({key}) => key)).toContain('notes_body');
		expect(effort.built.indexes).toBe(1);
		expect(held.find(({index}) => index.key === 'notes_nothing')?.because).toEqual({kind: 'obstacle', reason: expect.stringContaining('"nothing" does not exist') as unknown});
		expect(events).toContainEqual({kind: 'note', text: expect.stringContaining('notes_nothing cannot be built') as unknown});
		await laboratory.close();
	});

	it('hold what guards rows and what is INVALID, and say so of each', async () => {
		await engine.session.script('update pg_catalog.pg_index set indisvalid = false where indexrelid = \'notes_half\'::regclass');
		const laboratory = await laboratoryOn(engine.session, [byAuthor, byDay, byEmail]);
		try {
			const {combinations: {held, lattice}} = await combined(laboratory);
			expect(Object.fromEntries(held.map(({index, because}) => [index.key, because.kind === 'guards' ? because.what : because.kind === 'obstacle' ? because.reason : because.kind]))).toEqual({
				notes_pkey: 'it backs the primary key notes_pkey',
				people_pkey: 'it backs the primary key people_pkey',
				people_email: 'it keeps rows unique',
				notes_half: 'it is INVALID in the database: Postgres does not use it anyway',
			});
			expect(lattice.toggles.map(({key}) => key)).toEqual(['notes_author', 'notes_author_made', 'notes_made']);
		} finally {
			await laboratory.close();
			await engine.session.script('update pg_catalog.pg_index set indisvalid = true where indexrelid = \'notes_half\'::regclass');
		}
	});

	it('answer for the others when a query fails, and say why it does', async () => {
		const laboratory = await laboratoryOn(engine.session, [entry('broken', 'select * from notes where nothing = 1'), byAuthor]);
		const {combinations: {failed, lattice}} = await combined(laboratory);
		expect(failed.map(({entry: name, lines}) => [name, lines.join(' ')])).toEqual([['broken', expect.stringContaining('"nothing" does not exist')]]);
		expect(lattice.entries.map(({name}) => name)).toEqual(['by-author']);
		await laboratory.close();
	});

	it('write copies of rows with each index and without it, after all was planned, and weigh the log against cost and size', async () => {
		const laboratory = await laboratoryOn(engine.session, [byAuthor, byDay]);
		const {combinations: {writes, lattice: {toggles, front, all}}, events} = await combined(laboratory, {measure: true, pairs: 1});
		expect(writes.costs.map(({index, operations}) => [index, ...operations.map(({kind}) => kind)])).toEqual(toggles.map(({key}) => [key, 'measured', 'measured', 'not measured', 'measured']));
		// The one column outside of the indexes has one value.
		expect(toggles.every(({walBytes}) => walBytes !== null && walBytes > 0)).toBe(true);
		expect(all.walBytes).toBeCloseTo(toggles.reduce((sum, {walBytes}) => sum + (walBytes ?? 0), 0));
		expect(front.points.map(({walBytes}) => walBytes)).not.toContain(null);
		const kinds = events.map(event => event.kind === 'step' ? event.title : event.kind);
		expect(kinds.indexOf('Writing copies of rows')).toBeGreaterThan(kinds.indexOf('found'));
		expect(kinds.lastIndexOf('measuring')).toBeLessThan(kinds.indexOf('Writing copies of rows'));
		await laboratory.close();
	});

	it('write nothing when everything is to be planned only, and tell of a value that no sample found', async () => {
		const sampled: QueryEntry = {
			...entry('by-someone', 'select * from notes where author = $1'),
			parameters: [{name: 'someone', position: 1, sampleSql: 'select author from notes where author < 0', line: 3}],
		};
		const laboratory = await laboratoryOn(engine.session, [sampled, byAuthor]);
		const {combinations: {writes, notes}, events} = await combined(laboratory);
		expect(writes.costs.map(({copied}) => copied)).toEqual(writes.costs.map(() => null));
		expect(events.some(event => event.kind === 'step' && event.title === 'Writing copies of rows')).toBe(false);
		expect(notes).toEqual(['by-someone was planned with NULL for someone: the sample found no row.']);
		await laboratory.close();
	});
});

withNativeServer('a table that changes while all its combinations are looked at', native => {
	const other = async (sql: string) => {
		const session = await openServer(native.target());
		await session.script(sql);
		await session.close();
	};

	/** A session beside which somebody does something, once in each of so many looks: before what is first planned otherwise than with all indexes. */
	const meddled = (session: Session, times: number, meddle: () => Promise<void>): Session => {
		let left = times;
		let looked = false;
		return {
			...heardSession(session, sql => {
				looked ||= sql.includes('relpages');
			}),
			get generation() {
				return session.generation;
			},
			async pipeline(statements, answered) {
				if (looked && left > 0 && statements.some(({sql}) => sql.includes('pg_index'))) {
					left--;
					looked = false;
					await meddle();
				}

				return session.pipeline(statements, answered);
			},
		};
	};

	const more = async () => other(`insert into notes select (select max(id) from notes) + n, 7, date '2026-02-01', repeat('b', 50) from generate_series(1, 3000) n; analyze notes`);
	const costOf = (combinations: Combinations) => combinations.lattice.entries.map(({lattice}) => lattice.top.cost);

	beforeAll(async () => {
		await other(schema);
	});

	it('is looked at a second time, and answered as it is then', async () => {
		const session = await openServer(native.target());
		const {combinations} = await combined(await laboratoryOn(meddled(session, 1, more), [byAuthor, byDay, byEmail], {rung: 2}));
		expect(combinations.notes).toEqual(['The statistics of tables changed while they were looked at; by-author, by-day were looked at again.']);
		const {combinations: quiet} = await combined(await laboratoryOn(session, [byAuthor, byDay, byEmail], {rung: 2}));
		expect(quiet.notes).toEqual([]);
		// The plan with all indexes on is the survey's, from before: it must not be what the second look goes by.
		expect(costOf(combinations)).toEqual(costOf(quiet));
		await session.close();
	});

	describe('or goes', () => {
		const going = `
			drop table if exists things;
			create table things (id int primary key, kind int not null, name text not null);
			insert into things select n, n % 50, 'n' || n from generate_series(1, 2000) n;
			create index things_kind on things (kind);
			create index things_name on things (name);
			create index if not exists notes_body on notes (body);
			analyze things;
		`;
		const byKind = entry('by-kind', 'select * from things where kind = 7');
		const byBody = entry('by-body', 'select id from notes where body = \'b7\'');
		const place = {label: 'here', version: 'PostgreSQL', badge: ''};

		const beside = async (meddle: string, entries: readonly QueryEntry[], changes: Partial<CombineRequest> = {}) => {
			await other(going);
			const session = await openServer(native.target());
			const result = await combined(await laboratoryOn(meddled(session, 1, async () => other(meddle)), entries, {rung: 2}), changes);
			await session.close();
			return result;
		};

		const named = ({lattice: {toggles, choices, front, groups}}: Combinations) => {
			const sets = [...choices.flatMap(({on, off}) => [on, off]), ...front.points.map(({on}) => on), ...groups.map(({toggles: some}) => some)];
			return [...new Set(sets.flatMap(set => positionsOf(set).map(at => toggles[at]?.key ?? 'none')))].toSorted();
		};

		it('is named with its indexes as gone: they are in no set, on no front and in no group, its query is left out once, and the others are answered', async () => {
			const {combinations, events} = await beside('drop table things', [byKind, byAuthor, byDay]);
			expect(combinations.gone.map(({key, withTable}) => [key, withTable]).toSorted()).toEqual([['things_kind', true], ['things_name', true], ['things_pkey', true]]);
			expect(combinations.lattice.indexes.map(({toggle: {key}}) => key).filter(key => key.startsWith('things'))).toEqual([]);
			expect(combinations.held.map(({index}) => index.key).filter(key => key.startsWith('things'))).toEqual([]);
			expect(named(combinations).filter(key => key.startsWith('things'))).toEqual([]);
			expect(named(combinations)).toContain('notes_author_made');
			expect(events.flatMap(event => event.kind === 'failed' ? [event.entry.name] : [])).toEqual(['by-kind']);
			expect(events.filter(({kind}) => kind === 'looked again')).toHaveLength(1);
			expect(combinations.lattice.entries.map(({name}) => name)).toEqual(['by-author', 'by-day']);
			const report = documentText(latticeDocument(combinations, place), 1000);
			expect(report).toMatch(/The table things went meanwhile, dropped or renamed by somebody else, and with it things_\w+, things_\w+, things_\w+: everything here is without them\./);
			expect(report).toContain('was planned for 2 queries, all but those that are left out');
			expect(report).not.toContain('was planned for every query');
		});

		it('or only an index of it does: it is gone, no query fails for that, and all is answered as it is without it', async () => {
			const {combinations, events} = await beside('drop index notes_body', [byBody, byAuthor]);
			expect(combinations.gone).toEqual([{key: 'notes_body', schema: 'public', table: 'notes', withTable: false}]);
			expect(named(combinations)).not.toContain('notes_body');
			expect([combinations.failed, events.filter(({kind}) => kind === 'failed')]).toEqual([[], []]);
			const {lattice: {top, bottom}} = combinations.lattice.entries[0] ?? {lattice: {top: null, bottom: null}};
			expect(top).toEqual(bottom);
			expect(documentText(latticeDocument(combinations, place), 1000)).toContain('notes_body went meanwhile, dropped or renamed by somebody else: everything here is without it.');
		});

		it('and is there again at once, as REINDEX CONCURRENTLY does it, is looked at again and not gone', async () => {
			const {combinations, events} = await beside('reindex index concurrently notes_author', [byAuthor]);
			expect([combinations.gone, combinations.failed]).toEqual([[], []]);
			expect(events.filter(({kind}) => kind === 'looked again')).toHaveLength(1);
			expect(combinations.lattice.toggles.map(({key}) => key)).toContain('notes_author');
		});
	});

	it('and whose indexes are rebuilt again and again is answered after some looks, with a word on what was late', async () => {
		await other('drop table if exists things; create table things (id int primary key, kind int not null); insert into things select n, n % 50 from generate_series(1, 2000) n; create index things_kind on things (kind); analyze things');
		const session = await openServer(native.target());
		const anew = 'drop index things_kind; create index things_kind on things (kind)';
		const {combinations, events} = await combined(await laboratoryOn(meddled(session, 9, async () => other(anew)), [entry('by-kind', 'select * from things where kind = 7')], {rung: 2}));
		expect(events.filter(({kind}) => kind === 'looked again')).toHaveLength(3);
		expect(combinations.lattice.entries.map(({name}) => name)).toEqual(['by-kind']);
		expect(combinations.gone).toEqual([]);
		expect(combinations.notes).toContain('things_kind went after it was planned with, dropped or renamed by somebody else: what is said of it is of before.');
		await session.close();
	});

	it('and changes again is said not to be of one moment', async () => {
		const session = await openServer(native.target());
		const {combinations} = await combined(await laboratoryOn(meddled(session, 2, more), [byAuthor, byDay], {rung: 2}));
		expect(combinations.notes.at(-1)).toContain('changed twice');
		expect(combinations.lattice.entries).toHaveLength(2);
		await session.close();
	});
});
