import {beforeAll, beforeEach, expect, it} from 'vitest';
import {chooseIndexName} from '../../source/catalog/choose-index-name.ts';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {readCreateIndex} from '../../source/catalog/read-create-index.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables, type TableState} from '../../source/database/list-tables.ts';
import type {Session} from '../../source/database/session.ts';
import {explain} from '../../source/experiment/explain.ts';
import {IndexBuildError} from '../../source/experiment/index-build-error.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {isolatedWorkbench} from '../../source/experiment/isolated-workbench.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import {withoutProposal, withProposal} from '../../source/experiment/propose-index.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {blockingWorkbench} from '../../source/experiment/blocking-workbench.ts';
import {planGist} from '../../source/view/plan-gist.ts';
import {letterOf} from '../catalog/letter-of.ts';
import {withEngines} from '../support/engines.ts';

const subject: Subject = {entry: 'by-note', sql: 'select * from memos where note = $1', parameters: [{name: 'note', value: 'n7'}], file: 'queries/by-note.sql', line: 3};
const limits = {statementMs: 30_000};

withEngines('an index that somebody types', engine => {
	let session: Session;
	let tables: readonly TableState[];
	let universe: IndexUniverse;

	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table memos (id int primary key, owner int not null, note text, "Sent At" timestamptz, extra jsonb);
			insert into memos select n, n % 50, 'n' || n % 900 from generate_series(1, 20000) n;
			create table a_table_whose_name_alone_is_fifty_eight_characters_long_yes (a_column_of_a_considerable_length_too int, b int);
			analyze memos;
			create schema other;
			create table other.twins (id int);
			create table twins (id int);
		`);
		tables = await listTables(session);
	});

	beforeEach(async () => {
		universe = indexUniverse(await listIndexes(session), [], [], tables);
	});

	const type = (text: string): string => {
		const grown = withProposal(universe, proposalOfText(text, universe, tables), tables);
		universe = grown.universe;
		return grown.key;
	};

	const under = async (on: readonly string[], bench = isolatedWorkbench(session, () => universe, true)) => {
		try {
			return await bench.under(configurationOf(on), limits, async () => planGist((await explain(session, subject, 'tree')).plan));
		} finally {
			await bench.rest();
		}
	};

	it.each([
		'memos (owner)',
		'memos (owner, note)',
		'memos (note) include (owner)',
		'memos (lower(note))',
		'memos ((lower(note)))',
		'memos (pg_catalog.lower(note) desc)',
		'memos ((owner + 1), (id + 1), owner)',
		'memos (owner, owner)',
		'memos ((coalesce(note, \'\')), "Sent At" desc nulls last)',
		'memos using gin (extra jsonb_path_ops)',
		'unique memos (id)',
		'a_table_whose_name_alone_is_fifty_eight_characters_long_yes (a_column_of_a_considerable_length_too, b)',
	])('%s gets the name that Postgres would give it, also when that is taken', async text => {
		const chosen = type(text);
		const [unique, statement] = text.startsWith('unique ') ? ['unique ', text.slice(7)] : ['', text];
		await session.script('begin');
		try {
			await session.script(`create ${unique}index on ${statement}; create ${unique}index on ${statement}`);
			const made = (await listIndexes(session)).filter(index => !universe.byKey.has(index.name) || index.name === chosen).map(({name}) => name);
			const {columns, include} = readCreateIndex(text);
			const second = chooseIndexName(text.slice(unique.length).split(/[ (]/)[0] ?? '', [...columns, ...include], new Set([chosen]));
			expect(made.sort()).toEqual([chosen, second].sort());
		} finally {
			await session.script('rollback');
		}
	});

	it('is built for real on rung 1, used, and gone afterwards', async () => {
		const key = type('memos (note)');
		expect(key).toBe('memos_note_idx');
		expect(await under(['memos_pkey'])).toBe('Seq Scan memos');
		expect(await under(['memos_pkey', key])).toMatch(/memos_note_idx/);
		expect((await listIndexes(session)).map(({name}) => name)).not.toContain(key);
	});

	it('is built on rung 5 too, in each transaction anew', async () => {
		const key = type('memos (note)');
		const bench = blockingWorkbench(session, () => universe, true);
		expect(bench.toBuild(configurationOf(['memos_pkey', key])).map(index => index.key)).toEqual([key]);
		expect(await under(['memos_pkey', key], bench)).toMatch(/memos_note_idx/);
		expect(bench.toBuild(configurationOf(['memos_pkey', key]))).toHaveLength(1);
		expect((await listIndexes(session)).map(({name}) => name)).not.toContain(key);
	});

	it('is built once while rung 1 keeps its transaction', async () => {
		const key = type('memos (note)');
		const bench = isolatedWorkbench(session, () => universe, true);
		const on = configurationOf(['memos_pkey', key]);
		const filenode = async () => bench.under(on, limits, () => session.query('select pg_relation_filenode(\'memos_note_idx\') as node'));
		expect(bench.toBuild(on)).toHaveLength(1);
		const first = await filenode();
		expect(bench.toBuild(on)).toEqual([]);
		await bench.under(configurationOf(['memos_pkey']), limits, () => Promise.resolve());
		expect(await filenode()).toEqual(first);
		await bench.rest();
	});

	it('that was removed and typed anew under its name is another index', async () => {
		const key = type('create index again on memos (owner)');
		const bench = isolatedWorkbench(session, () => universe, true);
		const plan = async () => bench.under(configurationOf(['memos_pkey', key]), limits, async () => planGist((await explain(session, subject, 'tree')).plan));
		expect(await plan()).toBe('Seq Scan memos');
		universe = withoutProposal(universe, key);
		expect(type('create index again on memos (note)')).toBe(key);
		expect(await plan()).toMatch(/again/);
		await bench.rest();
	});

	it('that cannot be built says why and where, and the transaction goes on', async () => {
		const wrong = type('create index wrong on memos (nothing)');
		const twice = type('unique memos (owner)');
		const bench = isolatedWorkbench(session, () => universe, true);
		const attempt = async (key: string) => bench.under(configurationOf(['memos_pkey', key]), limits, () => Promise.resolve());
		await expect(attempt(wrong)).rejects.toBeInstanceOf(IndexBuildError);
		await expect(attempt(wrong)).rejects.toMatchObject({key: wrong, kind: 'input', sqlState: '42703', position: {line: 1, column: 37}, message: expect.stringMatching(/wrong cannot be built: column "nothing" does not exist/) as string});
		await expect(attempt(twice)).rejects.toMatchObject({key: twice, sqlState: '23505', message: expect.stringMatching(/Key \(owner\)=\(\d+\) is duplicated/) as string});
		await expect(bench.under(configurationOf(['memos_pkey']), limits, () => session.query('select 1 as one'))).resolves.toEqual([{one: 1}]);
		await bench.rest();
	});

	it('takes the schema of its table along, and none that is not clear', () => {
		type('other.twins (id)');
		expect(universe.byKey.get('twins_id_idx')).toMatchObject({schema: 'other', definition: 'CREATE INDEX twins_id_idx ON other.twins (id)'});
		expect(type('public.twins (id)')).toBe('public.twins_id_idx');
		expect(letterOf(() => type('twins (id)'))).toMatch(/several tables "twins"\. \| line 1, column 1 .*Write its schema too: other\.twins or public\.twins/);
	});

	it.each([
		['memoes (id)', /There is no table "memoes"\. \| line 1, column 1 .*Did you mean "memos"\?/],
		['create index memos_pkey on memos (owner)', /There is an index "memos_pkey" already\. \| line 1, column 14/],
		['create index twins on memos (owner)', /There is a table "twins" already/],
	])('%s is refused', (text, letter) => {
		expect(letterOf(() => type(text))).toMatch(letter);
	});

	it('typed once more is the same index', () => {
		const key = type('memos (note)');
		expect(type('CREATE INDEX ON memos (note)')).toBe(key);
		expect(type('memos (note) where owner = 1')).toBe(`${key}1`);
	});
});
