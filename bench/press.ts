import process from 'node:process';
import {setTimeout as pause} from 'node:timers/promises';
import {median} from '../source/statistics/median.ts';
import type {Benchmark} from './benchmark.ts';
import type * as Bare from './keys/bare.tsx';
import type * as Planflip from './keys/planflip.tsx';
import {load} from './keys/load.ts';
import {widePlan} from './synthetic-plan.ts';

interface Scene {
	readonly what: string;
	/** Pressed once, before. */
	readonly start: readonly string[];
	/** Pressed again and again; they end where they began. Those with a name are told, each by itself. */
	readonly keys: readonly string[];
	/** The name of a key that is told, by its place among `keys`. */
	readonly told: Readonly<Record<number, string>>;
	/** The second plan of two is a little different: for the diff. */
	readonly two?: boolean;
}

const nodes = 10_001;
const sizes = [{columns: 120, rows: 40}, {columns: 200, rows: 60}];
const rounds = 9;
/** Somebody looks at the plan before the first key; what is computed ahead is done by then. */
const lookMs = 1500;
const aim = {times: 0, plusMs: 16};
/** Text that Ink has never drawn costs it a second look: then no more than stock Ink takes for every frame. */
const firstAim = {times: 1, plusMs: 0};

const scenes: readonly Scene[] = [
	{what: 'tree', start: ['3', 'G', 'l', 'g', 'pagedown'], keys: ['j', 'k', 'G', 'g', 'pagedown'], told: {0: 'down', 1: 'up', 2: 'to the end'}},
	{what: 'tree', start: ['3'], keys: ['space', 'space'], told: {0: 'fold', 1: 'unfold'}},
	{what: 'tree', start: ['3', 'g'], keys: ['s', 'g'], told: {0: 's'}},
	{what: 'search', start: ['3'], keys: ['/', 'c', 'l', 'escape'], told: {0: '/', 1: 'first letter', 2: 'next letter', 3: 'escape'}},
	{what: 'search', start: ['3', '/', ...'close-up', 'enter'], keys: ['n', 'n', 'N', 'N'], told: {0: 'n', 2: 'N'}},
	{what: 'statistics', start: ['3'], keys: ['t', '>', 'j', '<', 't'], told: {0: 't', 1: 'sort', 2: 'down'}},
	{what: 'insights', start: ['3'], keys: ['i', 'j', 'escape'], told: {0: 'i', 1: 'down'}},
	{what: 'diff', start: ['2', 'j', 'space'], keys: ['d', 'j', 'j', 'j', 'j', 'space', 'space', 'n', 'd'], told: {0: 'd', 1: 'down', 5: 'unfold', 6: 'fold', 7: 'n'}, two: true},
];

/** ms of CPU from the key's bytes to the frame's, and all that the process does beside it. */
async function cpuOf(press: () => Promise<void>): Promise<number> {
	const before = process.cpuUsage();
	await press();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1000;
}

/**
 * CPU of single keys on a plan of 10,000 nodes: the first time, and the median of the times after it. Against stock Ink drawing the
 * same frames, as for the other keys.
 */
export const press: Benchmark = {
	name: 'press',
	async * measure() {
		const {openPlanflip} = await load<typeof Planflip>('./planflip.js');
		const {openBare} = await load<typeof Bare>('./bare.js');
		const plan = widePlan(nodes);
		const changed = plan.replaceAll('scenes_p7', 'other_p7').replaceAll('"Hash Join"', '"Merge Join"');
		for (const size of sizes) {
			for (const {what, start, keys, told, two = false} of scenes) {
				const screen = await openPlanflip(size, two ? [plan, changed] : [plan]);
				for (const key of start) {
					await screen.press(key);
				}

				await pause(lookMs);
				const taken = keys.map((): number[] => []);
				const shown: (readonly string[])[] = [];
				for (let round = 0; round <= rounds; round++) {
					for (const [at, key] of keys.entries()) {
						const skip = screen.frames().length;
						taken[at]?.push(await cpuOf(() => screen.press(key)));
						shown.push(...screen.frames().slice(skip));
					}
				}

				screen.close();
				const bare = openBare(size);
				const bareMs: number[] = [];
				for (const frame of shown) {
					bareMs.push(await cpuOf(() => bare.show(frame)));
				}

				bare.close();
				const reference = {what: 'stock Ink, a Text a row', ms: median(bareMs)};
				for (const [at, name] of Object.entries(told)) {
					const [first = 0, ...others] = taken[Number(at)] ?? [];
					yield {kind: 'duration', what: `10,000 nodes, ${what}: ${name}, ${size.columns}x${size.rows}`, ours: median(others), reference, aim};
					yield {kind: 'duration', what: `10,000 nodes, ${what}: ${name}, the first, ${size.columns}x${size.rows}`, ours: first, reference, aim: firstAim};
				}
			}
		}
	},
};
