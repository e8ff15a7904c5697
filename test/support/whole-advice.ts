import type {UniverseIndex} from '../../source/experiment/index-universe.ts';
import {PlanflipError} from '../../source/errors.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {Delta, Run} from '../../source/experiment/run.ts';
import type {Advice, Rejected, Rejection} from '../../source/lab/advice/advice.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {run, surroundings} from './surroundings.ts';
import {steady, writesOf} from './write-costs.ts';

const around = surroundings();

function index(key: string, columns: readonly string[], bytes: number): UniverseIndex {
	const [built] = around.universe.indexes;
	if (built === undefined) {
		throw new Error('no index');
	}

	return {...built, key, name: key, columns, bytes, definition: `CREATE INDEX ${key} ON public.shots USING btree (${columns.join(', ')})`};
}

function side(samples: readonly number[], blocks: number, changes: Partial<Run> = {}): Run {
	return run(around, {samples, explain: JSON.stringify([{Plan: {'Node Type': 'Seq Scan', 'Relation Name': 'shots', 'Total Cost': 1, 'Startup Cost': 0, 'Plan Rows': 1, 'Plan Width': 1, 'Shared Hit Blocks': blocks, 'Shared Read Blocks': 0, 'Actual Loops': 1, 'Actual Rows': 1, 'Actual Total Time': 1, 'Actual Startup Time': 1}}]), ...changes});
}

function delta(before: Run, after: Run): Delta {
	return {kind: 'Delta', baseline: before, current: after, samePlan: false, comparison: before.timedOutMs === null ? compareSamples(before.samples, after.samples) : null};
}

const times = (factor: number) => steady.map(ms => ms * factor);

const becauses: readonly Rejection[] = [
	{kind: 'there already', index: 'shots_pkey'}, {kind: 'covered by a prefix', index: 'shots_scene_type'}, {kind: 'in another order', index: 'shots_scene_type'}, {kind: 'too many', limit: 20},
	{kind: 'cannot be switched', reason: 'you do not own its table shots'}, {kind: 'cannot be built', message: 'index row size 3000 exceeds btree version 4 maximum 2704'},
	{kind: 'blind'}, {kind: 'not read'}, {kind: 'saves less', share: 0, than: 0.05}, {kind: 'saves less', share: 0.031, than: 0.05}, {kind: 'no room', share: 0.2, together: [], limits: ['--max-size']}, {kind: 'no room', share: 0.99, together: ['shots_owner'], limits: ['--max-size', '--max-indexes']},
	{kind: 'not measured', share: 0.12, sets: 4}, {kind: 'no time', users: ['shots-by-type'], untold: []}, {kind: 'slows writes', addsMs: 60, savesMs: 10},
];

/** An advice that has one of everything that can be said. */
export function wholeAdvice(): Advice {
	const type = index('shots_scene_type_idx', ['scene_id', 'shot_type'], 819_200);
	const number = index('shots_number_idx', ['shot_number'], 409_600);
	return {
		kind: 'Advice', label: 'somebody@host:5432/shots', version: 'PostgreSQL 18.4', rung: rungOf(1), start: {name: 'baseline', configuration: around.universe.asBuilt}, within: 0.05, each: null, basis: 'calls',
		entries: [
			{name: 'shots-by-type', step: null, weight: 16, cost: {now: 100, proposed: 10, allOn: 9}, uses: [type.key], delta: delta(side(steady, 500), side(times(0.25), 4)), leanDelta: delta(side(steady, 500), side(times(0.25), 4))},
			{name: 'shots-by-number', step: null, weight: 8, cost: {now: 80, proposed: 60, allOn: 60}, uses: [type.key, number.key], delta: delta(side(steady, 40), side([10, 30], 4)), leanDelta: null},
			{name: 'shots-without-end', step: null, weight: 1, cost: {now: 900, proposed: 100, allOn: 100}, uses: [number.key], delta: delta(side([], 0, {timedOutMs: 30_000}), side(steady, 4)), leanDelta: null},
			{name: 'scene-by-id', step: null, weight: 4, cost: {now: 8, proposed: 8, allOn: 8}, uses: [], delta: null, leanDelta: null},
		],
		failures: [{entry: 'no-column', error: new PlanflipError('input', {message: 'column "colour" does not exist', where: 'queries/no-column.sql:3:8', hint: 'planflip check looks at the whole catalogue.'})}],
		gone: [{key: 'shots_gone', schema: 'public', table: 'shots', withTable: false}, {key: 'acts_pkey', schema: 'public', table: 'acts', withTable: true}, {key: 'acts_name', schema: 'public', table: 'acts', withTable: true}],
		now: {cost: 3000, bytes: 1_638_400, indexes: 3}, proposed: {cost: 800, bytes: 2_867_200, indexes: 5}, lean: {cost: 800, bytes: 2_048_000, indexes: 4}, allOn: {cost: 780, bytes: 9_000_000, indexes: 12},
		proposals: [
			{index: type, bytes: 819_200, saves: 1440, share: 0.48, together: [number.key], users: ['shots-by-type', 'shots-by-number'], writes: writesOf(type.key, 'shots', {'insert': 1.5, 'update indexed': 2, 'update other': 1})},
			{index: number, bytes: null, saves: 760, share: 0.253, together: [], users: ['shots-by-number', 'shots-without-end'], writes: null},
		],
		removable: [{index: index('shots_scene', ['scene_id'], 819_200), read: true, unasked: []}, {index: index('shots_old', ['note'], 8192), read: false, unasked: []}],
		lighter: [writesOf('shots_scene, shots_old', 'shots', {'insert': 1.4, 'update indexed': 1, 'update other': 1, 'delete': 1})],
		staying: [
			{index: index('shots_id_number', ['id', 'shot_number'], 409_600), because: {kind: 'needed', by: ['scene-by-id']}},
			{index: index('shots_owner', ['owner'], 8192), because: {kind: 'finds referring rows', columns: ['owner']}},
			{index: index('shots_note', ['note'], 8192), because: {kind: 'measured slower', by: ['scene-by-id']}},
			{index: index('shots_code', ['code'], 8192), because: {kind: 'guards', what: 'it keeps rows unique'}},
			{index: index('shots_broken', ['broken'], 8192), because: {kind: 'obstacle', reason: 'it is INVALID in the database: Postgres does not use it anyway'}},
			{index: index('users_seen', ['seen'], 8192), because: {kind: 'not read'}},
		],
		rejected: becauses.map((because, at): Rejected => {
			const {name, schema, table, definition} = index(`candidate_${at + 1}`, [`column_${at + 1}`], 8192);
			return {name, schema, table, sql: definition, bytes: at % 2 === 0 ? 16_384 * (at + 1) : null, because};
		}),
		claim: 'every combination', notMeasured: null, notes: ['Meanwhile the statistics of shots changed: not all figures are of one moment.'], candidates: 15, explains: 123,
	};
}
