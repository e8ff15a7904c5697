import {expect, test} from 'vitest';
import {mergeGrouping} from '../../source/sql/merge-grouping.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();

test.each([
	['select date_trunc($1, at), count(*) from t where k = $2 group by date_trunc($3, at) order by date_trunc($4, at)', 'select date_trunc($3, at), count(*) from t where k = $2 group by date_trunc($3, at) order by date_trunc($3, at)'],
	['select date_trunc($1, at), date_trunc($2, at) from t group by date_trunc($3, at), date_trunc($4, at)', 'select date_trunc($3, at), date_trunc($4, at) from t group by date_trunc($3, at), date_trunc($4, at)'],
	['select \'ü\', a % $1 + $2 from (select a % $3 as x, count(*) from t group by a % $4) q group by a % $5 + $6', 'select \'ü\', a % $5 + $6 from (select a % $4 as x, count(*) from t group by a % $4) q group by a % $5 + $6'],
	['select count(*) from t group by a % $1 having a % $2 > $3', 'select count(*) from t group by a % $1 having a % $1 > $3'],
	['select a, $1 from t where b = $2 group by a, $3', 'select a, $1 from t where b = $2 group by a, $3'],
	['select date_trunc($1, at) from t where b = $2', 'select date_trunc($1, at) from t where b = $2'],
])('%s', (sql, merged) => {
	expect(mergeGrouping(parser, sql)).toBe(merged);
});
