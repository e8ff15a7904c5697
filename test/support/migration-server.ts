import pg from 'pg';
import type {Catalog} from '../../source/catalog/catalog.ts';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {splitStatements} from '../../source/catalog/split-statements.ts';
import {openServer} from '../../source/database/open-server.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import type {RungNumber} from '../../source/experiment/rung.ts';
import {openLaboratory} from '../../source/lab/open-laboratory.ts';
import type {Migration} from '../../source/migration/migration.ts';
import type {NativeEngine} from './engines.ts';

export const noCatalog: Catalog = {kind: 'Catalog', folder: 'none', entries: [], operations: [], indexes: [], presets: []};

export interface Decision {
	readonly off?: readonly string[];
	/** As somebody would type them. */
	readonly propose?: readonly string[];
	readonly catalog?: Catalog;
	readonly rung?: RungNumber;
}

/** What planflip would export of a decision, from a database of the server's. */
export async function decideOn(native: NativeEngine, database: string, {off = [], propose = [], catalog = noCatalog, rung = 2}: Decision): Promise<Migration> {
	const laboratory = await openLaboratory(await openServer(native.target({database})), {
		catalog, disposable: () => rung === 1, consentToBlock: rung === 5, rung, clock: {date: () => new Date('2026-11-26T00:12:00Z'), ms: () => performance.now()}, ground: 'server', leave: () => Promise.resolve(),
	});
	try {
		const proposed = propose.map(text => laboratory.propose(proposalOfText(text, laboratory.universe(), laboratory.tables)));
		const unknown = off.filter(key => !laboratory.universe().byKey.has(key));
		if (unknown.length > 0) {
			throw new Error(`no such indexes: ${unknown.join(', ')}`);
		}

		const on = [...laboratory.universe().asBuilt.on, ...proposed].filter(key => !off.includes(key));
		for await (const event of laboratory.decide({configuration: configurationOf(on), measured: [], signal: new AbortController().signal})) {
			if (event.kind === 'decided') {
				return event.migration;
			}
		}
	} finally {
		await laboratory.close();
	}

	throw new Error('nothing was decided');
}

/** Everything there is to know of the indexes of a database, by their names: what rollback has to bring back. */
export async function indexesOf(native: NativeEngine, database: string): Promise<readonly string[]> {
	const client = await connected(native, database);
	try {
		const {rows} = await client.query<{readonly line: string}>(`
			select concat_ws(' | ', pg_get_indexdef(c.oid), i.indisvalid, s.spcname, obj_description(c.oid, 'pg_class'),
				(select string_agg(a.attnum || ':' || a.attstattarget, ',') from pg_attribute as a where a.attrelid = c.oid and a.attstattarget >= 0),
				(select h.inhparent::regclass::text from pg_inherits as h where h.inhrelid = c.oid)) as line
			from pg_class as c join pg_index as i on i.indexrelid = c.oid left join pg_tablespace as s on s.oid = c.reltablespace
			where c.relnamespace::regnamespace::text not like 'pg\\_%' order by 1`);
		return rows.map(({line}) => line);
	} finally {
		await client.end();
	}
}

/** psql's own line left away. */
export function statementsOf(script: string): readonly string[] {
	return splitStatements(script.replace(/^\\set .*$/m, ''), 'the script').map(({sql}) => sql);
}

/** A script as a program without psql would run it: one statement after the other, each by itself. */
export async function runScript(native: NativeEngine, database: string, script: string): Promise<void> {
	const client = await connected(native, database);
	try {
		for (const sql of statementsOf(script)) {
			await client.query(sql);
		}
	} finally {
		await client.end();
	}
}

async function connected({server}: NativeEngine, database: string): Promise<pg.Client> {
	const client = new pg.Client({host: server.folder, port: server.port, user: server.user, database});
	await client.connect();
	return client;
}
