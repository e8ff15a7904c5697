import type {Catalog} from '../../source/catalog/catalog.ts';
import type {QueryEntry} from '../../source/catalog/catalog-entry.ts';
import type {IndexState} from '../../source/database/index-state.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import type {Run, Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {Surroundings} from '../../source/tui/state.ts';

const builtIndex: IndexState = {
	name: 'shots_scene', schema: 'public', table: 'shots', oid: 1, parentOid: null, built: true, method: 'btree', columns: ['scene_id'], include: [],
	predicate: null, unique: false, constraint: null, valid: true, bytes: 819_200, scans: 3,
	definition: 'CREATE INDEX shots_scene ON public.shots USING btree (scene_id)', why: null, priority: null,
};

export function indexState(changes: Partial<IndexState>): IndexState {
	return {...builtIndex, ...changes};
}

export function queryEntry(name: string, changes: Partial<QueryEntry> = {}): QueryEntry {
	return {
		kind: 'QueryEntry', name, title: name.replaceAll('-', ' '), why: 'because', frequency: 'high', indexes: [], expected: null, estimate: null,
		parameters: [{name: 'id', position: 1, sampleSql: 'select 1', line: 2}], sql: 'select * from shots where scene_id = $1', file: `queries/${name}.sql`, line: 3,
		...changes,
	};
}

const presets = [
	{name: 'bare', why: 'Constraints only.', indexes: []},
	{name: 'baseline', why: 'Before.', indexes: ['shots_scene']},
	{name: 'optimized', why: 'After.', indexes: ['shots_scene', 'shots_type']},
];

const catalog: Catalog = {
	kind: 'Catalog',
	folder: 'queries',
	entries: [queryEntry('shots-of-a-scene'), queryEntry('user-by-email', {sql: 'select * from users where email = $1'}), queryEntry('scene-by-id')],
	operations: [],
	indexes: [],
	presets,
};

/** Three queries, a built index, its primary key and a proposed one, on rung 1. */
export function surroundings(changes: Partial<Surroundings> = {}): Surroundings {
	return {
		label: 'PGlite (embedded)',
		ground: 'copy',
		facts: {
			version: 'PostgreSQL 18.6', versionNumber: 180_006, engine: 'pglite', database: 'postgres', user: 'postgres',
			superuser: true, inRecovery: false, otherBackends: 0, readOnly: false,
		},
		catalog,
		tables: [],
		universe: indexUniverse(
			[indexState({}), indexState({name: 'shots_pkey', oid: 2, unique: true, columns: ['id'], constraint: {name: 'shots_pkey', kind: 'primary key'}})],
			[{kind: 'IndexDefinition', name: 'shots_type', table: 'shots', why: 'By type.', priority: 'MEDIUM', sql: 'create index shots_type on shots (scene_id, shot_type)', presets: ['optimized'], file: 'indexes.sql', line: 9}],
			presets,
			[{schema: 'public', name: 'shots', owned: true}],
		),
		rung: rungOf(1),
		waysUp: [],
		canAskToBlock: false,
		...changes,
	};
}

const subject: Subject = {entry: 'shots-of-a-scene', sql: 'select 1', parameters: [{name: 'id', value: 'a'}], file: 'queries/shots-of-a-scene.sql', line: 3};

export function run(around: Surroundings, changes: Partial<Run> = {}): Run {
	return {
		kind: 'Run', subject, indexes: {name: 'baseline', configuration: around.universe.asBuilt}, rung: around.rung, server: around.facts,
		startedAt: new Date(0), explain: '', planningMs: 0.1, firstMs: 6, samples: [5, 5.1, 4.9, 5, 5.2], timedOutMs: null,
		...changes,
	};
}
