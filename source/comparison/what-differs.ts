import {provenSame} from '../experiment/database-identity.ts';
import type {Measurement} from '../experiment/measurement.ts';
import {formatMoment} from '../text/moment.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import type {IndexChanges} from './index-adoption.ts';

/** A table whose rows became so many times as many, or as few, is another table to measure. */
const grown = 1.1;

/** Why two measurements say nothing of each other, except by what one of them measured in turns; null when they do. */
export function strangeness(before: Measurement, after: Measurement): string | null {
	return sameName(before, after)
		? (before.server.versionNumber === after.server.versionNumber ? null : 'the baseline was measured on another version of PostgreSQL')
		: 'the baseline was measured on another database';
}

/** What keeps two measurements from being alike besides the indexes that were built, a sentence each; the gravest first. */
export function whatDiffers(before: Measurement, after: Measurement, indexes: IndexChanges): readonly string[] {
	const named = ({database}: Measurement) => before.database.label === after.database.label ? `${database.label} (${database.key})` : database.label;
	return [
		...(sameName(before, after) ? [] : [`Different databases: ${sanitise(named(before))}, then ${sanitise(named(after))}. Only what was measured in turns is compared.`]),
		...(before.server.version === after.server.version ? [] : [`Different servers: ${sanitise(before.server.version)}, then ${sanitise(after.server.version)}.${before.server.versionNumber === after.server.versionNumber ? '' : ' Only what was measured in turns is compared.'}`]),
		...[before, after].flatMap(one => unfinished(one)),
		...(after.step === 'post-optimization' && after.answers !== null && after.answers !== before.id ? [`The measurement ${after.id} was taken against the baseline ${after.answers}, not ${before.id}: what was measured in turns was measured under the indexes of ${after.answers}.`] : []),
		...(before.startedAt > after.startedAt ? [`What is called before here was measured after: ${formatMoment(before.startedAt)}, and ${formatMoment(after.startedAt)}.`] : []),
		...catalogChanges(before, after),
		...(before.rttMs === after.rttMs ? [] : [`The operations waited ${formatMs(before.rttMs)} per round trip before, ${formatMs(after.rttMs)} after: their times are not compared.`]),
		...rowChanges(before, after),
		...(indexes.dropped.length === 0 ? [] : [`Indexes that were there before, and are not any more: ${indexes.dropped.map(({name}) => sanitise(name)).join(', ')}.`]),
		...indexes.redefined.map(({before: was, after: is}) => `The index ${sanitise(is.name)} is another one now: ${sanitise(was.definition)}, then ${sanitise(is.definition)}.`),
		...after.notes.map(note => sanitise(note)),
	];
}

/** Two names may lead to one database. */
function sameName(before: Measurement, after: Measurement): boolean {
	return before.database.key === after.database.key || (before.identity !== undefined && after.identity !== undefined && provenSame(before.identity, after.identity));
}

function unfinished({finishedAt, step, id, statements, operations, catalog}: Measurement): readonly string[] {
	return finishedAt === null ? [`The ${step} ${id} was stopped before its end: ${statements.length + operations.length} of ${catalog.entries.length} entries were measured.`] : [];
}

function catalogChanges(before: Measurement, after: Measurement): readonly string[] {
	const marks = new Map(before.catalog.entries.map(({name, mark}) => [name, mark]));
	const now = new Set(after.catalog.entries.map(({name}) => name));
	const list = (names: readonly string[], what: string) => names.length === 0 ? [] : [`${what} since the baseline: ${names.map(name => sanitise(name)).join(', ')}.`];
	return [
		...list(after.catalog.entries.filter(({name, mark}) => (marks.get(name) ?? mark) !== mark).map(({name}) => name), 'The catalogue changed'),
		...list(after.catalog.entries.filter(({name}) => !marks.has(name)).map(({name}) => name), 'New in the catalogue'),
		...list(before.catalog.entries.filter(({name}) => !now.has(name)).map(({name}) => name), 'Gone from the catalogue'),
	];
}

function rowChanges(before: Measurement, after: Measurement): readonly string[] {
	return after.tables.flatMap(({schema, name, rows}) => {
		const was = before.tables.find(table => table.schema === schema && table.name === name)?.rows ?? null;
		return was === null || rows === null || Math.max(was, rows) <= grown * Math.max(1, Math.min(was, rows))
			? []
			: [`${sanitise(name)} had ${formatCount(was)} rows, and has ${formatCount(rows)}.`];
	});
}
