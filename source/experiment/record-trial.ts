import type {IndexFacts, InsightContext, TableFacts, UnusedIndex} from '../insight/context.ts';
import type {Forecast, Foreseen} from './forecast.ts';
import type {Delta, Run} from './run.ts';
import type {DatabaseName, RunRecord} from './run-record.ts';

export interface MeasuredTrial {
	readonly run: Run;
	readonly delta: Delta | null;
	readonly database: DatabaseName;
	/** Told before it was executed. */
	readonly warnings?: readonly string[];
	/** What insights of a run on this database know. */
	readonly contextOf: (run: Run) => InsightContext;
}

type Surroundings = Pick<MeasuredTrial, 'database' | 'contextOf' | 'warnings'>;

/** What is kept of a measurement: its run, and the baseline's where there was one, each naming the other. */
export function recordTrial({run, delta, database, contextOf, warnings = []}: MeasuredTrial, newId: () => string): readonly [RunRecord, ...RunRecord[]] {
	if (delta !== null) {
		return recordContest([delta], {database, contextOf, warnings}, newId);
	}

	return [recordOf(newId(), run, null, {database, contextOf, warnings})];
}

/** What is kept of several runs measured in turns with one baseline: each names it; it names the first. The baseline is the last. */
export function recordContest(deltas: readonly [Delta, ...Delta[]], surroundings: Surroundings, newId: () => string): readonly [RunRecord, ...RunRecord[]] {
	const [first, ...others] = deltas;
	const baseline = newId();
	const current = ({current: run, comparison, samePlan}: Delta): RunRecord => recordOf(newId(), run, {role: 'current', baseline, comparison, samePlan}, surroundings);
	const leading = current(first);
	return [leading, ...others.map(delta => current(delta)), recordOf(baseline, first.baseline, {role: 'baseline', current: leading.id}, surroundings)];
}

/** What is kept of a forecast: the planned run, and the baseline's where there was one, without samples. */
export function recordForecast({current, baseline, samePlan}: Forecast, surroundings: Surroundings, newId: () => string): readonly [RunRecord, ...RunRecord[]] {
	const planned = ({run, measured}: Foreseen, id: string, turns: RunRecord['turns']): RunRecord => ({
		...recordOf(id, run, turns, surroundings),
		...(measured === null ? {} : {measured: {indexes: measured.run.indexes, samples: measured.run.samples, planningMs: measured.run.planningMs}}),
	});
	const id = newId();
	if (baseline === null) {
		return [planned(current, id, null)];
	}

	const other = newId();
	return [planned(current, id, {role: 'current', baseline: other, comparison: null, samePlan}), planned(baseline, other, {role: 'baseline', current: id})];
}

function recordOf(id: string, run: Run, turns: RunRecord['turns'], {database, contextOf, warnings = []}: Surroundings): RunRecord {
	return {kind: 'RunRecord', id, database, run, context: narrowed(contextOf(run), run), ...(warnings.length === 0 ? {} : {warnings}), turns};
}

/** A database may have thousands of tables; a plan names a few, and insights ask about no others. */
function narrowed({tables, indexes, unused, foreignKeys, givenSettings}: InsightContext, {explain, planningMs}: Run): InsightContext {
	// As EXPLAIN writes the name: an escaped string. What is contained by chance does no harm.
	const named = (name: string) => explain.includes(JSON.stringify(name).slice(1, -1));
	// An index on a partitioned table is one on each of its partitions.
	const wholes = new Set(tables?.flatMap(({name, partitionOf}) => partitionOf != null && named(name) ? [partitionOf.name] : []));
	const concerned = ({table, name}: IndexFacts) => named(table) || named(name) || wholes.has(table);
	return {
		planningMs,
		...(tables === undefined ? {} : {tables: tables.filter(({name}) => named(name)).map(({schema, name, modifiedSinceAnalyze, rows, varchars, partitionOf}): TableFacts =>
			({schema, name, modifiedSinceAnalyze, rows, ...(varchars === undefined ? {} : {varchars}), ...(partitionOf == null ? {} : {partitionOf})}))}),
		...(indexes === undefined ? {} : {indexes: indexes.filter(index => concerned(index)).map(index => indexFacts(index))}),
		...(unused === undefined ? {} : {unused: unused.filter(index => concerned(index)).map((index): UnusedIndex => ({...indexFacts(index), include: index.include, definition: index.definition}))}),
		...(foreignKeys === undefined ? {} : {foreignKeys: foreignKeys.filter(({constraint, table}) => named(table) || named(constraint))}),
		...(givenSettings === undefined ? {} : {givenSettings}),
	};
}

function indexFacts({schema, table, name, method, columns, predicate}: IndexFacts): IndexFacts {
	return {schema, table, name, method, columns, predicate};
}
