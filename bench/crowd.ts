import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import {noNativeServer, startNativeServer, type NativeServer} from '../test/support/native-server.ts';
import type {Benchmark} from './benchmark.ts';
import {inTerminal} from './in-terminal.ts';
import {inTurns} from './in-turns.ts';
import {temporaryFolder} from './the-copy.ts';

const root = path.join(import.meta.dirname, '..');
/** Beside each primary key, of every kind of key there is. */
const keys = ['a', 'b', 'c', 'd', 'a, b', 'a, c', 'b, c', 'lower(d)', 'a desc'];

/** Tables with so many indexes each beside their primary key; 500 rows, vacuumed and analyzed. */
async function fillWithTables(server: NativeServer, database: string, tables: number, indexes: number): Promise<void> {
	const {folder, port, user} = server;
	await server.run(`create database ${database}`);
	const client = new pg.Client({host: folder, port, user, database});
	await client.connect();
	for (let table = 0; table < tables; table++) {
		await client.query(`
			create table t${table} (id int primary key, a int, b int, c int, d text);
			insert into t${table} select n, n, n, n, 'x' from generate_series(1, 500) as n;
			${keys.slice(0, indexes).map((key, at) => `create index t${table}_${at} on t${table} (${key});`).join(' ')}`);
	}

	await client.query('vacuum analyze');
	await client.end();
}

/** From the first picture to the first plan on the screen: with 500 tables and 5,000 indexes, against 5 tables and as many. */
export const crowd: Benchmark = {
	name: 'crowd',
	async * measure() {
		if (noNativeServer !== null) {
			console.error(`\nno native server: ${noNativeServer}`);
			return;
		}

		const server = await startNativeServer();
		try {
			await fillWithTables(server, 'crowd', 500, keys.length);
			await fillWithTables(server, 'few', 5, 0);
			const catalog = path.join(await temporaryFolder(), 'queries');
			await mkdir(catalog);
			await writeFile(path.join(catalog, 'one.sql'), '-- title: one\n-- why: a query to start with\n-- frequency: low\nselect * from t3 where id = 7\n');
			const cache = await temporaryFolder();
			const start = async (database: string) => {
				const url = `postgres://${server.user}@localhost:${server.port}/${database}`;
				const [first = 0, planned = 0] = await inTerminal([path.join(root, 'dist/cli.js'), '--catalog', catalog, '--database-url', url, '--no-history'], {cache, marks: [/flip an index, watch the plan/, / Scan/], end: 'q'});
				return planned - first;
			};
			const {many, few} = await inTurns(5, {many: () => start('crowd'), few: () => start('few')});
			yield {kind: 'duration', what: 'start with 500 tables, 5,000 indexes', ours: many, reference: {what: 'with 5 and 5', ms: few}, aim: {times: 2, plusMs: 0}};
		} finally {
			await server.stop();
		}
	},
};
