import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import type {GoneIndex} from '../view/gone-index.ts';
import type {Bench} from './bench.ts';

/** What is left of a configuration after the database was looked over again, and which of its indexes went, with those that were to be built on a table that went. */
export async function withoutGone(bench: Bench, {on}: IndexConfiguration, lookOver: () => Promise<void>): Promise<{readonly configuration: IndexConfiguration; readonly gone: readonly GoneIndex[]}> {
	const before = bench.universe.indexes.filter(({key}) => on.has(key));
	await lookOver();
	const {universe, tables} = bench;
	return {
		configuration: configurationOf([...on].filter(key => universe.byKey.has(key))),
		gone: before.filter(({key}) => !universe.byKey.has(key)).map(({key, schema, table}) => ({key, schema, table, withTable: !tables.some(one => one.schema === schema && one.name === table)})),
	};
}
