import {expect, test} from 'vitest';
import {statementPosition} from '../../source/database/statement-position.ts';

test('a position of Postgres is a line and a column', () => {
	const sql = 'select 1,\n  nope\nfrom t';
	expect(statementPosition(sql, 1)).toEqual({line: 1, column: 1});
	expect(statementPosition(sql, sql.indexOf('nope') + 1)).toEqual({line: 2, column: 3});
	expect(statementPosition(sql, sql.length + 1)).toEqual({line: 3, column: 7});
});

test('a position counts characters, not UTF-16 units', () => {
	expect(statementPosition('select \'🎬\', nope', 13)).toEqual({line: 1, column: 13});
	expect(Array.from('select \'🎬\', nope')[12 - 1]).toBe(' ');
});
