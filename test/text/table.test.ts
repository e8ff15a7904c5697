import {expect, test} from 'vitest';
import {alignColumns} from '../../source/text/table.ts';

test('columns line up by cells, numbers to the right, nothing behind the last', () => {
	const rows = [
		['query', 'time', 'verdict'],
		['shots of a scene', '4.9 ms', '~'],
		['日本語', '126 ms', 'faster'],
	];
	expect(alignColumns(rows, {align: ['left', 'right']})).toEqual([
		'query               time  verdict',
		'shots of a scene  4.9 ms  ~',
		'日本語            126 ms  faster',
	]);
});

test('rows may be shorter than others', () => {
	expect(alignColumns([['a', 'b', 'c'], ['long'], []])).toEqual(['a     b  c', 'long', '']);
	expect(alignColumns([])).toEqual([]);
});
