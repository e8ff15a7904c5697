import {expect, test} from 'vitest';
import {mendNormalised} from '../../source/sql/mend-normalised.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();

test.each([
	['select * from t where x > now() - interval $1', 'select * from t where x > now() - $1::interval'],
	['select "Ünï", interval $1 day, timestamp with time zone  $2 , $3::date, cast($4 as date)', 'select "Ünï", $1::interval day, $2::timestamp with time zone , $3::date, cast($4 as date)'],
	['select \'مرحبا\', extract($1 from x), Extract($2\nFROM interval $3), extract(day from x)', 'select \'مرحبا\', pg_catalog.extract($1, x), pg_catalog.extract($2, $3::interval), extract(day from x)'],
	['select * from t -- as it is\nwhere a in ($1 /*, ... */)', 'select * from t -- as it is\nwhere a in ($1 /*, ... */)'],
])('%s', (sql, mended) => {
	expect(mendNormalised(parser, sql, 180_000)).toBe(mended);
});

test('PostgreSQL 13 knows extract by another name', () => {
	expect(mendNormalised(parser, 'select extract($1 from x)', 130_000)).toBe('select pg_catalog.date_part($1, x)');
});
