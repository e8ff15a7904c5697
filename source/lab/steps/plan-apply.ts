import type {Catalog} from '../../catalog/catalog.ts';
import type {IndexDefinition} from '../../catalog/catalog-entry.ts';
import {readCreateIndex} from '../../catalog/read-create-index.ts';
import {readTypedIndex} from '../../catalog/typed-index.ts';
import {listIndexes} from '../../database/list-indexes.ts';
import {listTables} from '../../database/list-tables.ts';
import {quoteIdentifier} from '../../database/quote-identifier.ts';
import {type IndexNow, readIndexNow} from '../../database/read-index-now.ts';
import type {Session} from '../../database/session.ts';
import {indexUniverse} from '../../experiment/index-universe.ts';
import type {ApplyRequest} from './apply-request.ts';
import {type IndexToBuild, qualified} from './index-to-build.ts';
import {type PartitionPlan, planPartitions} from './plan-partitions.ts';

export interface ApplyPlan {
	/** In the catalogue's order. */
	readonly builds: readonly IndexToBuild[];
	/** Built and valid, by their names. */
	readonly built: readonly string[];
	/** Wanted, and not to be built by us: sentences. */
	readonly obstacles: readonly string[];
	/** Whether another user might build one of those. */
	readonly forbidden: boolean;
	readonly notes: readonly string[];
}

/** Looks at what is there and at what is wanted. `concurrently`: others work with these tables meanwhile. */
export async function planApply(session: Session, catalog: Catalog, {choose, preset}: Pick<ApplyRequest, 'choose' | 'preset'>, concurrently: boolean): Promise<ApplyPlan> {
	const universe = indexUniverse(await listIndexes(session), catalog.indexes, catalog.presets, await listTables(session));
	const {on} = choose(universe);
	// The universe knows no index of a table that is not there.
	const wanted = new Set(catalog.indexes.filter(({presets}) => preset !== null && presets.includes(preset)).map(({name}) => name));
	const builds: IndexToBuild[] = [];
	const built: string[] = [];
	const obstacles: string[] = [];
	let forbidden = false;
	const notes: string[] = [];
	for (const definition of catalog.indexes) {
		const table = await findTable(session, definition.table);
		if (table === null && wanted.has(definition.name)) {
			notes.push(`${definition.name} is left out: there is no table ${definition.table} here (${definition.file}:${definition.line}).`);
		}

		if (table === null) {
			continue;
		}

		// Where some tables are the user's, a preset switches no others: here they are told.
		const forbiddenHere = wanted.has(definition.name) && !table.owned;
		if (!on.has(definition.name) && !on.has(`${table.schema}.${definition.name}`) && !forbiddenHere) {
			continue;
		}

		const now = await readIndexNow(session, table.schema, definition.name);
		if (now?.valid === true) {
			built.push(definition.name);
			notes.push(...otherForm(definition, now, table));
			continue;
		}

		const {builds: needed, obstacle} = await planOne(session, {definition, table, now}, concurrently);
		if (obstacle !== null) {
			obstacles.push(`${definition.name} is not built: ${obstacle.why}.`);
			forbidden ||= obstacle.forbidden;
		}

		builds.push(...needed.map(one => ({...one, of: definition})));
	}

	return {builds, built, obstacles, forbidden, notes};
}

interface FoundTable {
	readonly schema: string;
	readonly name: string;
	readonly partitioned: boolean;
	readonly owned: boolean;
}

/** Where the name leads that stands in the catalogue's statement. */
async function findTable(session: Session, written: string): Promise<FoundTable | null> {
	const [row] = await session.query(`
		select n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned, pg_catalog.pg_has_role(c.relowner, 'USAGE') as owned
		from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		where c.oid = pg_catalog.to_regclass($1)`, [written]);
	return row === undefined ? null : {schema: String(row['schema']), name: String(row['name']), partitioned: row['partitioned'] === true, owned: row['owned'] === true};
}

interface Wanted {
	readonly definition: IndexDefinition;
	readonly table: FoundTable;
	/** What is there under its name, not valid. */
	readonly now: IndexNow | null;
}

async function planOne(session: Session, {definition, table, now}: Wanted, concurrently: boolean): Promise<PartitionPlan> {
	const {schema, name} = table;
	if (!table.owned) {
		return {builds: [], obstacle: {why: `you do not own ${schema}.${name}`, forbidden: true}};
	}

	const alone = concurrently ? 'concurrently' : 'at once';
	if (!table.partitioned) {
		const statement = statementOf(definition, definition.name, table, alone);
		return {builds: [{schema, table: name, name: definition.name, statement, leftover: now, attach: null, frame: false}], obstacle: null};
	}

	if (now !== null && (now.table !== name || isOtherForm(definition, now))) {
		return {builds: [], obstacle: {why: `an index of that name is there, INVALID and otherwise than the catalogue has it: ${now.definition}`, forbidden: false}};
	}

	return planPartitions(session, {schema, table: name, name: definition.name, now}, (part, on, how) => statementOf(definition, part, on, how === 'only' ? how : alone));
}

function statementOf({sql}: IndexDefinition, name: string, table: {readonly schema: string; readonly name: string}, how: 'concurrently' | 'only' | 'at once'): string {
	const {unique, rest} = readTypedIndex(sql);
	return `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${how === 'concurrently' ? 'CONCURRENTLY ' : ''}IF NOT EXISTS ${quoteIdentifier(name)} ON ${how === 'only' ? 'ONLY ' : ''}${qualified(table)} ${rest}`;
}

/** One of that name with other keys is somebody's, and stays; expressions and conditions are printed too freely to be compared. */
function otherForm(definition: IndexDefinition, now: IndexNow, table: FoundTable): readonly string[] {
	return now.table !== table.name || isOtherForm(definition, now) ? [`${definition.name} is built, but otherwise than the catalogue has it; it is left alone: ${now.definition}`] : [];
}

function isOtherForm(definition: IndexDefinition, now: IndexNow): boolean {
	const shape = (sql: string) => {
		const {unique, method, columns, include} = readCreateIndex(sql);
		return JSON.stringify([unique, method, columns.map(column => plain(column)), include.map(column => plain(column))]);
	};
	const simple = (sql: string) => readCreateIndex(sql).columns.every(column => !column.includes('('));
	return simple(definition.sql) && shape(definition.sql) !== shape(now.definition);
}

function plain(column: string): string {
	return column.toLowerCase().replaceAll('"', '').replace(/ asc\b/, '').replace(/ nulls last\b(?<! desc nulls last)/, '');
}
