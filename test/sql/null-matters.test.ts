import {beforeAll, expect, it} from 'vitest';
import {nullMatters} from '../../source/sql/null-matters.ts';
import {loadSqlParser, type SqlParser} from '../../source/sql/sql-parser.ts';

let parser: SqlParser;
beforeAll(async () => {
	parser = await loadSqlParser();
});

const matters = (sql: string) => [...nullMatters(parser.parse(sql))].sort();

it('is for what is asked whether it is NULL, replaced when it is, or compared as not distinct', () => {
	expect(matters('select * from t where ($1 is null or a = $1) and b = $2')).toEqual([1]);
	expect(matters('select * from t where $1::text is not null and a = coalesce($2, a)')).toEqual([1, 2]);
	expect(matters('select * from t where a is not distinct from $3')).toEqual([3]);
});

it('is not for what is only compared: NULL would find nothing', () => {
	expect(matters('select * from t where a = $1 and b in ($2, $3) and exists (select from u where c is null and d = $4)')).toEqual([]);
	expect(matters('select * from t where coalesce(a > $1, true)')).toEqual([]);
});
