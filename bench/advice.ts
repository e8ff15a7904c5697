import {configurationOf, type IndexConfiguration} from '../source/catalog/index-configuration.ts';
import {weigh} from '../source/catalog/weight.ts';
import type {Advice} from '../source/lab/advice/advice.ts';
import type {Laboratory} from '../source/lab/laboratory.ts';
import {typicalMs} from '../source/view/run-figures.ts';
import type {Benchmark, Measurement} from './benchmark.ts';
import {onEachEngine} from './on-each-engine.ts';
import {never} from './the-copy.ts';

const within = 0.05;
const pairs = 5;
/** One index a round; more rounds than indexes that anybody would build. */
const mostRounds = 12;

async function adviceFrom(laboratory: Laboratory, start: IndexConfiguration, mostIndexes: number | null): Promise<Advice> {
	for await (const event of laboratory.advise({entries: laboratory.catalog.entries, start, within, mostBytes: null, mostIndexes, pairs, measure: false, signal: never})) {
		if (event.kind === 'advised') {
			return event.advice;
		}
	}

	throw new Error('nothing was advised');
}

const grown = (start: IndexConfiguration, {proposals}: Advice) => configurationOf([...start.on, ...proposals.map(({index}) => index.key)]);

/** The index that saves most, then the one that saves most beside it, as long as one saves a hundredth. */
async function greedily(laboratory: Laboratory, start: IndexConfiguration): Promise<{readonly on: IndexConfiguration; readonly last: Advice | null}> {
	let on = start;
	let last: Advice | null = null;
	for (let round = 0; round < mostRounds; round++) {
		const advice = await adviceFrom(laboratory, on, 1);
		if (advice.proposals.every(({share}) => share < 0.01)) {
			break;
		}

		[on, last] = [grown(on, advice), advice];
	}

	return {on, last};
}

/** Weighted sum of median times, ms, of what can be measured under all of them; all sets take turns. */
async function timed(laboratory: Laboratory, start: IndexConfiguration, sets: readonly IndexConfiguration[]): Promise<readonly number[]> {
	const {entries} = laboratory.catalog;
	const {weightOf} = weigh(entries);
	const sums = [0, ...sets.map(() => 0)];
	for (const entry of entries) {
		const parameters = await laboratory.sample(entry);
		for await (const event of laboratory.contest({entry, parameters, contestants: sets, baseline: start, pairs, signal: never})) {
			if (event.kind === 'contested') {
				for (const [at, run] of [event.baseline, ...event.deltas.map(({current}) => current)].entries()) {
					sums[at] = (sums[at] ?? 0) + weightOf(entry) * (run.timedOutMs ?? typicalMs(run) ?? 0);
				}
			}
		}
	}

	return sums;
}

async function * from(where: string, laboratory: Laboratory, preset: string): AsyncGenerator<Measurement, void, void> {
	const start = laboratory.universe().presets.find(({name}) => name === preset)?.configuration ?? laboratory.universe().asBuilt;
	const together = await adviceFrom(laboratory, start, null);
	const advised = grown(start, together);
	const {on: greedy, last} = await greedily(laboratory, start);
	const [now = 0, ours = 0, theirs = 0] = await timed(laboratory, start, [advised, greedy]);
	const what = `advice from ${preset}, ${where}`;
	yield {kind: 'quantity', what, unit: 'cost', ours: together.proposed.cost, reference: {what: 'nothing added', value: together.now.cost}};
	yield {kind: 'quantity', what, unit: 'cost', ours: together.proposed.cost, reference: {what: 'one at a time', value: last?.proposed.cost ?? together.now.cost}};
	yield {kind: 'quantity', what, unit: 'bytes', ours: together.proposed.bytes, reference: {what: 'one at a time', value: last?.proposed.bytes ?? together.now.bytes}};
	yield {kind: 'duration', what, ours, reference: {what: 'nothing added', ms: now}, aim: null};
	yield {kind: 'duration', what, ours, reference: {what: 'one at a time', ms: theirs}, aim: null};
}

/** Cost, size and measured time that the advice reaches on the built-in catalogue, against adding nothing and against one index at a time. */
export const advice: Benchmark = {
	name: 'advice',
	onlyNamed: 'it builds and tries dozens of indexes, again and again, for many minutes',
	async * measure() {
		for await (const {engine, laboratory} of onEachEngine()) {
			yield * from(engine, laboratory, 'bare');
			yield * from(engine, laboratory, 'baseline');
		}
	},
};
