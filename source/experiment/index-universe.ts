import type {IndexDefinition, Preset} from '../catalog/catalog-entry.ts';
import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import type {NamedConfiguration} from '../catalog/name-configuration.ts';
import {readCreateIndex} from '../catalog/read-create-index.ts';
import {tableOfText} from '../catalog/table-of-text.ts';
import type {IndexState} from '../database/index-state.ts';

/** An index that can be flipped; `key` is what configurations and --indexes call it: its name, or `schema.name` where names repeat. */
export interface UniverseIndex extends IndexState {
	readonly key: string;
	/** The user may drop indexes of its table. */
	readonly owned: boolean;
	/** In the database; described by the catalogue only; or proposed in this session, by an insight or the user, and removable again. */
	readonly origin: 'database' | 'catalogue' | 'proposed';
}

/** Every index there is to flip: what the database has, and what the catalogue proposes for tables that exist. */
export interface IndexUniverse {
	readonly kind: 'IndexUniverse';
	readonly indexes: readonly UniverseIndex[];
	readonly byKey: ReadonlyMap<string, UniverseIndex>;
	/** The database as it is: every built index on. */
	readonly asBuilt: IndexConfiguration;
	readonly presets: readonly NamedConfiguration[];
}

/** A table that the database has. */
export interface TableName {
	readonly schema: string;
	readonly name: string;
	readonly owned: boolean;
}

/**
 * Joins the two lists by name and, where the catalogue says it, schema. Indexes that the catalogue does not describe stay as they are in
 * every preset but `bare`, where only constraints remain; those that back a constraint are on in all of them.
 */
export function indexUniverse(
	built: readonly IndexState[],
	definitions: readonly IndexDefinition[],
	presets: readonly Preset[],
	tables: readonly TableName[],
): IndexUniverse {
	const described = byPlace(definitions.map(definition => [tableOfText(definition.table).schema, definition.name, definition] as const));
	const owned = new Set(tables.filter(table => table.owned).map(table => place(table.schema, table.name)));
	const present = new Set(built.flatMap(({schema, name}) => [place(schema, name), place(null, name)]));
	const findTable = byPlace([...tables].reverse().flatMap(table => [[table.schema, table.name, table], [null, table.name, table]] as const));
	const absent = definitions.filter(definition => !present.has(place(tableOfText(definition.table).schema, definition.name)));
	const unnamed = [
		...built.map(index => {
			const definition = described(index.schema, index.name);
			return {
				...index,
				owned: owned.has(place(index.schema, index.table)),
				origin: 'database' as const,
				why: definition?.why ?? null,
				priority: definition?.priority ?? null,
				described: definition ?? null,
			};
		}),
		...absent.flatMap(definition => proposed(definition, findTable).map(index => ({...index, described: definition}))),
	];
	const seen = new Set<string>();
	const repeated = new Set(unnamed.filter(({name}) => seen.size === seen.add(name).size).map(({name}) => name));
	const keyed = unnamed.map(({described: definition, ...index}) => ({definition, index: {...index, key: repeated.has(index.name) ? `${index.schema}.${index.name}` : index.name}}));
	const indexes: readonly UniverseIndex[] = keyed.map(({index}) => index);
	// Where only some tables are the user's, a preset leaves the others' indexes alone. Who owns none may be a superuser, or
	// has nothing to switch: then presets mean what they say.
	const ownsSome = indexes.some(index => index.owned);
	const mine = new Set(indexes.filter(index => index.owned || !ownsSome).map(index => index.key));
	const others = indexes.filter(index => index.built && !mine.has(index.key)).map(index => index.key);
	const always = indexes.filter(index => index.constraint !== null).map(index => index.key);
	const undescribed = keyed.filter(({index, definition}) => index.built && definition === null).map(({index}) => index.key);
	const named = presets.map(preset => ({
		name: preset.name,
		configuration: configurationOf([
			...always,
			...others,
			...(preset.indexes.length === 0 ? [] : undescribed),
			...keyed.filter(({definition}) => definition?.presets.includes(preset.name) === true).map(({index}) => index.key).filter(key => mine.has(key)),
			...preset.indexes.filter(name => mine.has(name)),
		]),
	}));
	const asBuilt = configurationOf(indexes.filter(index => index.built).map(index => index.key));
	// Every database has these, whether or not its catalogue names any.
	const usual = [
		{name: 'bare', configuration: configurationOf([...always, ...others])},
		{name: 'baseline', configuration: asBuilt},
		{name: 'as-built', configuration: asBuilt},
	];
	return {
		kind: 'IndexUniverse',
		indexes,
		byKey: new Map(indexes.map(index => [index.key, index])),
		asBuilt,
		presets: [...named, ...usual.filter(({name}) => !named.some(preset => preset.name === name))],
	};
}

function place(schema: string | null, name: string): string {
	return JSON.stringify([schema, name]);
}

/** Finds by schema and name; what was given without a schema answers for every schema. The last of several counts. */
function byPlace<T>(things: ReadonlyArray<readonly [schema: string | null, name: string, thing: T]>): (schema: string | null, name: string) => T | undefined {
	const found = new Map(things.map(([schema, name, thing]) => [place(schema, name), thing]));
	return (schema, name) => found.get(place(schema, name)) ?? found.get(place(null, name));
}

function proposed(definition: IndexDefinition, findTable: (schema: string | null, name: string) => TableName | undefined): ReadonlyArray<Omit<UniverseIndex, 'key'>> {
	const {schema, name} = tableOfText(definition.table);
	const table = findTable(schema, name);
	if (table === undefined || (schema !== null && table.schema !== schema)) {
		return [];
	}

	return [{
		owned: table.owned,
		origin: 'catalogue',
		name: definition.name,
		schema: table.schema,
		table: table.name,
		oid: null,
		parentOid: null,
		built: false,
		...readCreateIndex(definition.sql),
		constraint: null,
		valid: true,
		bytes: null,
		scans: null,
		definition: definition.sql,
		why: definition.why,
		priority: definition.priority,
	}];
}
