import {readTypedIndex} from '../catalog/typed-index.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {CheckKind} from './check-sql.ts';
import type {IndexChange, Migration, MigratedIndex} from './migration.ts';
import {qualified, quoteLiteral} from './quote.ts';

/** One statement, in the order of the script. */
export type MigrationStep =
	| {readonly kind: 'check'; readonly check: CheckKind; readonly index: MigratedIndex}
	/** `head CONCURRENTLY tail`: outside of a transaction it blocks nobody, and waits for everybody. */
	| {readonly kind: 'concurrent'; readonly head: string; readonly tail: string}
	/** Holds its lock for a moment only, but whoever wants the table queues behind it while it waits. */
	| {readonly kind: 'brief'; readonly sql: string};

/** A change, by the number that its heading has. */
export interface ChangeSteps {
	readonly change: IndexChange;
	readonly does: 'build' | 'drop';
	readonly steps: readonly MigrationStep[];
	/** What a reader of the script must know. */
	readonly warning: string | null;
}

export function applySteps({changes}: Migration): readonly ChangeSteps[] {
	return changes.map(change => change.kind === 'create' ? building(change, 'build') : dropping(change, 'drop'));
}

/** The last change is taken back first. An INVALID index was of no use, and is not made again. */
export function rollbackSteps({changes}: Migration): readonly ChangeSteps[] {
	return changes.toReversed()
		.filter(({kind, index}) => kind === 'create' || index.valid)
		.map(change => change.kind === 'create' ? dropping(change, 'undo') : building(change, 'build'));
}

function building(change: IndexChange, does: 'build'): ChangeSteps {
	const {index} = change;
	return {
		change, does,
		steps: [...buildSteps(index), ...(hasExpressions(index) ? [{kind: 'brief' as const, sql: `ANALYZE ${qualified(index.schema, index.table)}`}] : [])],
		warning: index.partitioned
			? 'Its table is partitioned: its index is made ON ONLY it, which takes a moment, those of the partitions CONCURRENTLY, and attached.'
			: (hasExpressions(index) ? 'Of an expression the planner knows no statistics before ANALYZE.' : null),
	};
}

function dropping(change: IndexChange, how: 'drop' | 'undo'): ChangeSteps {
	const {index} = change;
	const check = {kind: 'check', check: 'same', index} as const;
	return {
		change, does: 'drop',
		steps: index.partitioned
			// A build that was stopped has left parts that are not attached, and do not go with the whole.
			? [check, dropStep(index), ...(how === 'undo' ? partsOf(index).map(part => dropStep(part)) : [])]
			: [check, dropStep(index)],
		warning: index.partitioned
			? 'Its table is partitioned, and Postgres drops such an index not CONCURRENTLY, but with an ACCESS EXCLUSIVE lock on the table and all its partitions: for a moment, once it has it.'
			: null,
	};
}

function buildSteps(index: MigratedIndex): readonly MigrationStep[] {
	const {schema, table, name, tablespace, partitioned, parts} = index;
	const {unique, rest} = readTypedIndex(index.definition);
	const [head, tail] = [`CREATE ${unique ? 'UNIQUE ' : ''}INDEX`, `IF NOT EXISTS ${quoteIdentifier(name)} ON ${partitioned ? 'ONLY ' : ''}${qualified(schema, table)} ${rest}`];
	// TABLESPACE stands in the middle of the statement, between WITH and WHERE.
	const elsewhere: readonly MigrationStep[] = tablespace === null ? [] : [{kind: 'brief', sql: `SET default_tablespace = ${quoteLiteral(tablespace)}`}];
	const back: readonly MigrationStep[] = tablespace === null ? [] : [{kind: 'brief', sql: 'RESET default_tablespace'}];
	return [
		{kind: 'check', check: 'free', index},
		...elsewhere,
		partitioned ? {kind: 'brief', sql: `${head} ${tail}`} : concurrently(head, tail),
		...back,
		...parts.flatMap((part): readonly MigrationStep[] => [
			...buildSteps(part),
			{kind: 'brief', sql: `ALTER INDEX ${qualified(schema, name)} ATTACH PARTITION ${qualified(part.schema, part.name)}`},
		]),
		{kind: 'check', check: 'whole', index},
		...index.statistics.map(({column, target}): MigrationStep => ({kind: 'brief', sql: `ALTER INDEX ${qualified(schema, name)} ALTER COLUMN ${column} SET STATISTICS ${target}`})),
		...(index.comment === null ? [] : [{kind: 'brief' as const, sql: `COMMENT ON INDEX ${qualified(schema, name)} IS ${quoteLiteral(index.comment)}`}]),
	];
}

function concurrently(head: string, tail: string): MigrationStep {
	return {kind: 'concurrent', head, tail};
}

/** Postgres drops the index of a partitioned table, at whatever level, in one go only. */
function dropStep({schema, name, partitioned}: MigratedIndex): MigrationStep {
	const what = `IF EXISTS ${qualified(schema, name)}`;
	return partitioned ? {kind: 'brief', sql: `DROP INDEX ${what}`} : concurrently('DROP INDEX', what);
}

function partsOf({parts}: MigratedIndex): readonly MigratedIndex[] {
	return parts.flatMap(part => [part, ...partsOf(part)]);
}

/** A column is a name; whatever has a parenthesis is more, or is quoted and costs an ANALYZE too many. */
function hasExpressions({columns}: MigratedIndex): boolean {
	return columns.some(column => column.includes('('));
}
