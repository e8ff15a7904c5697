import {describe, expect, test} from 'vitest';
import {parseEntry} from '../../source/catalog/parse-entry.ts';
import {draft} from '../../source/harvest/draft.ts';
import {Harvester} from '../../source/harvest/harvester.ts';
import {mergeCatalog} from '../../source/harvest/merge-catalog.ts';
import {readSqlFile} from '../../source/harvest/read-sql-file.ts';
import type {Sighting} from '../../source/harvest/sighting.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();

function seen(sql: string, changes: Partial<Sighting> = {}): Sighting {
	return {sql, values: [], calls: 1, totalMs: 10, where: 'app.log:1', ...changes};
}

function gather(...sightings: readonly Sighting[]): Harvester {
	const harvester = new Harvester(parser);
	sightings.forEach(sighting => { harvester.see(sighting); });
	return harvester;
}

test('statements that differ in their constants are one, with the calls and the time of all; the slowest whose values are known stands for them', () => {
	const [one, ...others] = gather(
		seen('select * from t where a = 1'), seen('SELECT *\nFROM t WHERE a = 2', {totalMs: 50}), seen('select * from t where a = $1', {calls: 7, totalMs: 700}), seen('select * from t where a = $1', {values: ['\'9\''], totalMs: 20}),
	).harvest();
	expect(others).toEqual([]);
	expect(one).toMatchObject({load: {calls: 10, totalMs: 780}, sql: 'SELECT *\nFROM t WHERE a = 2', title: 't by a', writes: false});
});

test.each([
	['select count(*) from shots s join scenes c on c.id = s.scene_id where c.title = \'x\' and s.kind = 1', 'count shots, scenes by title, kind'],
	['select * from shots where a = 1 order by created_at limit 5', 'shots by a first by created_at'],
	['insert into shots (a) values (1) on conflict do nothing', 'upsert into shots'],
	['with recursive t(n) as (values (1) union all select n + 1 from t) select sum(n) from t', 'query'],
	['select * from a, b, c, d where (select 1 from e where e.x = 1) = 2', 'a, b, c ...'],
])('%s is called %s', (sql, title) => {
	expect(gather(seen(sql)).harvest()[0]?.title).toBe(title);
});

test('the dearest comes first', () => {
	expect(gather(seen('select * from a'), seen('select * from b', {totalMs: 99}), seen('select * from c', {totalMs: null})).harvest().map(({title}) => title)).toEqual(['b', 'a', 'c']);
});

test.each([
	['begin', 'transaction control'], ['set local work_mem = 1', 'settings'], ['show all', 'settings'], ['copy t from stdin', 'utility'], ['create user u password \'hunter2\'', 'utility'],
	['explain select * from t', 'utility'], ['select * from pg_stat_activity', 'system catalogue'], ['select * from information_schema.tables', 'system catalogue'], ['select 1', 'no table'],
	['with kinds as (select oid from pg_class) select k.oid from kinds as k join pg_catalog.pg_index as i on i.indrelid = k.oid', 'system catalogue'],
	['select extract(epoch from stats_reset) from public.pg_stat_statements_info', 'system catalogue'], ['update pg_catalog.pg_index set indisvalid = false where indexrelid = 7', 'system catalogue'],
	['select pg_catalog.to_regclass($1) is not null', 'no table'], ['select format_type($1, $2)', 'no table'], ['select "my extensions".hypopg_reset()', 'no table'],
	['select id from shots order by id limit $1\n/* planflip */', 'planflip'],
	['set idle_in_transaction_session_timeout = \'60s\';\n\t\tselect set_config(name, \'30000\', false) from pg_catalog.pg_settings where name = \'x\'', 'planflip'],
	['SET LOCAL work_mem = $1', 'settings'], ['/* app */ SAVEPOINT $1', 'transaction control'], ['DEALLOCATE $1', 'utility'],
	['select pg_sleep(1), now()', 'no table'], ['select * from t where', 'unreadable'], ['select \'cut of', 'unreadable'], [`select * from t where a = '${'x'.repeat(100_001)}'`, 'too long'],
	[`select ${'('.repeat(30_000)}1${')'.repeat(30_000)} from t`, /too deep|unreadable/],
])('%s is left out, and told why', (sql, reason) => {
	const harvester = gather(seen(sql));
	expect(harvester.harvest()).toEqual([]);
	expect(harvester.leftOut.list()).toMatchObject([{reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) as unknown, count: 1}]);
});

