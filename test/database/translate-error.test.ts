import {expect, test} from 'vitest';
import {withEngines} from '../support/engines.ts';
import {letterOf} from './letter-of.ts';

withEngines('an error of a statement', engine => {
	test.each([
		['select *\nfrom shots wher id = 1', 'input', '42601', 'line 2, column 17 of the statement', /Correct the SQL/],
		['select *\n  from nowhere', 'input', '42P01', 'line 2, column 8 of the statement', /table's name/],
		['select nothing', 'input', '42703', 'line 1, column 8 of the statement', /column's name/],
		['select \'🎬\', nothing', 'input', '42703', 'line 1, column 13 of the statement', /column's name/],
		['select oidd from pg_class', 'input', '42703', 'line 1, column 8 of the statement', /Perhaps you meant/],
		['select no_such_function(1)', 'input', '42883', 'line 1, column 8 of the statement', /add explicit type casts|add a cast|argument types/],
		['select $1::int', 'input', '08P01', undefined, /a value for every parameter/],
		['select 1 / 0', 'input', '22012', undefined, undefined],
	] as const)('%s: kind, state, place and what to do', async (sql, kind, sqlState, where, hint) => {
		const letter = await letterOf(engine.session.query(sql));
		expect(letter).toMatchObject({kind, sqlState});
		expect(letter.where).toBe(where);
		expect(letter.hint ?? '').toMatch(hint ?? /^$/);
		expect(engine.session.generation).toBe(1);
	});

	test('points into the statement by line and column too', async () => {
		expect((await letterOf(engine.session.query('select\n\tnothing'))).position).toEqual({line: 2, column: 2});
	});

	test('of a value that does not fit says which one', async () => {
		const letter = await letterOf(engine.session.query('select $1::int', ['abc']));
		expect(letter).toMatchObject({kind: 'input', sqlState: '22P02', message: 'invalid input syntax for type integer: "abc"'});
		expect(letter.hint).toContain('parameters');
	});

	test('encloses the server\'s detail', async () => {
		await engine.session.script('create table once (n int unique); insert into once values (1)');
		expect((await letterOf(engine.session.query('insert into once values (1)'))).message).toBe('duplicate key value violates unique constraint "once_n_key". Key (n)=(1) already exists.');
	});
});
