import {expect, test} from 'vitest';
import {medianInterval} from '../../source/statistics/median-interval.ts';

test('six values give the first interval of 95 %: from the smallest to the largest, sure to 96.9 %', () => {
	expect(medianInterval([5, 1, 3, 2, 6, 4])).toEqual({value: 3.5, interval: {low: 1, high: 6, confidence: 1 - 2 / 64}});
	expect(medianInterval([1, 2, 3, 4, 5])).toEqual({value: 3, interval: null});
});

test('ten values leave one out at either end: 97.9 %, as the tables of the sign test have it', () => {
	const {interval} = medianInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
	expect(interval).toMatchObject({low: 2, high: 9});
	expect(interval?.confidence).toBeCloseTo(0.9785, 4);
});

test('25 values: the 8th and the 18th, Conover\'s table for 95 %', () => {
	const {interval} = medianInterval(Array.from({length: 25}, (_, at) => at + 1));
	expect(interval).toMatchObject({low: 8, high: 18});
});
