import {configurationOf, type IndexConfiguration} from '../source/catalog/index-configuration.ts';
import {weigh} from '../source/catalog/weight.ts';
import type {Advice, Rejection} from '../source/lab/advice/advice.ts';
import type {Laboratory} from '../source/lab/laboratory.ts';
import {planOfRun, typicalMs} from '../source/view/run-figures.ts';
import {noNativeServer} from '../test/support/native-server.ts';
import type {Benchmark, Measurement} from './benchmark.ts';
import {type Addable, greedily} from './greedily.ts';
import {onEachEngine, onNativeServer, type Site} from './on-each-engine.ts';
import {never, volume} from './the-copy.ts';

const within = 0.05;
const pairs = 5;
/** Candidates that somebody could build. */
const impossible = new Set<Rejection['kind']>(['there already', 'cannot be built', 'cannot be switched', 'blind']);

async function adviceFrom(laboratory: Laboratory, start: IndexConfiguration): Promise<Advice> {
	for await (const event of laboratory.advise({entries: laboratory.catalog.entries, operations: [], start, within, mostBytes: null, mostIndexes: null, pairs, measure: false, signal: never})) {
		if (event.kind === 'advised') {
			return event.advice;
		}
	}

	throw new Error('nothing was advised');
}

/** Everything that was a candidate of the advice, chosen or not. */
function addables(laboratory: Laboratory, {proposals, rejected}: Advice): readonly Addable[] {
	const there = new Set(laboratory.universe().indexes.filter(({built}) => built).map(({name}) => name));
	return [
		...proposals.map(({index: {name, table, definition}}) => ({name, table, sql: definition})),
		...rejected.filter(({because}) => !impossible.has(because.kind)),
	].map(({name, table, sql}) => ({name, table, sql: there.has(name) ? null : sql}));
}

interface Reached {
	/** The planner's, of all statements, weighted. */
	cost: number;
	/** Of their times the medians, weighted alike. */
	ms: number;
}

/** What the statements cost with each of these sets of indexes, and how long they take, in turns. */
async function reached({laboratory}: Site, [baseline, ...contestants]: readonly [IndexConfiguration, ...IndexConfiguration[]]): Promise<readonly Reached[]> {
	const {entries} = laboratory.catalog;
	const {weightOf} = weigh(entries);
	const sums = [baseline, ...contestants].map((): Reached => ({cost: 0, ms: 0}));
	for (const entry of entries) {
		const parameters = await laboratory.sample(entry);
		for await (const event of laboratory.contest({entry, parameters, contestants, baseline, pairs, signal: never})) {
			if (event.kind === 'contested') {
				for (const [at, sum] of sums.entries()) {
					const run = at === 0 ? event.baseline : event.deltas[at - 1]?.current;
					if (run !== undefined) {
						sum.ms += weightOf(entry) * (run.timedOutMs ?? typicalMs(run) ?? 0);
						sum.cost += weightOf(entry) * (planOfRun(run)?.nodes[0]?.totalCost ?? 0);
					}
				}
			}
		}
	}

	return sums;
}

/** Those of the greedy way that are no toggles yet become some. */
function keysOf(laboratory: Laboratory, chosen: readonly Addable[]): readonly string[] {
	return chosen.map(({name, table, sql}) => laboratory.universe().byKey.has(name) ? name : laboratory.propose({name, schema: 'public', table, sql: sql ?? '', why: 'chosen greedily'}));
}

async function * from(site: Site, preset: string): AsyncGenerator<Measurement, void, void> {
	const {engine, laboratory} = site;
	const start = laboratory.universe().presets.find(({name}) => name === preset)?.configuration ?? laboratory.universe().asBuilt;
	const advice = await adviceFrom(laboratory, start);
	const greedy = await greedily(site, start, addables(laboratory, advice));
	const going = new Set(advice.removable.map(({index: {key}}) => key));
	const added = advice.proposals.map(({index: {key}}) => key);
	const [now, keeping, ours, theirs] = await reached(site, [
		start,
		configurationOf([...start.on, ...added]),
		configurationOf([...start.on, ...added].filter(key => !going.has(key))),
		configurationOf([...start.on, ...keysOf(laboratory, greedy.chosen)]),
	]);
	if (now === undefined || keeping === undefined || ours === undefined || theirs === undefined) {
		throw new Error('not all sets were measured');
	}

	const what = `advice from ${preset}, ${engine}: ${advice.lean.indexes} indexes`;
	const references = [
		{what: `as it is, ${advice.now.indexes} indexes`, ...now, bytes: advice.now.bytes},
		...(going.size === 0 ? [] : [{what: `nothing dropped, ${advice.proposed.indexes}`, ...keeping, bytes: advice.proposed.bytes}]),
		{what: `one at a time, ${advice.now.indexes + greedy.chosen.length}`, ...theirs, bytes: greedy.bytes},
	];
	for (const {what: reference, cost, bytes, ms} of references) {
		yield {kind: 'quantity', what, unit: 'cost', ours: ours.cost, reference: {what: reference, value: cost}};
		yield {kind: 'quantity', what, unit: 'bytes', ours: advice.lean.bytes, reference: {what: reference, value: bytes}};
		yield {kind: 'duration', what, ours: ours.ms, reference: {what: reference, ms}, aim: null};
	}
}

/**
 * Cost, size and measured time that the advice reaches on the built-in catalogue when it is followed (built what is missing, dropped what could go), against
 * leaving all as it is, against dropping nothing, and against choosing one index at a time. On a native server where there can be one: the plans are the
 * same on PGlite, and building dozens of indexes takes it minutes.
 */
export const advice: Benchmark = {
	name: 'advice',
	async * measure() {
		for await (const site of noNativeServer === null ? onNativeServer(volume) : onEachEngine()) {
			yield * from(site, 'bare');
			yield * from(site, 'baseline');
		}
	},
};
