import {expect, test} from 'vitest';
import {renumberParameters} from '../../source/catalog/renumber-parameters.ts';

test.each([
	['select 1', 'select 1', []],
	['select $1', 'select $1', [1]],
	['select $2, $4, $2, \'$2\'', 'select $1, $2, $1, \'$2\'', [2, 4]],
	['select $10 + $9', 'select $2 + $1', [9, 10]],
])('%s is bound as %s', (sql, renumbered, positions) => {
	expect(renumberParameters(sql, 'x.sql')).toEqual({sql: renumbered, positions});
});
