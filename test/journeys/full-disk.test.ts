import {beforeAll, describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {needing} from '../support/needing.ts';
import {serverJourney} from '../support/server-journey.ts';
import {noSmallDisk, type SmallDisk, smallDisk} from '../support/small-disk.ts';

const planflip = journey();
const {onScreen, piped, catalog} = planflip;
const patiently = {timeout: 30_000, interval: 100};

const queries = () => catalog({
	'a.sql': card('spiller', 'select * from generate_series(1, 1000000) as n order by n desc', '-- order: 1\n'),
	'b.sql': card('quick', 'select 42 as answer', '-- order: 2\n'),
	'c.sql': card('indexed', 'select * from things where owner = 7', '-- order: 3\n'),
});

withNativeServer('a server whose disk is full', native => {
	describe('small enough to fill', needing(noSmallDisk), () => {
		const {database, url, ask, traces} = serverJourney(native, planflip);
		let name = '';
		beforeAll(async () => {
			const disk: SmallDisk = smallDisk(2);
			name = await database();
			await native.server.run(`create tablespace tiny location '${disk.folder}'`);
			await native.server.run('create table things as select n as id, n % 50 as owner from generate_series(1, 200000) n', name);
			await native.server.run(`alter database ${name} set temp_tablespaces = tiny`);
			await native.server.run(`alter database ${name} set default_tablespace = tiny`);
			return () => {
				disk.remove();
			};
		});
		const leftOnDisk = async () => ask(name, 'select (select count(*)::int from pg_ls_tmpdir((select oid from pg_tablespace where spcname = \'tiny\'))) as files, pg_tablespace_size(\'tiny\')::int < 100000 as empty');

		it('says so when a sort spills there, and how to do without; `run` exits 2 and leaves nothing there', async () => {
			const {code, stdout, stderr} = await piped(['run', 'a', '--catalog', queries()], {env: {DATABASE_URL: url(name)}});
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			expect(stderr).toMatch(/No space left on device/);
			expect(stderr).toMatch(/A disk of the server is full\. Make room there; .* PGOPTIONS='-c work_mem=/);
			expect(await leftOnDisk()).toEqual([{files: 0, empty: true}]);
			const roomy = await piped(['run', 'a', '--runs', '1', '--catalog', queries()], {env: {DATABASE_URL: url(name), PGOPTIONS: '-c work_mem=256MB'}});
			expect(roomy.code, roomy.stderr).toBe(0);
		});

		it('says so when a proposed index is built there, and nothing of it stays', async () => {
			const {code, stderr} = await piped(['run', 'c', '--disposable', '--propose', 'things (owner, id)', '--catalog', queries()], {env: {DATABASE_URL: url(name)}});
			expect(code).toBe(2);
			expect(stderr).toMatch(/things_owner_id_idx cannot be built: .*No space left on device\n.*\n {2}Check free disk space/);
			expect(await leftOnDisk()).toEqual([{files: 0, empty: true}]);
		});

		it('costs the screen that query, not the session', async () => {
			const program = onScreen(['--catalog', queries()], {env: {DATABASE_URL: url(name)}});
			await program.waitFor(/A disk of the server is full/);
			program.press('j');
			await program.waitFor(/3 Plan +quick/);
			await program.waitFor(/current +[▁-█]/);
			await expect.poll(() => traces(name), patiently).toEqual([]);
			program.press('q');
			expect(await program.exit).toMatchObject({code: 0});
			expect(await leftOnDisk()).toEqual([{files: 0, empty: true}]);
		});
	});
});
