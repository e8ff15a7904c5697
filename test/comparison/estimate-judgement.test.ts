import {expect, test} from 'vitest';
import {judgeEstimate} from '../../source/comparison/estimate-judgement.ts';

const estimate = {before: {low: 30, high: 60}, after: {low: 8, high: 15}, saving: {low: 0.7, high: 0.8}};
const ratio = (low: number, value: number, high: number) => ({low, value, high});

test('a promised saving is kept by what saves as much or more, the whole interval of it', () => {
	expect(judgeEstimate(estimate, {beforeMs: 40, afterMs: 10, ratio: ratio(3.5, 4, 4.5)})).toMatchObject({
		before: {place: 'within'}, after: {place: 'within'}, saving: {held: true, measured: {value: 0.75}}, held: true,
	});
	expect(judgeEstimate(estimate, {beforeMs: 40, afterMs: 1, ratio: ratio(30, 40, 50)})?.held).toBe(true);
	expect(judgeEstimate(estimate, {beforeMs: 40, afterMs: 20, ratio: ratio(1.9, 2, 2.1)})?.held).toBe(false);
	expect(judgeEstimate(estimate, {beforeMs: 40, afterMs: 12, ratio: ratio(2, 3.3, 5)})?.held).toBeNull();
});

test('what took nothing before cannot be saved: the estimate did not hold, and the time before says why', () => {
	expect(judgeEstimate(estimate, {beforeMs: 0.2, afterMs: 0.2, ratio: ratio(1, 1, 1)})).toMatchObject({before: {place: 'below'}, after: {place: 'below'}, held: false});
});

test('without a promised saving the time after decides', () => {
	const only = {before: null, after: {low: 0, high: 5}, saving: null};
	expect(judgeEstimate(only, {beforeMs: 9, afterMs: 4.9, ratio: null})?.held).toBe(true);
	expect(judgeEstimate(only, {beforeMs: 9, afterMs: 5.1, ratio: null})?.held).toBe(false);
});

test('nothing expected, or nothing measured, is no judgement', () => {
	expect(judgeEstimate(null, {beforeMs: 1, afterMs: 1, ratio: null})).toBeNull();
	expect(judgeEstimate(estimate, {beforeMs: null, afterMs: null, ratio: null})).toBeNull();
});
