import {beforeAll, expect, test} from 'vitest';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {withEngines} from '../support/engines.ts';

const schema = `
	create schema "Mixed Case";
	create table public.shots (
		id int constraint shots_pkey primary key,
		code text not null constraint shots_code_key unique,
		scene int, title text collate "C", span int4range, tags text[], extra int,
		constraint shots_span_excl exclude using gist (span with &&)
	);
	create table public.takes (shot int references public.shots (id));
	create index shots_latest on public.shots (scene desc, id desc nulls last, extra nulls first);
	create index shots_lower on public.shots (lower(code), title);
	create index shots_pattern on public.shots (code text_pattern_ops, title collate "POSIX");
	create index shots_covering on public.shots (scene) include (title, extra) where extra > 10;
	create index shots_tags on public.shots using gin (tags);
	create table "Mixed Case"."Table ""T""" ("Column C" int);
	create index "Index I" on "Mixed Case"."Table ""T""" ("Column C" desc);
	insert into public.shots (id, code, scene) select n, 'c' || n, n from generate_series(1, 1000) n;
	create unique index takes_unique on public.takes (shot);
`;

withEngines('listIndexes', engine => {
	beforeAll(async () => {
		await engine.session.script(schema);
	});

	test('finds every index of the user\'s tables, by schema, table and name', async () => {
		const names = (await listIndexes(engine.session)).map(({schema: at, table, name}) => [at, table, name].join(' / '));
		expect(names).toEqual([
			'Mixed Case / Table "T" / Index I',
			'public / shots / shots_code_key',
			'public / shots / shots_covering',
			'public / shots / shots_latest',
			'public / shots / shots_lower',
			'public / shots / shots_pattern',
			'public / shots / shots_pkey',
			'public / shots / shots_span_excl',
			'public / shots / shots_tags',
			'public / takes / takes_unique',
		]);
	});

	test('finds those of the given tables only', async () => {
		const names = async (tables: readonly {schema: string; name: string}[]) => (await listIndexes(engine.session, tables)).map(({name}) => name);
		expect(await names([{schema: 'Mixed Case', name: 'Table "T"'}, {schema: 'public', name: 'takes'}])).toEqual(['Index I', 'takes_unique']);
		expect(await names([{schema: 'public', name: 'Table "T"'}])).toEqual([]);
		expect(await names([])).toEqual([]);
	});

	test('tells columns as their definition has them', async () => {
		const columns = Object.fromEntries((await listIndexes(engine.session)).map(({name, columns: each}) => [name, each]));
		expect(columns).toMatchObject({
			'Index I': ['"Column C" DESC'],
			shots_latest: ['scene DESC', 'id DESC NULLS LAST', 'extra NULLS FIRST'],
			shots_lower: ['lower(code)', 'title'],
			shots_pattern: ['code text_pattern_ops', 'title COLLATE "POSIX"'],
			shots_tags: ['tags'],
		});
	});

	test('prints columns that build the same index again', async () => {
		for (const {name, columns, definition} of await listIndexes(engine.session)) {
			// Postgres has the collation before the operator class, and both before the order.
			expect(definition, name).toContain(`(${columns.join(', ')})`);
		}
	});

	test('tells included columns and the predicate of a partial index', async () => {
		const covering = (await listIndexes(engine.session)).find(({name}) => name === 'shots_covering');
		expect(covering).toMatchObject({columns: ['scene'], include: ['title', 'extra'], predicate: 'extra > 10', unique: false, constraint: null, method: 'btree'});
	});

	test('tells which constraint an index is part of; a foreign key that rests on it is not one', async () => {
		const constraints = (await listIndexes(engine.session)).flatMap(({constraint}) => constraint ?? []);
		expect(constraints).toEqual([
			{name: 'shots_code_key', kind: 'unique'},
			{name: 'shots_pkey', kind: 'primary key'},
			{name: 'shots_span_excl', kind: 'exclusion'},
		]);
		const unique = (await listIndexes(engine.session)).filter(index => index.unique).map(({name}) => name);
		expect(unique).toEqual(['shots_code_key', 'shots_pkey', 'takes_unique']);
	});

	test('tells size, use and validity', async () => {
		const key = (await listIndexes(engine.session)).find(({name}) => name === 'shots_pkey');
		expect(key?.oid).toEqual(expect.any(Number));
		expect(key?.bytes).toBeGreaterThan(8192);
		expect((key?.bytes ?? 1) % 8192).toBe(0);
		expect(key?.scans).toEqual(expect.any(Number));
		expect(key).toMatchObject({valid: true, built: true, why: null, priority: null});
		await engine.session.script('begin; update pg_index set indisvalid = false where indexrelid = \'shots_pkey\'::regclass');
		expect((await listIndexes(engine.session)).find(({name}) => name === 'shots_pkey')?.valid).toBe(false);
		await engine.session.script('rollback');
	});

	test('is not misled by the search path', async () => {
		await engine.session.script('begin; create table public.pg_index (x int); set local search_path = public, pg_catalog');
		expect(await listIndexes(engine.session)).toHaveLength(10);
		await engine.session.script('rollback');
	});

	test('shows the same to a user without rights', async () => {
		const before = await listIndexes(engine.session);
		await engine.session.script('begin; create role nobody_much; set local role nobody_much');
		expect(await listIndexes(engine.session)).toEqual(before);
		await engine.session.script('rollback');
	});
});
