import {expect, it} from 'vitest';
import {journey} from '../support/journey.ts';

const {piped} = journey();

it('planflip selftest compares a query with itself, and slowed, and says what it found', async () => {
	const {code, stdout, stderr} = await piped(['selftest', 'shots-of-a-scene', '--indexes', 'bare', '--comparisons', '1', '--runs', '5', '--aa', '--slowdown', '200%', '--json']);
	expect(code, stderr).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		configuration: 'bare',
		entries: ['shots-of-a-scene'],
		verdict: 'not ruled out',
		aa: {rate: {of: 1}},
		slowed: {asked: 2, rate: {of: 1}},
	});
	expect(stderr).toMatch(/Comparing with themselves: shots-of-a-scene; 1 comparisons, MEASURED, isolated/);
}, 240_000);

it.each([
	[['--slowdown', 'much'], /"much" is no slowdown/, /--slowdown 5%/],
	[['--comparisons', '0'], /--comparisons takes a whole number from 1 on/, /For example/],
	[['shots-of-scene'], /There is no query "shots-of-scene"/, /Did you mean "shots-of-a-scene"/],
])('planflip selftest %j exits 2', async (args, what, whatToDo) => {
	const {code, stdout, stderr} = await piped(['selftest', ...args]);
	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).toMatch(what);
	expect(stderr).toMatch(whatToDo);
});
