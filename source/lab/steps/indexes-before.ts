import {configurationOf, type IndexConfiguration, sameConfiguration} from '../../catalog/index-configuration.ts';
import type {IndexUniverse, UniverseIndex} from '../../experiment/index-universe.ts';
import type {MeasuredIndex, Measurement} from '../../experiment/measurement.ts';
import {flipObstacle} from '../../experiment/plan-switch.ts';
import type {Rung} from '../../experiment/rung.ts';

/** The indexes of the baseline as far as they can be brought back for a moment here. */
export interface IndexesBefore {
	/** null: nothing to switch, or nothing that can be. */
	readonly configuration: IndexConfiguration | null;
	/** Sentences on what is other than the baseline had it, or why nothing is switched. */
	readonly notes: readonly string[];
}

/**
 * What was built since the baseline is switched off, and what was dropped since is built, in a transaction that is rolled back. INVALID ones are in neither: Postgres
 * does not use them. Only tables that the baseline read count.
 */
export function indexesBefore({indexes: baseline, tables: knownTables}: Pick<Measurement, 'indexes' | 'tables'>, universe: IndexUniverse, {rung, superuser}: {readonly rung: Rung; readonly superuser: boolean}): IndexesBefore {
	const tables = new Set(knownTables.map(({schema, name}) => `${schema}.${name}`));
	const known = new Set(baseline.map(index => idOf(index)));
	const valid = baseline.filter(index => index.valid && tables.has(`${index.schema}.${index.table}`));
	const concerned = universe.indexes.filter(({schema, table}) => tables.has(`${schema}.${table}`));
	const added = concerned.filter(index => index.built && index.valid && !known.has(idOf(index)));
	const there = new Set(concerned.filter(({built}) => built).map(index => idOf(index)));
	const dropped = valid.filter(index => !there.has(idOf(index)));
	const back = concerned.filter(index => !index.built && dropped.some(({schema, name}) => schema === index.schema && name === index.name));
	const notes = dropped.filter(({name}) => !back.some(index => index.name === name)).map(({name}) => `${name} was dropped since the baseline, and cannot be brought back for the comparison.`);
	const obstacles = [...added, ...back].flatMap(index => obstacleOf(index, rung, superuser));
	const [first] = obstacles;
	if (first !== undefined || rung.number === 4) {
		const why = first ?? 'HypoPG hides and imagines indexes for plans only';
		return {configuration: null, notes: [...notes, `Measured as the database is, apart from the baseline, not in turns with its indexes: ${why} (${rung.badge}).`]};
	}

	const on = new Set(universe.asBuilt.on);
	for (const {key} of added) {
		on.delete(key);
	}

	const configuration = configurationOf([...on, ...back.map(({key}) => key)]);
	return {configuration: sameConfiguration(configuration, universe.asBuilt) ? null : configuration, notes};
}

function obstacleOf(index: UniverseIndex, rung: Rung, superuser: boolean): readonly string[] {
	const obstacle = flipObstacle(index, rung, superuser);
	return obstacle === null ? [] : [`${index.name}: ${obstacle}`];
}

/** One that was dropped and made anew otherwise is another index. */
function idOf({schema, name, definition}: Pick<MeasuredIndex, 'schema' | 'name' | 'definition'>): string {
	return JSON.stringify([schema, name, definition]);
}
