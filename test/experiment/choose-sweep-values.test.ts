import {describe, expect, it} from 'vitest';
import {absentValue} from '../../source/experiment/absent-value.ts';
import {chooseSweepValues, mostValues} from '../../source/experiment/choose-sweep-values.ts';
import type {ParameterGrounds} from '../../source/experiment/parameter-grounds.ts';

const statistics = {
	schema: 'public', table: 'orders', column: 'status', nulls: 0.1, distinct: 12,
	common: [{value: 'done', share: 0.6}, {value: 'open', share: 0.2}], bounds: ['a', 'm', 'z'],
};

function grounds(changes: Partial<ParameterGrounds> = {}, operator = '='): ParameterGrounds {
	return {
		position: 1, type: 'text', statistics, rows: 1000, nullMatters: false,
		use: {kind: 'column', source: {relation: {schema: null, name: 'orders'}, column: 'status'}, operator, form: 'value', through: null}, ...changes,
	};
}

const said = (values: ReturnType<typeof chooseSweepValues>) => values.map(({value, origins}) => [value, origins.join(', ')]);

describe('the values that a query is tried with', () => {
	it('are the usual one, the most common, a rare one, one that is not there, and the ends', () => {
		expect(said(chooseSweepValues(grounds(), 'open', []))).toEqual([
			['open', 'usual'], ['done', 'most common'], ['m', 'rare'], ['planflip: no such value', 'absent'], ['a', 'lowest'], ['z', 'highest'],
		]);
	});

	it('have their share of the rows: common ones as ANALYZE found it, others an even part of the rest', () => {
		const shares = chooseSweepValues(grounds(), 'done', []).map(({value, share}) => [value, share]);
		expect(shares).toContainEqual(['done', 0.6]);
		expect(shares).toContainEqual(['m', expect.closeTo((1 - 0.1 - 0.8) / 10, 9)]);
		expect(shares).toContainEqual(['planflip: no such value', null]);
	});

	it('are each tried once, with all their reasons', () => {
		expect(said(chooseSweepValues(grounds(), 'done', ['done', 'x']))[0]).toEqual(['done', 'usual, asked for, most common']);
	});

	it('of a limit of a range are its ends and its middle', () => {
		expect(said(chooseSweepValues(grounds({}, '<'), 'b', [])).map(([, why]) => why)).toEqual(['usual', 'lowest', 'highest', 'middle', 'most common', 'absent']);
	});

	it('have NULL among them where the statement asks for it, and only there', () => {
		expect(said(chooseSweepValues(grounds({nullMatters: true}), 'open', []))).toContainEqual([null, 'NULL']);
		expect(said(chooseSweepValues(grounds(), 'open', []))).not.toContainEqual([null, 'NULL']);
	});

	it('of an array are arrays of one and of many, quoted', () => {
		const quoted = {...statistics, common: [{value: 'say "hi" \\', share: 0.5}], bounds: ['a']};
		const values = said(chooseSweepValues(grounds({type: 'text[]', statistics: quoted, use: {kind: 'column', source: {relation: {schema: null, name: 'orders'}, column: 'status'}, operator: '=', form: 'array', through: null}}), '{x}', []));
		expect(values).toContainEqual(['{"say \\"hi\\" \\\\"}', 'few']);
		expect(values).toContainEqual(['{"say \\"hi\\" \\\\","a"}', 'many']);
	});

	it('of LIMIT are few and many rows', () => {
		expect(said(chooseSweepValues(grounds({use: {kind: 'limit'}, statistics: null}), 10, []))).toEqual([[10, 'usual'], [1, 'few'], [1000, 'many'], [1_000_000, 'all']]);
	});

	it('are the usual one alone where nobody knows a column, and none where not even that is known', () => {
		expect(said(chooseSweepValues(grounds({use: {kind: 'unknown', output: false}, statistics: null}), 'x', []))).toEqual([['x', 'usual']]);
		expect(chooseSweepValues(grounds({use: {kind: 'unknown', output: false}, statistics: null}), undefined, [])).toEqual([]);
	});

	it('are so few that all pairs can be compared, but none that was asked for is left out', () => {
		expect(chooseSweepValues(grounds({nullMatters: true}), 'x', ['y']).length).toBe(mostValues);
		const asked = Array.from({length: 9}, (_, at) => `v${at}`);
		expect(chooseSweepValues(grounds(), 'x', asked).map(({value}) => value)).toEqual(['x', ...asked]);
	});
});

describe('a value that is not there', () => {
	it('lies beyond the highest that the statistics know, within the type', () => {
		expect(absentValue('integer', {common: [{value: '70', share: 0.1}], bounds: ['-3', '900']})).toBe('901');
		expect(absentValue('smallint', {common: [], bounds: ['-5', '32767']})).toBe('-6');
		expect(absentValue('bigint', null)).toBe('9223372036854775807');
		expect(absentValue('numeric', {common: [], bounds: ['1.5', '7.25']})).toBe('9');
	});

	it('is none for a type of which every value may be there', () => {
		expect(absentValue('boolean', null)).toBeUndefined();
		expect(absentValue('mpaa', null)).toBeUndefined();
	});
});
