import {expect, it} from 'vitest';
import {outwait, type SignsOfLife} from '../../source/database/outwait.ts';

/** Windows of a millisecond: what happens in them is what the test says, whatever the clock does. */
const patience = {silentMs: 1, cpuMs: 5000};

/** Answers after it was asked so often; each look finds the signs that much further. */
function worker(answersAfter: number, {heard = 0, busyMs = 0, cpuMs = 0}: Partial<Record<keyof SignsOfLife, number>>) {
	let looks = 0;
	let answer = () => undefined as void;
	const answered = new Promise<void>(resolve => {
		answer = resolve;
	});
	const signs: SignsOfLife = {
		heard() {
			looks += 1;
			if (looks >= answersAfter) {
				answer();
			}

			return looks * heard;
		},
		busyMs: () => looks * busyMs,
		cpuMs: () => looks * cpuMs,
	};
	return outwait(answered, signs, patience);
}

it('whoever computes slowly is waited for, however long it takes', async () => {
	expect(await worker(50, {busyMs: 1, cpuMs: 10})).toBeNull();
	expect(await worker(50, {heard: 1})).toBeNull();
});

it('whoever is idle and says nothing is given up', async () => {
	expect(await worker(50, {})).toBe('no sign of life for 0 s');
});

it('whoever computes without an end is given up, too', async () => {
	expect(await worker(5000, {busyMs: 1, cpuMs: 100})).toBe('no end after 5 s of computing');
});

it('what fails while it is waited for fails', async () => {
	await expect(outwait(Promise.reject(new Error('broken')), {heard: () => 0, busyMs: () => 0, cpuMs: () => 0}, patience)).rejects.toThrow('broken');
});