test('a function\'s answer is a query, and what changes rows says so', () => {
	expect(gather(seen('select * from orders_of(5)'), seen('with q as (delete from t returning *) select * from q'), seen('insert into t (a) values (1)'), seen('select * into u from t')).harvest().map(({writes}) => writes))
		.toEqual([false, true, true, true]);
});

test('a query of the application\'s own tables stays one, whatever it asks of the system besides, and whatever schema it names', () => {
	const sql = ['select * from orders join pg_class on pg_class.oid = orders.tableoid', 'select pg_catalog.upper(name) from orders', 'select * from app.pg_orders', 'select app.total_of($1)', 'select 1 /* planflip */ from orders'];
	expect(gather(...sql.map(text => seen(text))).harvest().map(harvested => harvested.sql)).toEqual(sql);
});

test('several statements in one text are each counted, and nobody claims to know their times', () => {
	const harvest = gather(seen('select * from a; select * from b where c = \';\'')).harvest();
	expect(harvest.map(({title, load}) => [title, load])).toEqual([['a', {calls: 1, totalMs: null}], ['b by c', {calls: 1, totalMs: null}]]);
});

test('what planflip asks itself is left out', () => {
	const harvester = new Harvester(parser, new Set(gather(seen('select id from scenes order by id limit 1')).harvest().map(({key}) => key)));
	harvester.see(seen('select id from scenes order by id limit 1'));
	expect(harvester.leftOut.list()).toMatchObject([{reason: 'planflip'}]);
});

describe('a secret is none of a catalogue\'s business', () => {
	test.each([
		'update users set password_hash = \'hunter2\' where id = 5',
		'select * from sessions where token = \'hunter2\'',
		'select * from users where hash = crypt(\'hunter2\', hash)',
		'select pgp_sym_decrypt(card, \'hunter2\') from users',
		'insert into users values (1, \'hunter2\')',
		'select * from sources where dsn = \'postgres://me:hunter2@host/db\'',
	])('%s', sql => {
		const drafted = draft(parser, sql, []);
		expect(JSON.stringify(drafted)).not.toContain('hunter2');
		expect(drafted.parameters.filter(({withheld}) => withheld)).toHaveLength(1);
	});

	test.each(['create user u passwrd \'hunter2\'', 'update users set password = \'hunter2', 'select * frm t where a = $$hunter2', 'select 1 from t x y \'hunter2\''])('what could not be read is not quoted: %s', sql => {
		const [unreadable] = gather(seen(sql)).leftOut.list();
		expect(unreadable).toMatchObject({reason: 'unreadable', examples: [expect.stringContaining('app.log:1: ')]});
		expect(JSON.stringify(unreadable)).not.toContain('hunter2');
	});

	test('what was bound goes the same way', () => {
		expect(draft(parser, 'select * from users where api_key = $2 and id = $1', ['\'7\'', '\'hunter2\'']).parameters).toEqual([
			{name: 'id', literal: '\'7\'', withheld: false}, {name: 'api_key', literal: null, withheld: true},
		]);
	});
});

describe('what a catalogue has already', () => {
	const text = '-- title: my own words\r\n-- why: Because.\r\n-- calls: 3\r\n-- total-time: 9 ms\r\n-- parameter: a = select 42\r\nselect *\r\nfrom t where a > $1::numeric;\r\n';
	const entry = parseEntry(text, 'queries/mine.sql');
	const merge = (...sightings: readonly Sighting[]) => mergeCatalog(parser, [entry], [{file: 'queries/mine.sql', text}], gather(...sightings).harvest());

	test('gets new counts, and keeps everything else to the letter', () => {
		const {known, fresh} = merge(seen('select * from t where a > 1.5', {calls: 12, totalMs: 34.5}), seen('select * from u'));
		expect(known.map(one => one.text)).toEqual([text.replace('calls: 3', 'calls: 12').replace('time: 9 ms', 'time: 34.5 ms')]);
		expect(fresh.map(({title}) => title)).toEqual(['u']);
	});

	test('is not touched when the counts are the same, or nobody counted', () => {
		expect(merge(seen('select * from t where a > 1.5', {calls: 3, totalMs: 9})).known[0]?.text).toBeNull();
		expect(merge(seen('select * from t where a > 1.5', {calls: null, totalMs: null})).known[0]?.text).toBeNull();
	});
});

