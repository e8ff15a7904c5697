import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey, type Outcome} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, piped, cache} = planflip;

/** The first query is planned, executed and measured. */
const measured = /current +[▁-█]/;

withNativeServer('a password', native => {
	const {database, url} = serverJourney(native, planflip);
	const secret = 'Zw31und-v13rz1g';

	it('is used, and never shown or kept', async () => {
		const name = await database('theCopy');
		await native.server.run(`create role with_password login superuser password '${secret}'`);
		const env = {DATABASE_URL: url(name, `with_password:${secret}`)};
		const program = onScreen([], {env});
		await program.waitFor(measured);
		await program.waitFor(new RegExp(`with_password@localhost:${native.server.port}/${name}`));
		program.press('?', '?', 'q');
		expect(await program.exit).toMatchObject({code: 0});
		const outputs = await Promise.all([
			piped(['run', 'user-by-id', '--json', '--runs', '1'], {env}),
			piped(['run', 'user-by-id', '--runs', '1'], {env: {PGHOST: 'localhost', PGPORT: String(native.server.port), PGUSER: 'with_password', PGDATABASE: name, PGPASSWORD: secret}}),
			piped(['run', 'user-by-id'], {env: {DATABASE_URL: url('no_such_database', `with_password:${secret}`)}}),
			piped(['run', 'user-by-id'], {env: {DATABASE_URL: url(name, `with_password:${secret}wrong`)}}),
			piped(['run', 'user-by-id'], {env: {DATABASE_URL: env.DATABASE_URL.replace('postgres:', 'mysql:')}}),
		]);
		expect(outputs.map(({code}) => code)).toEqual([0, 0, 3, 3, 2]);
		const out = path.join(cache, 'out');
		const written: Outcome[] = [];
		for (const args of [['export', '--indexes', '-idx_shots_scene_id', '--format', 'sql,kysely,drizzle', '--out', out], ['baseline', '--runs', '1'], ['report', 'latest', '--out', out], ['doctor'], ['monitor', '--json'], ['check']]) {
			written.push(await piped(args, {env}));
		}

		expect(written.map(({code}) => code)).toEqual([0, 0, 0, 0, 0, 0]);
		const said = [program.raw(), ...[...outputs, ...written].flatMap(({stdout, stderr}) => [stdout, stderr])].join('\n');
		expect(said).not.toContain(secret);
		expect(everyFile(cache).filter(file => readFileSync(file, 'latin1').includes(secret))).toEqual([]);
		expect(everyFile(out).length).toBeGreaterThanOrEqual(7);
	}, 300_000);
});

function everyFile(folder: string): string[] {
	return readdirSync(folder, {recursive: true, encoding: 'utf8'}).map(name => path.join(folder, name)).filter(file => statSync(file).isFile());
}
