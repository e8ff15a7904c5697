import type {SetAside} from '../../advice/candidates/candidate.ts';
import {listCandidates} from '../../advice/candidates/list-candidates.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import {bytesWithParts} from '../../experiment/partition-indexes.ts';
import {flipObstacle} from '../../experiment/plan-switch.ts';
import type {Bench} from '../bench.ts';
import type {Rejected} from './advice.ts';
import type {ParsedEntry} from './read-statements.ts';

export interface Gathered {
	/** What may be added: indexes that are off, then those that the statements ask for. */
	readonly toggles: readonly UniverseIndex[];
	readonly rejected: readonly Rejected[];
	/** Keys of those that were no toggles before. */
	readonly proposed: ReadonlySet<string>;
}

/** Proposes what the statements ask for, beside the indexes that are switched off and those that the catalogue describes. */
export function gatherToggles(bench: Bench, start: IndexConfiguration, entries: ReadonlyArray<ParsedEntry & {readonly weight: number}>): Gathered {
	const {universe} = bench;
	const read = new Set(entries.flatMap(({readings}) => readings.map(({relation}) => tableKey(relation.partitionOf ?? relation))));
	const on = universe.indexes.filter(({key}) => start.on.has(key));
	const offHere = universe.indexes
		.filter(index => !start.on.has(index.key) && index.parentOid === null && index.constraint === null && read.has(tableKey({schema: index.schema, name: index.table})))
		.map(index => ({index, obstacle: flipObstacle(index, bench.rung, bench.facts.superuser)}));
	const off = offHere.filter(({obstacle}) => obstacle === null).map(({index}) => index);
	const taken = new Set([...universe.indexes.map(({name}) => name), ...bench.tables.map(({name}) => name)]);
	const {tried, setAside} = listCandidates(entries.map(({entry, weight, readings}) => ({name: entry.name, weight, readings})), {on, off}, taken);
	const proposed = tried.map(candidate => bench.propose({
		name: candidate.name,
		schema: candidate.schema,
		table: candidate.table,
		sql: candidate.sql,
		why: `asked for by ${candidate.askedBy.join(', ')}`,
	}));
	const offNames = new Set(off.map(({name}) => name));
	return {
		toggles: [...off, ...proposed.flatMap(key => bench.universe.byKey.get(key) ?? [])],
		// What is off already is a candidate under its own name.
		proposed: new Set(proposed),
		rejected: [
			...offHere.flatMap(({index, obstacle}): readonly Rejected[] => obstacle === null ? [] : [{name: index.name, schema: index.schema, table: index.table, sql: index.definition, bytes: bytesWithParts(index, universe.indexes), because: {kind: 'cannot be switched', reason: obstacle}}]),
			...setAside.filter(({reason}) => !isOneOf(reason, offNames)).map(({candidate, reason}): Rejected => ({name: candidate.name, schema: candidate.schema, table: candidate.table, sql: candidate.sql, bytes: null, because: reason})),
		],
	};
}

function isOneOf(reason: SetAside, names: ReadonlySet<string>): boolean {
	return reason.kind === 'there already' && names.has(reason.index);
}

function tableKey({schema, name}: {readonly schema: string; readonly name: string}): string {
	return JSON.stringify([schema, name]);
}
