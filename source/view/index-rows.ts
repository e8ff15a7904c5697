import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import type {IndexUniverse, UniverseIndex} from '../experiment/index-universe.ts';
import {partitionIndexName} from '../experiment/partition-index-name.ts';
import {wholesOf, withPartitions} from '../experiment/partition-indexes.ts';
import type {Rung} from '../experiment/rung.ts';
import type {Plan} from '../plan/plan.ts';
import {formatBytes} from '../text/bytes.ts';
import {sanitise as plain} from '../text/plain.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span} from './line.ts';

/** One toggle of the Indexes pane. */
export interface IndexRow {
	readonly index: UniverseIndex;
	readonly on: boolean;
	/** A current plan reads it. */
	readonly used: boolean;
	/** The current query reads its table. */
	readonly near: boolean;
	/** With its parts, where it is a partitioned table's: it has neither pages nor scans of its own. null: nobody knows. */
	readonly bytes: number | null;
	readonly scans: number | null;
	/** Why it cannot be flipped here. */
	readonly obstacle: string | null;
}

/** Indexes of the tables that the plans read come first, each table's together; constraints after the others. */
export function indexRows(
	universe: IndexUniverse,
	configuration: IndexConfiguration,
	plans: readonly Plan[],
	rung: Rung,
	superuser: boolean,
): readonly IndexRow[] {
	const names = plans.map(plan => namesIn(plan));
	// A bitmap's Index Scan names no table, so an index is matched by name alone.
	const rows = universe.indexes.map(index => {
		// A plan names the partitions, and their indexes: the whole is used where one of its parts is.
		const family = withPartitions(index, universe.indexes);
		return {
			index,
			on: [index, ...wholesOf(index, universe.indexes)].every(({key}) => configuration.on.has(key)),
			used: family.some(({name}) => names.some(({indexes}) => indexes.has(name))) || (!index.built && names.some(one => readsPart(one, index))),
			near: family.some(({table}) => names.some(({tables}) => tables.has(table))),
			bytes: sum(family.map(({bytes}) => bytes)),
			scans: sum(family.map(({scans}) => scans)),
			obstacle: flipObstacle(index, rung, superuser),
		};
	});
	const rank = (row: IndexRow) => (row.near ? 0 : 2) + (row.index.constraint === null ? 0 : 1);
	return rows.sort((a, b) => rank(a) - rank(b)
		|| compare(a.index.schema, b.index.schema)
		|| compare(a.index.table, b.index.table)
		|| Number(b.index.built) - Number(a.index.built)
		|| compare(a.index.name, b.index.name));
}

interface Names {
	readonly tables: ReadonlySet<string>;
	readonly indexes: ReadonlySet<string>;
}

/** What is built for a trial has its parts under names that tell whose they are. */
function readsPart({tables, indexes}: Names, {name}: UniverseIndex): boolean {
	return [...tables].some(table => indexes.has(partitionIndexName(name, table)));
}

const kept = new WeakMap<Plan, Names>();

/** What the plan reads; a plan keeps it, as big ones are asked on every key. */
function namesIn(plan: Plan): Names {
	const known = kept.get(plan);
	if (known !== undefined) {
		return known;
	}

	const names = {
		tables: new Set(plan.nodes.flatMap(({relation}) => relation ?? [])),
		indexes: new Set(plan.nodes.flatMap(({index}) => index ?? [])),
	};
	kept.set(plan, names);
	return names;
}

function sum(counts: ReadonlyArray<number | null>): number | null {
	const known = counts.filter(count => count !== null);
	return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}

/** `[x]` built and on, `[ ]` off, `[+]` proposed and on, `[!]` INVALID; `●` where the plan uses it. */
export function indexLine(row: IndexRow, width: number): Line {
	const {index, on} = row;
	const invalid = index.built && !index.valid;
	const box = invalid ? '[!]' : on ? (index.built ? '[x]' : '[+]') : '[ ]';
	const kind = invalid ? 'INVALID' : index.constraint === null
		? (index.built ? formatBytes(row.bytes ?? 0) : 'proposed')
		: (index.constraint.kind === 'primary key' ? 'pkey' : index.constraint.kind);
	const quiet = !row.near || (index.constraint !== null && on);
	return justifyLine(
		[
			span(row.used ? '●' : ' ', 'index'),
			span(`${box} `, invalid ? 'warn' : on ? (index.built ? 'plain' : 'better') : (index.built ? 'worse' : 'dim')),
			span(plain(index.key), row.used ? 'index' : (quiet ? 'dim' : 'plain')),
		],
		[span(` ${kind}`, invalid ? 'warn' : index.built ? 'dim' : 'proposed')],
		width,
	);
}

/** What the row under the cursor is: table and columns, then the team's reason or what holds it. */
export function indexDetail(row: IndexRow): readonly Line[] {
	const {index} = row;
	const columns = `${index.method === 'btree' ? '' : `using ${index.method} `}(${index.columns.join(', ')})`;
	const extra = [
		...(index.include.length === 0 ? [] : [`include (${index.include.join(', ')})`]),
		...(index.predicate === null ? [] : [`where ${index.predicate}`]),
	];
	const state = index.constraint === null
		? (index.why ?? (index.built ? `${index.unique ? 'unique, ' : ''}used ${row.scans ?? '?'} times since statistics began` : 'not built'))
		: `${index.constraint.kind} ${index.constraint.name}: switched off for planning only, never dropped`;
	return [
		[span(plain(index.table), 'relation'), span(` ${plain([columns, ...extra].join(' '))}`, 'plain')],
		[span(plain(row.obstacle === null ? state : `cannot be flipped: ${row.obstacle}`), row.obstacle === null ? 'dim' : 'warn')],
	];
}
