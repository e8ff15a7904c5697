import {chooseIndexName} from '../catalog/choose-index-name.ts';
import {didYouMean} from '../catalog/nearest.ts';
import {readCreateIndex} from '../catalog/read-create-index.ts';
import {readTypedIndex, type TypedIndex, typedIndexError} from '../catalog/typed-index.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {IndexUniverse, TableName} from './index-universe.ts';
import type {IndexProposal} from './propose-index.ts';

/**
 * What somebody typed as an index that can be flipped: its table found, its name chosen where it has none. Its statement is
 * written anew with the table's schema, so that no search_path leads it elsewhere.
 * @throws PlanflipError input, with its position in the text.
 */
export function proposalOfText(text: string, universe: IndexUniverse, tables: readonly TableName[]): IndexProposal {
	const typed = readTypedIndex(text);
	const table = findTable(typed, tables);
	const {columns, include} = readCreateIndex(typed.rest);
	const neighbours = universe.indexes.filter(index => index.schema === table.schema);
	const relations = new Set([...neighbours.map(({name}) => name), ...tables.filter(({schema}) => schema === table.schema).map(({name}) => name)]);
	const statement = (name: string) =>
		`CREATE ${typed.unique ? 'UNIQUE ' : ''}INDEX ${quoteIdentifier(name)} ON ${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)} ${typed.rest}`;
	// Typed once more, it is the same index and not a second one.
	const again = neighbours.find(index => index.origin === 'proposed' && index.definition === statement(typed.name ?? index.name));
	const name = again?.name ?? typed.name ?? chooseIndexName(table.name, [...columns, ...include], relations);
	if (again === undefined && relations.has(name)) {
		const what = neighbours.some(index => index.name === name) ? 'an index' : 'a table';
		throw typedIndexError(text, typed.at.name, `There is ${what} "${name}" already.`, 'Choose another name, or none.');
	}

	return {
		name,
		schema: table.schema,
		table: table.name,
		sql: statement(name),
		why: typed.without.length === 0 ? 'typed here' : `typed here; ${typed.without.join(' and ')} left away, as it is built in a transaction that is rolled back`,
	};
}

function findTable({text, schema, table, at}: TypedIndex, tables: readonly TableName[]): TableName {
	const found = tables.filter(candidate => candidate.name === table && (schema === null || candidate.schema === schema));
	const [only, other] = found;
	if (only === undefined) {
		const names = [...new Set(tables.map(({name}) => name))];
		throw typedIndexError(text, at.table, `There is no table "${schema === null ? '' : `${schema}.`}${table}".`, `${didYouMean(table, names)}Tables: ${names.join(', ') || 'none'}.`);
	}

	if (other !== undefined) {
		throw typedIndexError(text, at.table, `There are several tables "${table}".`, `Write its schema too: ${found.map(each => `${each.schema}.${each.name}`).join(' or ')}.`);
	}

	return only;
}
