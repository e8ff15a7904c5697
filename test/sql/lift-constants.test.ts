import {describe, expect, test} from 'vitest';
import {liftConstants} from '../../source/sql/lift-constants.ts';
import {recognise, recogniseCard} from '../../source/sql/recognise.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();
const lifted = (sql: string) => {
	const {sql: text, constants} = liftConstants(parser, sql);
	return [text, constants.map(({literal}) => literal)] as const;
};

describe('what a statement compares with, writes or limits by becomes a $n', () => {
	test.each([
		['select * from shots where scene_id = 5 and shot_type in (\'WIDE\', \'CLOSE\') limit 10', 'select * from shots where scene_id = $1 and shot_type in ($2, $3) limit $4', ['5', '\'WIDE\'', '\'CLOSE\'', '10']],
		['select 1 from t where a between 1 and -2 and 3 < b offset 0', 'select 1 from t where a between $1 and $2 and $3 < b offset $4', ['1', '-2', '3', '0']],
		['select * from "مشاهد" where "عنوان" = \'فيلم\' and é = 1', 'select * from "مشاهد" where "عنوان" = $1 and é = $2', ['\'فيلم\'', '1']],
		['insert into t (a, b) values (1, \'x\'), (2.5, null) on conflict (a) do update set b = \'y\' returning a, 5', 'insert into t (a, b) values ($1, $2), ($3::numeric, null) on conflict (a) do update set b = $4 returning a, 5', ['1', '\'x\'', '2.5', '\'y\'']],
		['update t set a = 5, n = n + 1, (b, c) = (1, \'z\') where id = 7', 'update t set a = $1, n = n + 1, (b, c) = ($2, $3) where id = $4', ['5', '1', '\'z\'', '7']],
		['delete from t using u where t.id = u.id and u.name like \'a%\'', 'delete from t using u where t.id = u.id and u.name like $1', ['\'a%\'']],
		['insert into t (a) select \'x\' from u where u.b = 1', 'insert into t (a) select $1 from u where u.b = $2', ['\'x\'', '1']],
		['merge into t using u on t.id = u.id and u.k = 3 when matched and t.a > 1 then update set b = 2 when not matched then insert (a) values (4)', 'merge into t using u on t.id = u.id and u.k = $1 when matched and t.a > $2 then update set b = $3 when not matched then insert (a) values ($4)', ['3', '1', '2', '4']],
		['with q as (select * from t where a = 1) select * from q join r on r.x = 2 where exists (select 1 from s where s.y = \'z\')', 'with q as (select * from t where a = $1) select * from q join r on r.x = $2 where exists (select 1 from s where s.y = $3)', ['1', '2', '\'z\'']],
		['select * from t where (a, b) < (1, \'x\') and c @> \'{"k": 1}\' and d = any(\'{1,2}\'::int[])', 'select * from t where (a, b) < ($1, $2) and c @> $3 and d = any($4::int[])', ['1', '\'x\'', '\'{"k": 1}\'', '\'{1,2}\'']],
		['select * from t where s = \'it\'\'s\' and e = E\'a\\\\b\' and d = $$x$$ and two = \'a\'\n  \'b\'', 'select * from t where s = $1 and e = $2 and d = $3 and two = $4', ['\'it\'\'s\'', 'E\'a\\\\b\'', '\'x\'', '\'ab\'']],
	])('%s', (sql, text, literals) => {
		expect(lifted(sql)).toEqual([text, literals]);
	});
});

describe('a number keeps its type where nothing beside it says one', () => {
	test.each([
		['select * from t where price > 9.99 and n = 99999999999', 'select * from t where price > $1::numeric and n = $2'],
		['select * from generate_series(1, 99999999999) g where g = any(array[1, 2])', 'select * from generate_series($1::integer, $2::bigint) g where g = any(array[$3::integer, $4::integer])'],
		['select * from t where d > now() - interval \'7 days\' and x > date \'2026-01-01\' and y = 5::bigint and 1 = 1', 'select * from t where d > now() - $1::interval and x > $2::date and y = $3::bigint and $4::integer = $5::integer'],
	])('%s', (sql, text) => {
		expect(lifted(sql)[0]).toBe(text);
	});
});

test.each([
	'select 1, \'kind\' as kind, date_trunc(\'day\', a), case when b then 1 else 0 end from t group by 3, date_trunc(\'day\', a) order by 1, \'x\'',
	'select * from t where data ->> \'name\' is null and substr(a, 1, 3) = b and c + 1 > d and e is true and f = true and g[1] = h and extract(year from i) = j',
	'select sum(case when a then 1 else 0 end) from t where null = a and i > interval \'1\' day',
])('what shapes a column belongs to the question, and stays: %s', sql => {
	expect(lifted(sql)).toEqual([sql, []]);
});

test('what is there as $n keeps its order, and a gap is closed', () => {
	expect(liftConstants(parser, 'select * from t where a = $3 and b = 5 and c = $1 and d = $3')).toMatchObject({
		sql: 'select * from t where a = $2 and b = $3 and c = $1 and d = $2', constants: [{position: 3, literal: '5'}], moved: [1, 0, 2],
	});
});

test('what is handed to crypt() and its kind is a secret, wherever it stands', () => {
	const {sql, constants} = liftConstants(parser, 'select pgp_sym_decrypt(data, \'key\') from users where hash = crypt(\'hunter2\', hash)');
	expect(sql).toBe('select pgp_sym_decrypt(data, $1) from users where hash = crypt($2, hash)');
	expect(constants.map(({secret}) => secret)).toEqual([true, true]);
});

test.each([
	['select * from t where a = 5 and b in (1, 2) limit 3', 'select * from t where a = $1 and b in ($2 /*, ... */) limit $3'],
	['select * from t where a > now() - interval \'1 day\' and b > 1.5', 'select * from t where a > now() - interval $1 and b > $2'],
	['select extract(year from d), count(*) from t group by 1', 'select extract($1 from d), count(*) from t group by 1'],
	['insert into t values (1, \'a\'), (2, null)', 'insert into t values ($1, $2)'],
])('a text of a log, the same in pg_stat_statements, and a card made of either are known as one: %s', (logged, normalised) => {
	const one = recognise(parser, logged);
	expect(recognise(parser, normalised)).toBe(one);
	expect(recogniseCard(parser, lifted(logged)[0])).toContain(one);
});
