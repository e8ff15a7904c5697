import {expect, test} from 'vitest';
import {compareAnswers} from '../../source/experiment/compare-answers.ts';

const rows = [{id: 1, title: 'فيلم'}, {id: 2, title: null}];

test('the same rows are the same answer, whatever else the rewrite selects and in whatever order of columns', () => {
	expect(compareAnswers(rows, [{user: 'u', title: 'فيلم', id: 1}, {user: 'u', title: null, id: 2}])).toEqual({kind: 'same'});
	expect(compareAnswers([], [])).toEqual({kind: 'same'});
});

test('the same rows in another order are told apart', () => {
	expect(compareAnswers(rows, rows.toReversed())).toEqual({kind: 'another order'});
});

test.each([
	['fewer rows', rows.slice(1), '1 row instead of 2'],
	['more rows', [...rows, rows[0] ?? {}], '3 rows instead of 2'],
	['a column that is not there', [{id: 1}, {id: 2}], 'it has no column title'],
	['another value', [{id: 1, title: 'فيلم'}, {id: 2, title: 'x'}], 'row 2 has title = "x" instead of null'],
	['a row twice in place of another', [{id: 1, title: 'فيلم'}, {id: 1, title: 'فيلم'}], 'row 2 has id = 1 instead of 2'],
	['a number as text', [{id: '1', title: 'فيلم'}, {id: 2, title: null}], 'row 1 has id = "1" instead of 1'],
])('%s is another answer, and it is said where', (_, given, because) => {
	expect(compareAnswers(rows, given)).toEqual({kind: 'different', because});
});

test('rows where there should be none are another answer', () => {
	expect(compareAnswers([], rows)).toEqual({kind: 'different', because: '2 rows instead of 0'});
});
