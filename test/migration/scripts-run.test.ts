import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {applySql, rollbackSql} from '../../source/migration/sql-script.ts';
import {withNativeServer} from '../support/engines.ts';
import {decideOn, indexesOf, runScript, statementsOf} from '../support/migration-server.ts';
import {nativeMajor} from '../support/native-server.ts';
import {needing} from '../support/needing.ts';
import {oddIndexes, oddNames} from '../support/odd-indexes.ts';
import {psql, runPsql} from '../support/psql.ts';

const proposals = [
	'shots (shot_type, scene_id desc) include (number) where number > 3',
	'CREATE INDEX "made, here" ON "Film ""Noir"""."Scène 1" USING gin (doc)',
	'مشاهد (lower(العنوان))',
	'night (seat, lower(guest))',
];

const patience = 120_000;

withNativeServer('an exported script', native => {
	let count = 0;
	const fresh = async (sql = oddIndexes): Promise<string> => {
		count += 1;
		const name = `export_${count}`;
		await native.server.run(`create database ${name}`);
		await native.server.run(sql, name);
		return name;
	};

	/** What a lost connection leaves: every statement up to, and not including, the first that contains these words. */
	const until = (script: string, words: string): string => {
		const statements = statementsOf(script);
		const at = statements.findIndex(sql => sql.includes(words));
		expect(at, words).toBeGreaterThan(0);
		return statements.slice(0, at).map(sql => `${sql};`).join('\n');
	};

	it.each([1, 2] as const)('brings every dropped index back to the letter, and takes every built one away (rung %i)', async rung => {
		const database = await fresh();
		const before = await indexesOf(native, database);
		const migration = await decideOn(native, database, {off: oddNames, propose: proposals, rung});
		expect(migration.leftOut).toEqual([]);
		await runScript(native, database, applySql(migration));
		const between = await indexesOf(native, database);
		const names = between.map(line => /INDEX ("(?:[^"]|"")*"|\S+)/.exec(line)?.[1] ?? '');
		expect(names).toEqual(expect.arrayContaining(['shots_shot_type_scene_id_number_idx', '"made, here"', '"مشاهد_lower_idx"', 'night_seat_lower_idx', 'night_seat_lower_idx_night_1', '"night_seat_lower_idx_night 2"', '"night_seat_lower_idx_night 2_night 2 a"', '"night_seat_lower_idx_night 2_night 2 b"']));
		expect(between.filter(line => !line.includes(' | t'))).toEqual([]);
		expect(names.filter(name => ['shots_plain', 'night_guest', '"Film gin"', 'seen_shots', 'فهرس'].includes(name))).toEqual([]);
		await runScript(native, database, rollbackSql(migration));
		expect(await indexesOf(native, database)).toEqual(before);
	}, patience);

	it('goes on where it was stopped, and is taken back from wherever it was stopped', async () => {
		const database = await fresh();
		const before = await indexesOf(native, database);
		const migration = await decideOn(native, database, {off: ['night_guest', 'shots_cover'], propose: ['night (seat)', 'shots (number)'], rung: 1});
		const script = applySql(migration);
		const whole = await fresh();
		await runScript(native, whole, script);
		for (const words of ['ON public."night 2 a"', 'ATTACH PARTITION public."night_seat_idx_night 2_night 2 b"', 'shots_number_idx', 'DROP INDEX IF EXISTS public.night_guest']) {
			await runScript(native, database, until(script, words));
			await runScript(native, database, rollbackSql(migration));
			expect(await indexesOf(native, database), words).toEqual(before);
			await runScript(native, database, until(script, words));
			await runScript(native, database, script);
			expect(await indexesOf(native, database), words).toEqual(await indexesOf(native, whole));
			await runScript(native, database, rollbackSql(migration));
		}
	}, patience);

	it('does not take what a failed build has left INVALID for the index, and says how to go on', async () => {
		const database = await fresh();
		const migration = await decideOn(native, database, {propose: ['CREATE UNIQUE INDEX shots_once ON shots (scene_id)']});
		await expect(runScript(native, database, applySql(migration))).rejects.toThrow(/could not create unique index/);
		await expect(runScript(native, database, applySql(migration))).rejects.toMatchObject({
			message: expect.stringContaining('public.shots_once is INVALID') as string,
			hint: expect.stringContaining('DROP INDEX CONCURRENTLY public.shots_once') as string,
		});
		await runScript(native, database, rollbackSql(migration));
		expect((await indexesOf(native, database)).filter(line => line.includes('shots_once'))).toEqual([]);
	}, patience);

	it('drops nothing that is another index by now, or that something has come to rest on', async () => {
		const database = await fresh();
		const migration = await decideOn(native, database, {off: ['shots_plain'], propose: ['CREATE INDEX mine ON shots (number)'], rung: 1});
		await native.server.run('create table t (id int); create index mine on t (id)', database);
		await expect(runScript(native, database, applySql(migration))).rejects.toThrow('There is another public.mine already');
		await native.server.run('drop table t; create index mine on shots (number, note)', database);
		await expect(runScript(native, database, applySql(migration))).rejects.toThrow('There is another public.mine already');
		await expect(runScript(native, database, rollbackSql(migration))).rejects.toThrow('public.mine is another index now');
		await native.server.run('drop index mine', database);
		await native.server.run('alter table shots cluster on shots_plain', database);
		await expect(runScript(native, database, applySql(migration))).rejects.toThrow('Something rests on public.shots_plain now');
		await native.server.run('alter table shots set without cluster; drop index shots_plain; create index shots_plain on shots (note)', database);
		await expect(runScript(native, database, applySql(migration))).rejects.toThrow('public.shots_plain is another index now');
		expect((await indexesOf(native, database)).filter(line => line.includes('shots_plain'))).toHaveLength(1);
	}, patience);

	it('says which partition it did not know', async () => {
		const database = await fresh();
		const migration = await decideOn(native, database, {propose: ['night (seat)']});
		await native.server.run('create table "night 3" partition of night for values from (\'2026-03-01\') to (\'2026-04-01\')', database);
		await expect(runScript(native, database, applySql(migration))).rejects.toMatchObject({message: 'public.night_seat_idx is INVALID: a partition of public.night has no part of it'});
		await native.server.run('create index late on "night 3" (seat); alter index night_seat_idx attach partition late', database);
		await runScript(native, database, applySql(migration));
	}, patience);

	it('builds an index again in its own tablespace', async ({skip}) => {
		skip(nativeMajor < 15, 'tablespaces in place came with PostgreSQL 15');
		const database = await fresh('create table t (id int, note text)');
		await native.server.run('alter system set allow_in_place_tablespaces = on');
		await native.server.run('select pg_reload_conf()');
		await native.server.run('create tablespace "The Attic" location \'\'');
		onTestFinished(async () => {
			await native.server.run(`drop database ${database} with (force)`);
			await native.server.run('drop tablespace "The Attic"');
		});
		await native.server.run('create index up on t (id) tablespace "The Attic" where note is null; create index down on t (id)', database);
		const before = await indexesOf(native, database);
		expect(before.join()).toContain('The Attic');
		const migration = await decideOn(native, database, {off: ['up', 'down']});
		await runScript(native, database, applySql(migration));
		expect(await indexesOf(native, database)).toEqual([]);
		await runScript(native, database, rollbackSql(migration));
		expect(await indexesOf(native, database)).toEqual(before);
	}, patience);

	it('holds nothing but plain text, whatever the names hold, and means the same', async () => {
		const evil = '\u001B[31m\u202Egpj.\u0007\n\\set x -- /* $check$ \'"';
		const quoted = `"${evil.replaceAll('"', '""')}"`;
		const database = await fresh(`create table ${quoted} (id int, ${quoted} text); create index "i${quoted.slice(1)} on ${quoted} (${quoted}, lower(${quoted})) where ${quoted} <> '${evil.replaceAll('\'', '\'\'')}'`);
		const before = await indexesOf(native, database);
		const migration = await decideOn(native, database, {off: [`i${evil}`], propose: [`${quoted} (id, ${quoted})`], rung: 1});
		const [apply, rollback] = [applySql(migration), rollbackSql(migration)];
		// In comments ESC is shown as ␛.
		expect(/[^\n\t -~␀-␡]/u.exec(apply + rollback)).toBeNull();
		await runScript(native, database, apply);
		const between = await indexesOf(native, database);
		expect(between).toHaveLength(1);
		expect(between).not.toEqual(before);
		await runScript(native, database, rollback);
		expect(await indexesOf(native, database)).toEqual(before);
	}, patience);

	it('runs in psql, which stops at the first error with exit code 3 (where there is a psql)', {...needing(psql === null ? 'no psql is installed' : null), timeout: patience}, async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'planflip-export-'));
		onTestFinished(() => {
			rmSync(folder, {recursive: true, force: true});
		});
		const database = await fresh();
		const before = await indexesOf(native, database);
		const migration = await decideOn(native, database, {off: oddNames, propose: proposals});
		const [apply, rollback] = [path.join(folder, 'apply.sql'), path.join(folder, 'rollback.sql')];
		writeFileSync(apply, applySql(migration));
		writeFileSync(rollback, rollbackSql(migration));
		await native.server.run('create table in_the_way (id int); create index shots_shot_type_scene_id_number_idx on in_the_way (id)', database);
		expect(runPsql(native.server, database, apply)).toEqual({code: 3, said: expect.stringMatching(/There is another public\.shots_shot_type_scene_id_number_idx already[\s\S]*rename one of the two/) as string});
		await native.server.run('drop table in_the_way', database);
		expect(runPsql(native.server, database, apply)).toEqual({code: 0, said: ''});
		expect(await indexesOf(native, database)).not.toEqual(before);
		expect(runPsql(native.server, database, rollback)).toMatchObject({code: 0, said: expect.not.stringMatching(/ERROR|WARNING/) as string});
		expect(await indexesOf(native, database)).toEqual(before);
	});
});