test('a file\'s statements bring the comment above them; one that is not directly above is another\'s', () => {
	const sightings = readSqlFile('-- name: ListShots :many\nselect 1;\n\n-- about nothing\n\nselect 2; -- behind\n/* no */ select \'\\x;\' -- \\inside\n;', 'x.sql');
	expect(sightings.map(({where, remark}) => [where, remark])).toEqual([['x.sql:2', 'ListShots'], ['x.sql:6', undefined], ['x.sql:7', undefined]]);
});

test.each([['select 1;\n\\timing on\n', /\\timing.*x\.sql:2/s], ['copy t from stdin;\nit\'s\n\\.\n', /never ends/], ['select \'a\n\\b\' ;\\gx', /\\gx.*x\.sql:2/s]])('psql\'s own commands are refused by name and line: %j', (text, letter) => {
	let refusal = '';
	try {
		readSqlFile(text, 'x.sql');
	} catch (error) {
		refusal = error instanceof Error && 'where' in error ? `${error.message} ${String(error.where)}` : String(error);
	}

	expect(refusal).toMatch(letter);
});

describe('no secret of a statement comes onto a card', () => {
	const say = (sql: string) => {
		const drafted = draft(parser, sql, []);
		return {...drafted, said: [drafted.sql, ...drafted.parameters.map(({literal}) => literal ?? '')].join(' ')};
	};

	test.each([
		['select 1 from c where email = \'x\' and password = \'hunter2\'', 1],
		['select 1 from c where (email, password) = (\'x\', \'hunter2\')', 1],
		['select 1 from c where data ->> \'password\' = \'hunter2\' and id = 5', 1],
		['select 1 from c where data #>> \'{auth,api_token}\' in (\'hunter2\', \'hunter3\')', 2],
		['select 1 from c where lower(data -> \'auth\' ->> \'passwd\') = lower(\'hunter2\')', 1],
		['select 1 from c where data @> \'{"password": "hunter2"}\'', 1],
		['select 1 from c where data @> jsonb_build_object(\'password\', \'hunter2\')', 1],
		['select 1 from c where data @@ \'$.password == "hunter2"\'', 1],
		['select \'postgres://u:hunter2@h/d\', * from c where id = 5', 1],
		['select text \'host=h password=hunter2\' from c', 1],
		['select password = \'hunter2\' as same, data ->> \'token\' = \'hunter3\' from c', 2],
		['select case password when \'hunter2\' then 1 end from c', 1],
	])('%s', (sql, count) => {
		const {said, parameters, keepsSecret} = say(sql);
		expect(said).not.toContain('hunter');
		expect(parameters.filter(({withheld}) => withheld)).toHaveLength(count);
		expect(keepsSecret).toBe(false);
	});

	test.each([
		'select 1 from c where password = U&\'hunter2\'',
		'select 1 /* api_key=hunter2 */ from c',
		'select coalesce(name, U&\'postgres://u:hunter2@h/d\') from c',
	])('what cannot be lifted out is known: %s', sql => {
		expect(say(sql).keepsSecret).toBe(true);
	});

	test('what only sounds like it stays', () => {
		const {parameters, keepsSecret} = say('select kind, \'https://example.org/token\' from c where kind = \'token\' and n = 5 and id = (select user_id from tokens where day = \'today\')');
		expect(parameters.map(({literal}) => literal)).toEqual(['\'token\'', '5', '\'today\'']);
		expect(keepsSecret).toBe(false);
	});
});
