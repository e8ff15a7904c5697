import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, catalog} = planflip;
const slowly = {timeout: 90_000};

withNativeServer('the values of a parameter on the screen', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);

	it('flip the plan of a skewed column, are diffed and taken over; Esc stops a value that sleeps; nothing stays behind', {timeout: 300_000}, async () => {
		const name = await database();
		await native.server.run('create table orders as select n as id, case when n % 2000 = 1 then \'lost\' else \'done\' end as status, repeat(\'x\', 150) as note from generate_series(1, 40000) n', name);
		await native.server.run('create index orders_status on orders (status)', name);
		await native.server.run('analyze orders', name);
		const folder = catalog({
			'a.sql': card('orders', 'select * from orders where status = $1', '-- order: 1\n-- parameter: status = select \'lost\'\n'),
			'b.sql': card('sleeper', 'select pg_sleep($1)', '-- order: 2\n-- parameter: seconds = select 0\n'),
		});
		const program = onScreen(['--catalog', folder], {env: {DATABASE_URL: url(name)}, columns: 100, rows: 30});
		await program.waitFor(/current +[▁-█]/, slowly);
		program.press('p');
		await program.waitFor(/┌Values {2}orders/);
		await program.waitFor(/The plan flips: 2 plans/, slowly);
		await program.waitFor(/done takes longest/, slowly);
		program.press('d');
		await program.waitFor(/┌Diff .*done → lost|┌Diff .*lost → done/);
		program.press('escape');
		await program.waitFor(/┌Values/);
		program.resize(80, 24);
		await program.waitFor(screen => (screen[0] ?? '').length === 80 && (screen[0] ?? '').startsWith('┌Values'));
		// In the order shown: lost, the absent one, and done with a plan of its own.
		program.press('j', 'j', 'enter');
		await program.waitFor(/3 Plan {2}orders/);
		await program.waitFor(/Seq Scan/, slowly);

		program.press('1', 'j');
		await program.waitFor(/3 Plan {2}sleeper/);
		await program.waitFor(/current +[▁-█]/, slowly);
		program.press('p');
		await program.waitFor(/┌Values {2}sleeper/);
		await program.waitFor(/Esc back/, slowly);
		program.press('a');
		program.type('60');
		program.press('enter');
		const asleep = 'select count(*)::int as backends from pg_stat_activity where state = \'active\' and query ~ \'pg_sleep\' and pid <> pg_backend_pid()';
		await program.waitFor(/trying values, elapsed/, slowly);
		await expect.poll(() => ask(name, asleep), {timeout: 60_000, interval: 100}).toEqual([{backends: 1}]);
		program.press('escape');
		await program.waitFor(/cancelled/, slowly);
		await expect.poll(() => ask(name, asleep), {timeout: 60_000, interval: 100}).toEqual([{backends: 0}]);
		program.press('escape');
		await program.waitFor(/1 Queries/);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
	});
});
