import {expect, it} from 'vitest';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import type {Delta} from '../../source/experiment/run.ts';
import {missedByTheClock} from '../../source/lab/advice/missed-by-the-clock.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {indexState, run, surroundings} from '../support/surroundings.ts';

const around = surroundings();
const universe = indexUniverse([indexState({}), indexState({name: 'shots_type', oid: 2}), indexState({name: 'scenes_title', table: 'scenes', oid: 3})], [], [], []);
const removable = universe.indexes;

/** Of a table, by an index or without one. */
function planOf(table: string, index: string | null) {
	const text = JSON.stringify([{Plan: {'Node Type': index === null ? 'Seq Scan' : 'Index Scan', ...(index === null ? {} : {'Index Name': index}), Schema: 'public', 'Relation Name': table, Alias: table, 'Startup Cost': 0, 'Total Cost': 9, 'Plan Rows': 1, 'Plan Width': 4}}]);
	const [plan] = readExplainJson(text);
	if (plan === undefined) {
		throw new Error('no plan');
	}

	return {text, plan, imagined: []};
}

const plans: Readonly<Record<string, ReturnType<typeof planOf>>> = {'by-scene': planOf('shots', 'shots_scene'), 'by-type': planOf('shots', 'shots_type'), 'all-shots': planOf('shots', null)};
const subjects = Object.keys(plans).map(name => ({name, weight: 1, subject: {entry: name, sql: '', parameters: [], file: `${name}.sql`, line: 1}}));
const desk = {
	plan: ({subject: {entry}}: {readonly subject: {readonly entry: string}}) => Promise.resolve(plans[entry] ?? planOf('none', null)),
	done: () => ({explains: 0, switches: 0}),
};

const steady = [10, 10.1, 9.9, 10, 10.05];
const taking = (times: number): Delta => ({
	kind: 'Delta', baseline: run(around, {samples: steady}), current: run(around, {samples: steady.map(ms => ms * times)}), samePlan: false, comparison: compareSamples(steady, steady.map(ms => ms * times)),
});

/** What every one of these queries takes: with the proposals, and without what could go as well; times now. */
async function missed(measured: Readonly<Record<string, readonly [proposed: number, lean: number]>>): Promise<Readonly<Record<string, readonly string[]>>> {
	const deltas = new Map(Object.entries(measured).map(([name, [proposed, lean]]) => [name, {delta: taking(proposed), leanDelta: taking(lean)}]));
	return Object.fromEntries(await missedByTheClock({bench: {universe, tables: []}, desk, subjects, signal: new AbortController().signal}, {removable, proposed: universe.asBuilt}, deltas));
}

it('an index is missed by the query that reads it and is slower without what could go', async () => {
	expect(await missed({'by-scene': [1, 3], 'by-type': [1, 1]})).toEqual({shots_scene: ['by-scene']});
	expect(await missed({'by-scene': [0.5, 3], 'by-type': [1, 2]})).toEqual({shots_scene: ['by-scene'], shots_type: ['by-type']});
});

it('where the query reads none of them, all of its table are missed: one of them told the planner something', async () => {
	expect(await missed({'all-shots': [1, 4]})).toEqual({shots_scene: ['all-shots'], shots_type: ['all-shots']});
});

it('none is missed by a query that is slower by the proposals already, is no slower, or was not measured', async () => {
	expect(await missed({'by-scene': [3, 3]})).toEqual({});
	expect(await missed({'by-scene': [1, 1], 'by-type': [0.5, 0.5]})).toEqual({});
	expect(await missed({})).toEqual({});
});
