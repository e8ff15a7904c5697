import type {Catalog} from '../catalog/catalog.ts';
import {configurationOf, type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {UniverseIndex} from '../experiment/index-universe.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import type {Delta} from '../experiment/run.ts';
import {statementLimit} from '../experiment/statement-limit.ts';
import {planEvidence} from '../migration/evidence.ts';
import type {IndexChange, LeftOut, MigratedIndex, Migration} from '../migration/migration.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import type {Bench} from './bench.ts';
import {decidedDrops} from './decided-drops.ts';
import {proposedIndex} from './migrated-indexes.ts';
import {planChanges, type PlannedTwice} from './plan-changes.ts';

export interface DecideRequest {
	readonly configuration: IndexConfiguration;
	/** What was measured of the catalogue's queries; what compares the database as it is with the configuration is evidence. */
	readonly measured: readonly Delta[];
	readonly signal: AbortSignal;
}

export type DecideEvent =
	| {readonly kind: 'planning'; readonly at: number; readonly of: number}
	| {readonly kind: 'decided'; readonly migration: Migration};

/**
 * What separates the database from a configuration, ready to be written as scripts: each change with its evidence, and what no script may do.
 * Reads the catalogue, and plans the queries under both where this server's way of switching keeps nobody waiting. Changes nothing.
 */
export async function * decideChanges(bench: Bench, catalog: Catalog, clock: {readonly date: () => Date}, {configuration, measured, signal}: DecideRequest): AsyncGenerator<DecideEvent, void, void> {
	const {session, universe} = bench;
	const at = clock.date();
	const decided = universe.indexes.filter(({key, built}) => configuration.on.has(key) !== built);
	const [unwanted, wanted] = [decided.filter(({built}) => built), decided.filter(({built}) => !built)];
	const {drops, leftOut: kept} = await decidedDrops(bench, unwanted);
	// What cannot be switched here, or is not dropped, stays as it is while the queries are planned.
	const untried = new Map(decided.flatMap(index => {
		const why = flipObstacle(index, bench.rung, bench.facts.superuser);
		return why === null ? [] : [[index.key, why] as const];
	}));
	const stays = new Set([...kept.map(({name}) => name), ...untried.keys()]);
	const target = configurationOf([...[...configuration.on].filter(key => !untried.has(key)), ...unwanted.filter(({key}) => stays.has(key)).map(({key}) => key)]);
	const planned: PlannedTwice[] = [];
	const unplanned: string[] = [];
	const obstacle = planningObstacle(bench);
	if (obstacle === null && !sameConfiguration(target, universe.asBuilt)) {
		for await (const event of planChanges(bench, catalog, target, signal)) {
			if (event.kind === 'planning') {
				yield event;
			} else if (event.kind === 'planned') {
				planned.push(event.planned);
			} else {
				unplanned.push(`${event.label}: ${event.why}`);
			}
		}
	}

	const exact = await exactDefinitions(bench, target, wanted.filter(({key}) => !untried.has(key)));
	const leftOut: LeftOut[] = [...kept];
	const changes: IndexChange[] = [];
	for (const index of wanted) {
		const migrated = await proposedIndex(session, index, universe, bench.tables, exact.get(index.key) ?? null);
		if (typeof migrated === 'string') {
			leftOut.push({name: index.key, why: migrated});
		} else {
			changes.push({kind: 'create', index: migrated, evidence: evidenceOf('create', index, migrated, planned, untried.get(index.key))});
		}
	}

	changes.push(...drops.map(({from, index}): IndexChange => ({kind: 'drop', index, evidence: evidenceOf('drop', from, index, planned, untried.get(from.key))})));
	const told = measured.filter(({baseline, current}) => sameConfiguration(current.indexes.configuration, configuration) && sameConfiguration(baseline.indexes.configuration, universe.asBuilt));
	const notes = [
		...(obstacle === null ? [] : [obstacle]),
		...(planned.length === 0 ? [] : [`plans of ${planned.length} statements of the catalogue compared, nothing executed; costs are the planner's`]),
		...summedUp(unplanned),
		...told.map(delta => measuredSentence(delta)),
	];
	yield {kind: 'decided', migration: {kind: 'Migration', label: session.label, version: bench.facts.version, at, wanted: ['as-built', ...decided.map(({key, built}) => `${built ? '-' : '+'}${key}`)].join(','), changes, leftOut, notes}};
}

/** Why the plans are not compared here; null where they are. */
function planningObstacle({rung, facts}: Bench): string | null {
	return rung.number === 5
		? 'plans were not compared: every flip would keep others waiting here'
		: (rung.number === 6 ? `plans were not compared: ${facts.user} may not switch indexes here` : null);
}

/** Where they are really built, the server prints their definitions as it will when the script has run. */
async function exactDefinitions({session, workbench, rung}: Bench, configuration: IndexConfiguration, wanted: readonly UniverseIndex[]): Promise<ReadonlyMap<string, string>> {
	if (rung.number !== 1 || wanted.length === 0) {
		return new Map();
	}

	return workbench.under(configuration, statementLimit(rung, null), async () => {
		const found = new Map<string, string>();
		for (const {key, schema, name} of wanted) {
			const [row] = await session.query('select pg_catalog.pg_get_indexdef(pg_catalog.to_regclass($1)) as definition', [`${quoteIdentifier(schema)}.${quoteIdentifier(name)}`]);
			if (typeof row?.['definition'] === 'string') {
				found.set(key, row['definition']);
			}
		}

		return found;
	});
}

function evidenceOf(kind: 'create' | 'drop', {why, priority, valid}: UniverseIndex, index: MigratedIndex, planned: readonly PlannedTwice[], untried: string | undefined): readonly string[] {
	return [
		...(why === null ? [] : [priority === null ? why : `${why} (${priority})`]),
		...(!valid ? ['it is INVALID: a build that failed has left it, and no query uses it'] : (planned.length > 0 && untried !== undefined ? [`not tried: ${untried}`] : planEvidence(kind, index, planned))),
	];
}

function measuredSentence(delta: Delta): string {
	return `measured: ${delta.current.subject.entry} ${measuredVerdict(delta).because}`;
}

/** Whatever is wrong with a whole catalogue is wrong in the same way: three say it. */
function summedUp(unplanned: readonly string[]): readonly string[] {
	return unplanned.length === 0 ? [] : [`${unplanned.length} could not be planned: ${unplanned.slice(0, 3).join('; ')}${unplanned.length > 3 ? ' ...' : ''}`];
}
