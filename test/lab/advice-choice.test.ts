import {describe, expect, it} from 'vitest';
import type {Mask} from '../../source/lattice/mask.ts';
import type {Planned} from '../../source/lattice/planned.ts';
import type {Toggle} from '../../source/lattice/toggle.ts';
import type {Rejection} from '../../source/lab/advice/advice.ts';
import {candidateLattice} from '../../source/lab/advice/candidate-lattice.ts';
import {chooseAmong} from '../../source/lab/advice/choose-among.ts';
import {chooseSet} from '../../source/lab/advice/choose-set.ts';
import {combine, type WeighedSubject} from '../../source/lab/advice/planner.ts';
import {rejectOthers} from '../../source/lab/advice/reject-others.ts';

const {signal} = new AbortController();
const toggles: readonly Toggle[] = ['best', 'second', 'small'].map((key, at) => ({key, table: 't', bytes: [800, 400, 8][at] ?? 0, walBytes: null}));
const [best, second, small] = [1n, 2n, 4n];
const subject: WeighedSubject = {name: 'q', weight: 2, subject: {entry: 'q', sql: '', parameters: [], file: 'q.sql', line: 1}};

/** 100 without an index, 10 by the best, 20 by the second, 90 by the small one: never two at once. */
function planned(on: Mask): Planned {
	const [uses, cost] = ([[best, 10], [second, 20], [small, 90]] as const).find(([bit]) => (on & bit) !== 0n) ?? [0n, 100];
	return {fingerprint: String(uses), cost, uses, reads: 7n, genetic: false};
}

async function known() {
	let asked = 0;
	const entries = await combine({under: () => on => {
		asked++;
		return Promise.resolve(planned(on));
	}}, [subject], toggles, signal);
	return {combined: candidateLattice(toggles, entries, signal), entries, asked: () => asked};
}

const unbounded = {within: 0.05, mostBytes: null, mostIndexes: null, signal};

describe('when a proposal is turned down after it was measured', () => {
	it('what is best without it is chosen, by what is known already', async () => {
		const {combined, entries, asked} = await known();
		expect((await chooseSet(entries, toggles, unbounded)).on).toBe(best);
		const before = asked();
		expect(await chooseAmong(combined, [subject], second | small, unbounded)).toBe(second);
		expect(await chooseAmong(combined, [subject], small, unbounded)).toBe(small);
		expect(await chooseAmong(combined, [subject], 0n, unbounded)).toBe(0n);
		expect(asked()).toBe(before);
	});

	it('the limits hold still', async () => {
		const {combined} = await known();
		expect(await chooseAmong(combined, [subject], second | small, {...unbounded, mostBytes: 100})).toBe(small);
	});
});

it('at the same cost nothing may be saved that any single query pays for, however dear another one is', async () => {
	const beside = (others: readonly WeighedSubject[]) => combine({under: ({entry}) => on => Promise.resolve(entry === 'huge' ? {fingerprint: 'huge', cost: 5e9, uses: 0n, reads: 7n, genetic: false} : planned(on))}, others, toggles, signal);
	const huge: WeighedSubject = {...subject, name: 'huge', subject: {...subject.subject, entry: 'huge'}};
	for (const entries of [await beside([subject]), await beside([huge, subject])]) {
		expect((await chooseSet(entries, toggles, {...unbounded, within: 0})).on).toBe(best);
	}

	// The sum would not show it: a hundred for ten are nothing beside the huge one.
	expect((await chooseSet(await beside([huge, subject]), toggles, {...unbounded, within: 1e-7})).on).toBe(0n);
});

describe('a bound on every single query', () => {
	it('leaves the smallest set in which none costs more than so many times what it does with everything on', async () => {
		const {entries} = await known();
		const chosen = async (each: number | null, mostBytes: number | null = null) => (await chooseSet(entries, toggles, {...unbounded, within: 10, each, mostBytes})).on;
		expect(await chosen(null)).toBe(0n);
		expect(await chosen(2.5)).toBe(second);
		expect(await chosen(1.5)).toBe(best);
		// Nothing that fits does that: then what is cheapest of what fits.
		expect(await chosen(2.5, 100)).toBe(small);
	});
});

describe('what is not proposed has its reason', () => {
	const reasons = async (on: Mask, {dropped = 0n, sets = 1, ...request}: {readonly dropped?: Mask; readonly sets?: number; readonly mostBytes?: number; readonly within?: number}): Promise<Readonly<Record<string, Rejection>>> =>
		Object.fromEntries([...await rejectOthers((await known()).combined, {on, sets, dropped, unbounded: best, request: {...unbounded, ...request}})].map(([at, because]) => [toggles[at]?.key ?? '', because]));

	it('beside the best the others save nothing', async () => {
		expect(await reasons(best, {})).toEqual({second: {kind: 'saves less', share: 0, than: 0.05}, small: {kind: 'saves less', share: 0, than: 0.05}});
	});

	it('beside the second the best saves a tenth, which may be given up for size', async () => {
		expect(await reasons(second, {within: 0.15})).toMatchObject({best: {kind: 'saves less', share: 0.1, than: 0.15}});
	});

	it('what would save more finds no room', async () => {
		expect(await reasons(small, {mostBytes: 100})).toMatchObject({best: {kind: 'no room', share: 0.8, limits: ['--max-size']}, second: {kind: 'no room', share: 0.7}});
	});

	it('what would save more in place of what was turned down was not measured any more', async () => {
		expect(await reasons(0n, {dropped: best, sets: 4})).toEqual({second: {kind: 'not measured', share: 0.8, sets: 4}, small: {kind: 'not measured', share: 0.1, sets: 4}});
	});
});

it('two that pay off only together are named with each other and with the limit that parts them', async () => {
	const total = (on: Mask) => Promise.resolve((on & 3n) === 3n ? 1 : 100);
	const reasons = await rejectOthers({total, toggles: toggles.slice(0, 2)}, {on: 0n, sets: 1, dropped: 0n, unbounded: 3n, request: {within: 0.05, mostBytes: null, mostIndexes: 1}});
	expect([...reasons.values()]).toEqual([
		{kind: 'no room', share: 0.99, together: [toggles[1]?.key], limits: ['--max-indexes']},
		{kind: 'no room', share: 0.99, together: [toggles[0]?.key], limits: ['--max-indexes']},
	]);
});
