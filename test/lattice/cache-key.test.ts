import {expect, it} from 'vitest';
import {type CacheGrounds, cacheKey} from '../../source/lattice/cache-key.ts';

const grounds: CacheGrounds = {
	sql: 'select $1',
	values: ['7'],
	tables: [{table: 'public.shots', rows: 1000, pages: 10, analyzed: new Date(0)}, {table: 'public.scenes', rows: 10, pages: 1, analyzed: null}],
	settings: 'a',
	toggles: [{key: 'i', definition: 'create index i on shots (a)'}],
};
const [shots, scenes] = grounds.tables;

it.each<[string, Partial<CacheGrounds>]>([
	['another statement', {sql: 'select 1, $1'}],
	['another value', {values: ['8']}],
	['the value as a number', {values: [7]}],
	['NULL', {values: [null]}],
	['no value known', {values: [undefined]}],
	['a table that grew', {tables: [{table: 'public.shots', rows: 1001, pages: 10, analyzed: new Date(0)}, ...scenes === undefined ? [] : [scenes]]}],
	['a table with more pages', {tables: [{table: 'public.shots', rows: 1000, pages: 11, analyzed: new Date(0)}, ...scenes === undefined ? [] : [scenes]]}],
	['a table analysed since', {tables: [{table: 'public.shots', rows: 1000, pages: 10, analyzed: new Date(1)}, ...scenes === undefined ? [] : [scenes]]}],
	['another table', {tables: shots === undefined ? [] : [shots]}],
	['a setting', {settings: 'b'}],
	['an index defined anew', {toggles: [{key: 'i', definition: 'create index i on shots (b)'}]}],
])('what was found out does not hold for %s', (_, change) => {
	expect(cacheKey({...grounds, ...change})).not.toBe(cacheKey(grounds));
});

it('in which order the tables come makes no difference', () => {
	expect(cacheKey({...grounds, tables: grounds.tables.toReversed()})).toBe(cacheKey(grounds));
});

it('how a statement is broken into lines makes none, but what is quoted or a comment is left as it stands', () => {
	const keyOf = (sql: string) => cacheKey({...grounds, sql});
	expect(keyOf('select *\n\tfrom shots\nwhere id = $1\n')).toBe(keyOf('select * from shots where id = $1'));
	for (const [one, other] of [['select \'a  b\'', 'select \'a b\''], ['select 1 as "a  b"', 'select 1 as "a b"'], ['select 1 --\n+ 1', 'select 1 -- + 1'], ['select $x$a  b$x$', 'select $x$a b$x$']] as const) {
		expect(keyOf(one)).not.toBe(keyOf(other));
	}
});
