import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {transformSync} from 'esbuild';
import {Kysely, type Migration as KyselyMigration, Migrator, NO_MIGRATIONS, PostgresDialect, sql} from 'kysely';
import pg from 'pg';
import {expect, it, onTestFinished} from 'vitest';
import {kyselyMigration} from '../../source/migration/kysely-migration.ts';
import {compilerComplaints} from '../support/compiled.ts';
import {withNativeServer} from '../support/engines.ts';
import {decideOn, indexesOf} from '../support/migration-server.ts';
import {oddIndexes, oddNames} from '../support/odd-indexes.ts';

const patience = 120_000;
const proposals = ['shots (shot_type, scene_id desc) include (number) where number > 3', 'CREATE INDEX "made, `here` ${}" ON "Film ""Noir"""."Scène 1" USING gin (doc)', 'night (seat, lower(guest))'];

/** The written file, compiled and loaded as a migration provider would; within the project, where it finds kysely. */
async function loaded(text: string): Promise<KyselyMigration> {
	const folder = mkdtempSync(path.join(import.meta.dirname, '.kysely-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	const file = path.join(folder, 'migration.mjs');
	writeFileSync(file, transformSync(text, {loader: 'ts', format: 'esm'}).code);
	return await import(/* @vite-ignore */ pathToFileURL(file).href) as KyselyMigration;
}

withNativeServer('a Kysely migration', native => {
	let count = 0;
	const fresh = async (): Promise<string> => {
		count += 1;
		const name = `kysely_${count}`;
		await native.server.run(`create database ${name}`);
		await native.server.run(oddIndexes, name);
		return name;
	};

	const migrator = async (database: string, text: string, disableTransactions: boolean) => {
		const queries: string[] = [];
		const pool = new pg.Pool({host: native.server.folder, port: native.server.port, user: native.server.user, database, max: 1});
		// The server may be stopped while a closed connection is still on its way out.
		pool.on('error', () => undefined);
		const db = new Kysely<unknown>({
			dialect: new PostgresDialect({pool}),
			log({query}) {
				queries.push(query.sql);
			},
		});
		onTestFinished(async () => db.destroy());
		const migration = await loaded(text);
		return {db, queries, migrator: new Migrator({db, provider: {getMigrations: () => Promise.resolve({'20261126T001200Z_planflip_indexes': migration})}, disableTransactions})};
	};

	it.each([true, false])('is run by Kysely\'s Migrator forth and back (disableTransactions: %s)', async disableTransactions => {
		const database = await fresh();
		const decided = await decideOn(native, database, {off: oddNames, propose: proposals});
		const text = kyselyMigration(decided);
		const {migrator: kysely, queries, db} = await migrator(database, text, disableTransactions);
		const before = await indexesOf(native, database);
		const up = await kysely.migrateToLatest();
		expect(up.error).toBeUndefined();
		const between = (await indexesOf(native, database)).join('\n');
		expect(between).toContain('shots_shot_type_scene_id_number_idx');
		expect(between).toContain('"made, `here` ${}"');
		expect(between).not.toContain('shots_plain');
		expect(queries.some(sql => /CREATE INDEX CONCURRENTLY/.test(sql))).toBe(disableTransactions);
		const down = await kysely.migrateTo(NO_MIGRATIONS);
		expect(down.error).toBeUndefined();
		expect((await indexesOf(native, database)).filter(line => !line.includes('kysely_migration'))).toEqual(before);
		// The connection goes back to the application's pool.
		expect(queries.some(text => text.includes('lock_timeout'))).toBe(true);
		expect((await sql`select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement`.execute(db)).rows).toEqual([{lock: '0', statement: '0'}]);
	}, patience);

	it('compiles under the strictest settings, with no helper that it does not use', async () => {
		const database = await fresh();
		const both = await decideOn(native, database, {off: oddNames, propose: proposals, rung: 1});
		const one = await decideOn(native, database, {propose: ['shots (number)']});
		const partitioned = await decideOn(native, database, {off: ['night_guest']});
		expect(compilerComplaints({'both.ts': kyselyMigration(both), 'one.ts': kyselyMigration(one), 'partitioned.ts': kyselyMigration(partitioned)})).toEqual([]);
	}, patience);

	it('does not take what a failed build has left INVALID for the index', async () => {
		const database = await fresh();
		const text = kyselyMigration(await decideOn(native, database, {propose: ['CREATE UNIQUE INDEX shots_once ON shots (scene_id)']}));
		const {migrator: kysely} = await migrator(database, text, true);
		expect(String((await kysely.migrateToLatest()).error)).toContain('could not create unique index');
		expect(String((await kysely.migrateToLatest()).error)).toContain('public.shots_once is INVALID');
		await native.server.run('drop index shots_once', database);
		await native.server.run('create table t (id int); create index shots_once on t (id)', database);
		expect(String((await kysely.migrateToLatest()).error)).toContain('public.shots_once is another one');
	}, patience);
});
