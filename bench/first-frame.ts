import path from 'node:path';
import type {Benchmark} from './benchmark.ts';
import {inTerminal} from './in-terminal.ts';
import {inTurns} from './in-turns.ts';
import {temporaryFolder} from './the-copy.ts';

const cli = path.join(import.meta.dirname, '../dist/cli.js');

/** From the spawn of the bundle in a terminal to its first picture, against a node that has nothing to do, from its spawn to its end. */
export const firstFrame: Benchmark = {
	name: 'first frame',
	async * measure() {
		const cache = await temporaryFolder();
		const {ours, bare} = await inTurns(15, {
			ours: async () => (await inTerminal([cli], {cache, marks: [/flip an index, watch the plan/]}))[0] ?? 0,
			bare: async () => (await inTerminal(['-e', '0'], {cache, marks: []}))[0] ?? 0,
		});
		yield {kind: 'duration', what: 'first frame after the start', ours, reference: {what: 'node -e 0', ms: bare}, aim: {times: 3, plusMs: 0}};
	},
};
