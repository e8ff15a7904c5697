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
 * Joins the two lists by name. Indexes that the catalogue does not describe stay as they are in every preset but `bare`,
 * where only constraints remain; those that back a constraint are on in all of them.
 */
export function indexUniverse(
	built: readonly IndexState[],
	definitions: readonly IndexDefinition[],
	presets: readonly Preset[],
	tables: readonly TableName[],
): IndexUniverse {
	const described = new Map(definitions.map(definition => [definition.name, definition]));
	const owned = new Set(tables.filter(table => table.owned).map(table => `${table.schema}.${table.name}`));
	const present = new Set(built.map(index => index.name));
	const repeated = new Set(built.map(index => index.name).filter((name, at, names) => names.indexOf(name) !== at));
	const indexes: readonly UniverseIndex[] = [
		...built.map(index => ({
			...index,
			key: repeated.has(index.name) ? `${index.schema}.${index.name}` : index.name,
			owned: owned.has(`${index.schema}.${index.table}`),
			origin: 'database' as const,
			why: described.get(index.name)?.why ?? null,
			priority: described.get(index.name)?.priority ?? null,
		})),
		...definitions.filter(definition => !present.has(definition.name)).flatMap(definition => proposed(definition, tables)),
	];
	// Where only some tables are the user's, a preset leaves the others' indexes alone. Who owns none may be a superuser, or
	// has nothing to switch: then presets mean what they say.
	const ownsSome = indexes.some(index => index.owned);
	const mine = new Set(indexes.filter(index => index.owned || !ownsSome).map(index => index.key));
	const others = indexes.filter(index => index.built && !mine.has(index.key)).map(index => index.key);
	const known = new Set(indexes.map(index => index.key));
	const always = indexes.filter(index => index.constraint !== null).map(index => index.key);
	const undescribed = indexes.filter(index => index.built && !described.has(index.name)).map(index => index.key);
	const named = presets.map(preset => ({
		name: preset.name,
		configuration: configurationOf([
			...always,
			...others,
			...(preset.indexes.length === 0 ? [] : undescribed),
			...preset.indexes.filter(name => known.has(name) && mine.has(name)),
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

function proposed(definition: IndexDefinition, tables: readonly TableName[]): readonly UniverseIndex[] {
	const {schema, name} = tableOfText(definition.table);
	const table = tables.find(candidate => candidate.name === name && (schema === null || candidate.schema === schema));
	if (table === undefined) {
		return [];
	}

	return [{
		key: definition.name,
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
