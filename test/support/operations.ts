import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {OperationEntry} from '../../source/catalog/operation-entry.ts';
import {parseOperation} from '../../source/catalog/parse-operation.ts';
import type {AnswerCheck, OperationDelta, OperationRun, RouteResult, ServerShare, StatementRun} from '../../source/experiment/operation-run.ts';
import type {NamedIndexes} from '../../source/experiment/run.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import type {Surroundings} from '../../source/tui/state.ts';
import {surroundings} from './surroundings.ts';

const shotText = `-- operation: open a shot
-- why: Shot, scene, project: three queries before the caller may see one row.
-- frequency: high
-- parameter: shot_id = select 's1'
-- parameter: user_id = select 'u1'
-- case: a stranger: user_id = select 'u2'
-- expected: 8-15 ms
-- answer: shot

-- step: shot
-- takes: shot_id
select * from shots where id = $1;

-- step: scene
-- takes: shot.scene_id
select project_id from scenes where id = $1;

-- step: project
-- takes: scene.project_id, user_id
select id from projects where id = $1 and user_id = $2;

-- rewrite: one JOIN
select shots.* from shots join scenes on scenes.id = scene_id join projects on projects.id = project_id where shots.id = $1 and user_id = $2;
`;

const listText = `-- operation: list the projects
-- why: Two more queries for every project.
-- frequency: very high
-- parameter: user_id = select 'u1'
-- answer: projects.id, scenes.scenes

-- step: projects
-- takes: user_id
select id from projects where user_id = $1;

-- step: scenes
-- for each: projects
-- takes: projects.id
select count(*) as scenes from scenes where project_id = $1;

-- rewrite: one JOIN
select projects.id, count(scenes.id) as scenes from projects left join scenes on scenes.project_id = projects.id where user_id = $1 group by projects.id;
`;

export const openShot: OperationEntry = parseOperation(shotText, 'queries/open-shot.sql').operation;
export const listProjects: OperationEntry = parseOperation(listText, 'queries/list-projects.sql').operation;

const indexPlan = readFileSync(path.join(import.meta.dirname, '../fixtures/plans/pg18/20_index_only.json'), 'utf8');

/** Three queries and two operations. */
export function withOperations(changes: Partial<Surroundings> = {}): Surroundings {
	const around = surroundings();
	return {...around, catalog: {...around.catalog, operations: [openShot, listProjects]}, ...changes};
}

export interface OperationRunOptions {
	readonly operation?: OperationEntry;
	/** The JOIN answers a stranger too. */
	readonly wrong?: boolean;
	/** Waited after every statement, ms. */
	readonly rttMs?: number;
	/** How many times the usual time and blocks. */
	readonly slower?: number;
	readonly indexes?: NamedIndexes;
	readonly startedAt?: Date;
	/** Walked once, not sampled. */
	readonly unsampled?: boolean;
}

/** An operation as it might have been measured: no database needed. */
export function operationRun({operation = openShot, wrong = false, rttMs = 0, slower = 1, indexes, startedAt = new Date(0), unsampled = false}: OperationRunOptions = {}): OperationRun {
	const around = withOperations();
	const {superuser, inRecovery, otherBackends, version, versionNumber, engine, database, user} = around.facts;
	const statement = (step: string, sql: string, ms: number, values: StatementRun['values']): StatementRun => ({step, sql, values, rows: 1, ms: ms * slower, waitedMs: rttMs});
	const share = (ms: number, blocks: number): ServerShare => ({ms: ms * slower, blocks: blocks * slower, read: 0, explain: indexPlan});
	const looped = operation.chain.steps.flatMap(step => step.forEach === null ? [step] : [step, step, step]);
	const chainSamples = [2.1, 2.2, 2, 2.15, 2.05].map(ms => (ms + looped.length * rttMs) * slower);
	const joinSamples = [0.7, 0.72, 0.69, 0.71, 0.7].map(ms => (ms + rttMs) * slower);
	const chain: RouteResult = {
		name: operation.chain.name,
		why: operation.chain.why,
		typical: {statements: looped.map((step, at) => ({...statement(step.name, step.sql, 0.7, step.inputs.map((_, input) => `value-${at}-${input}`)), rows: step.name === 'projects' ? 3 : 1}))},
		server: looped.map(() => share(0.2, 3)),
		samples: unsampled ? [] : chainSamples,
	};
	return {
		kind: 'OperationRun',
		operation,
		parameters: operation.parameters.map(({name}, at) => ({name, value: `u${at}`})),
		indexes: indexes ?? {name: 'baseline', configuration: around.universe.asBuilt},
		rung: around.rung,
		server: {superuser, inRecovery, otherBackends, version, versionNumber, engine, database, user},
		startedAt,
		rttMs,
		checks: checksOf(operation, wrong),
		chain,
		rewrites: operation.rewrites.map(route => ({
			name: route.name,
			why: route.why,
			typical: {statements: route.steps.map(step => statement(step.name, step.sql, 0.7, operation.parameters.map((_, at) => `u${at}`)))},
			server: route.steps.map(() => share(0.3, 10)),
			samples: unsampled ? [] : joinSamples,
			comparison: wrong || unsampled ? null : compareSamples(chainSamples, joinSamples),
		})),
	};
}

function checksOf(operation: OperationEntry, wrong: boolean): readonly AnswerCheck[] {
	const parameters = operation.parameters.map(({name}, at) => ({name, value: `u${at}`}));
	return operation.rewrites.flatMap(({name}): readonly AnswerCheck[] => [
		{case: 'as usual', rewrite: name, parameters, rows: 1, verdict: {kind: 'same'}},
		{case: 'a stranger', rewrite: name, parameters, rows: 0, verdict: wrong ? {kind: 'different', because: '1 row instead of 0'} : {kind: 'same'}},
	]);
}

/** The chain under `bare` beside the pinned baseline: four times as slow. */
export function operationDelta(indexes?: NamedIndexes): OperationDelta {
	const around = withOperations();
	const baseline = operationRun({startedAt: new Date(1000)});
	const current = operationRun({slower: 4, startedAt: new Date(2000), indexes: indexes ?? {name: 'bare', configuration: {kind: 'IndexConfiguration', on: new Set([...around.universe.asBuilt.on].filter(key => key !== 'shots_scene'))}}});
	const before = [baseline.chain, ...baseline.rewrites];
	return {
		kind: 'OperationDelta',
		baseline,
		current,
		routes: [current.chain, ...current.rewrites].map(({name, samples}, at) => ({name, samePlans: false, comparison: compareSamples(before[at]?.samples ?? [], samples)})),
	};
}
