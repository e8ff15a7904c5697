import {expect, it} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import type {Action} from '../../source/tui/action.ts';
import {createReconnector, reconnectDelay} from '../../source/tui/reconnector.ts';
import {surroundings} from '../support/surroundings.ts';

const loss = new PlanflipError('connection', {message: 'the server went away'});
const refused = new PlanflipError('connection', {message: 'no server listens there'});

/** A reconnector whose attempts are answered one by one, and whose waits end when they are told to. */
function reconnecting(answers: readonly ('refused' | 'there')[]) {
	const said: Action[] = [];
	const waits: {readonly ms: number; readonly signal: AbortSignal; readonly end: () => void}[] = [];
	let attempts = 0;
	const reconnector = createReconnector({
		dispatch(action) {
			said.push(action);
		},
		now: () => 1000,
		wait: (ms, signal) => new Promise(resolve => {
			waits.push({ms, signal, end: resolve});
			signal.addEventListener('abort', () => {
				resolve();
			});
		}),
		reopen() {
			attempts += 1;
			return answers[attempts - 1] === 'there' ? Promise.resolve({kind: 'reopened', around: surroundings()}) : Promise.reject(refused);
		},
	});
	return {reconnector, said, waits, attempts: () => attempts, settled: () => new Promise(resolve => setImmediate(resolve))};
}

it('tries at once, and tells why the connection went', async () => {
	const {reconnector, said, waits, settled} = reconnecting(['there']);
	reconnector.begin(loss);
	await settled();
	expect(said).toMatchObject([{kind: 'lost', why: 'the server went away'}, {kind: 'reconnecting', nextAt: null}, {kind: 'reopened'}]);
	expect(waits).toEqual([]);
});

it('waits longer after each failure, 15 s at the most', () => {
	expect([1, 2, 3, 4, 5, 6, 60].map(failures => reconnectDelay(failures))).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

it('tells what the last try met and when the next one is', async () => {
	const {reconnector, said, waits, settled, attempts} = reconnecting(['refused', 'refused', 'there']);
	reconnector.begin(loss);
	await settled();
	expect(said.at(-1)).toEqual({kind: 'reconnecting', nextAt: 2000, problem: 'no server listens there'});
	waits[0]?.end();
	await settled();
	expect(said.at(-1)).toMatchObject({nextAt: 3000});
	waits[1]?.end();
	await settled();
	expect(attempts()).toBe(3);
	expect(said.at(-1)).toMatchObject({kind: 'reopened'});
});

it('does not wait for whoever is in a hurry', async () => {
	const {reconnector, said, settled} = reconnecting(['refused', 'there']);
	reconnector.begin(loss);
	await settled();
	reconnector.hurry();
	await settled();
	expect(said.at(-1)).toMatchObject({kind: 'reopened'});
});

it('counts a connection lost again on the way as one more failure, and starts afresh after a success', async () => {
	const {reconnector, said, settled} = reconnecting(['refused', 'there', 'there']);
	reconnector.begin(loss);
	await settled();
	reconnector.begin(loss);
	reconnector.hurry();
	await settled();
	reconnector.begin(loss);
	await settled();
	expect(said.filter(({kind}) => kind === 'lost')).toHaveLength(2);
	expect(said.filter(({kind}) => kind === 'reopened')).toHaveLength(2);
});

it('stops trying when planflip leaves', async () => {
	const {reconnector, attempts, settled} = reconnecting(['refused', 'there']);
	reconnector.begin(loss);
	await settled();
	reconnector.stop();
	await settled();
	expect(attempts()).toBe(1);
});
