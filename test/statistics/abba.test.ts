import {expect, test} from 'vitest';
import {abbaOrder} from '../../source/statistics/abba.ts';

const letters = (k: number, rounds: number): string => abbaOrder(k, rounds).map((i) => 'ABCD'[i]).join('');

test('two configurations take turns at being first', () => {
	expect(letters(2, 5)).toBe('ABBAABBAAB');
});

test('more than two rotate as well', () => {
	expect(letters(3, 6)).toBe('ABCCBABCAACBCABBAC');
	expect(letters(1, 3)).toBe('AAA');
	expect(letters(2, 0)).toBe('');
});

test('a steady drift weighs on all alike after every two rounds', () => {
	for (const k of [2, 3, 4]) {
		const order = abbaOrder(k, 2 * k);
		const weights = Array.from({length: k}, (_, i) => order.reduce((sum, who, at) => sum + (who === i ? at : 0), 0));
		expect(new Set(weights).size).toBe(1);
	}
});
