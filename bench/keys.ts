import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type {Benchmark} from './benchmark.ts';
import {inTurns} from './in-turns.ts';
import type * as Bare from './keys/bare.tsx';
import {load} from './keys/load.ts';
import type * as Planflip from './keys/planflip.tsx';
import {widePlan} from './synthetic-plan.ts';

interface Scene {
	readonly what: string;
	readonly columns: number;
	readonly rows: number;
	readonly plan: 'usual' | 'huge';
	/** Pressed once, before. */
	readonly start: readonly string[];
	/** Pressed again and again; they end where they began. */
	readonly keys: readonly string[];
}

const repeat = (key: string, times: number): readonly string[] => Array.from({length: times}, () => key);
const move = [...repeat('j', 8), ...repeat('k', 8)];
const flips = ['space', 'u', 'space', 'space', 'space', 'u', 'space', 'space'];
const everything = ['2', ...repeat('j', 4), 'space', 'u', ...repeat('k', 4), '1', 'j', 'k', '3', 'j', 'j', 'k', 'k', '4', '5'];
const huge = 10_001;

const scenes: readonly Scene[] = [
	{what: 'key: a row down or up, 120x40', columns: 120, rows: 40, plan: 'usual', start: ['2'], keys: move},
	{what: 'key: a flip and its plan, 120x40', columns: 120, rows: 40, plan: 'usual', start: ['2', 'j'], keys: flips},
	{what: 'key: another query and its plan, 120x40', columns: 120, rows: 40, plan: 'usual', start: ['1'], keys: [...repeat('j', 4), ...repeat('k', 4)]},
	{what: 'key: another pane, 120x40', columns: 120, rows: 40, plan: 'usual', start: ['1'], keys: repeat('tab', 10)},
	{what: 'key: all of these, 200x60', columns: 200, rows: 60, plan: 'usual', start: [], keys: everything},
	{what: 'key: a row of 10,000 nodes, 120x40', columns: 120, rows: 40, plan: 'huge', start: ['3', 'pagedown', 'pagedown'], keys: move},
	{what: 'key: a fold of 10,000 nodes, 120x40', columns: 120, rows: 40, plan: 'huge', start: ['3'], keys: repeat('space', 8)},
];

/** ms of CPU that each of these costs, with everything the process does meanwhile. */
async function cpuOf(steps: readonly (() => Promise<void>)[]): Promise<number> {
	const before = process.cpuUsage();
	for (const step of steps) {
		await step();
	}

	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000 / steps.length;
}

/**
 * CPU per key, from the key's bytes to the frame's, against stock Ink drawing the very same frames with one Text a row.
 * A flip and a query answered by a plan are two frames.
 */
export const keys: Benchmark = {
	name: 'keys',
	async * measure() {
		const {openPlanflip} = await load<typeof Planflip>('./planflip.js');
		const {openBare} = await load<typeof Bare>('./bare.js');
		const usual = await Promise.all(['pg18/02_parallel_agg.json', 'pg18/20_index_only.json'].map(name =>
			readFile(path.join(import.meta.dirname, '../test/fixtures/plans', name), 'utf8')));
		const plans = {usual, huge: [widePlan(huge)]};
		for (const {what, plan, start, keys: pressed, ...size} of scenes) {
			const screen = await openPlanflip(size, plans[plan]);
			for (const key of start) {
				await screen.press(key);
			}

			const skip = screen.frames().length;
			for (const key of pressed) {
				await screen.press(key);
			}

			const frames = screen.frames().slice(skip);
			const bare = openBare(size);
			const costs = await inTurns(4, {
				ours: () => cpuOf(pressed.map(key => () => screen.press(key))),
				bare: async () => await cpuOf(frames.map(frame => () => bare.show(frame))) * frames.length / pressed.length,
			});
			screen.close();
			bare.close();
			yield {kind: 'duration', what, ours: costs.ours, reference: {what: 'stock Ink, a Text a row', ms: costs.bare}, aim: {times: 0, plusMs: 16}};
		}
	},
};
