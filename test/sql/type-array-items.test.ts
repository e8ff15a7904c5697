import {expect, test} from 'vitest';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';
import {typeArrayItems} from '../../source/sql/type-array-items.ts';

const parser = await loadSqlParser();

test.each([
	['select \'ü\' from t where v = ANY(ARRAY[$1 /*, ... */]) and w <> all(array[$12, $3])', 'select \'ü\' from t where v = ANY(ARRAY[$1::integer /*, ... */]) and w <> all(array[$12::integer, $3])'],
	['select * from t where v = any(array[$1::bigint]) or v = any($2) or v in ($4) or array[$5] = tags', 'select * from t where v = any(array[$1::bigint]) or v = any($2) or v in ($4) or array[$5] = tags'],
])('%s', (sql, typed) => {
	expect(typeArrayItems(parser, sql, position => position === 3 ? null : 'integer')).toBe(typed);
});
