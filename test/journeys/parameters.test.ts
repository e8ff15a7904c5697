import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped, catalog} = planflip;
const patience = 240_000;

interface ParametersJson {
	readonly parameter: {readonly name: string};
	readonly flips: boolean;
	readonly plans: ReadonlyArray<{readonly letter: string; readonly values: readonly unknown[]}>;
	readonly values: ReadonlyArray<{readonly value: unknown; readonly origins: readonly string[]; readonly plan: string | null; readonly error: readonly string[] | null; readonly run: {readonly samples: readonly number[]} | null}>;
	readonly choices: ReadonlyArray<{readonly name: string; readonly shapes: number}>;
	readonly genericPlan: {readonly kind: string; readonly choice: string};
	readonly runs: readonly string[] | null;
}

describe('planflip parameters on the embedded database', () => {
	it('varies the parameter that moves the plan most, and prints the values by their plans', async () => {
		const {code, stdout, stderr} = await piped(['parameters', 'shots-by-type', '--runs', '1']);
		expect(code, stderr).toBe(0);
		expect(stdout).toMatch(/^\$\d \w+ over \d values under \[baseline\], kept: /m);
		expect(stdout).toMatch(/^A {2}.*shots/m);
		expect(stdout).toMatch(/most common/);
		expect(stdout).toMatch(/the generic plan is/);
		expect(stdout.split('\n').every(line => line.length <= 120)).toBe(true);
	}, patience);

	it('used wrongly ends with 2 and says how it is used', async () => {
		const wrong = async (...args: readonly string[]) => {
			const {code, stdout, stderr} = await piped(['parameters', ...args]);
			expect({code, stdout}).toEqual({code: 2, stdout: ''});
			return stderr;
		};

		expect(await wrong()).toContain('planflip parameters shots-by-type --over shot_type');
		expect(await wrong('open-shot')).toContain('is an operation');
		expect(await wrong('shots-by-type', '--value', 'x')).toContain('Say which with --over: scene_id, shot_type.');
		expect(await wrong('shots-by-type', '--over', 'shot_typ')).toContain('Did you mean "shot_type"?');
	}, patience);
});

withNativeServer('planflip parameters on a server', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);

	it('shows where a skewed column flips the plan, keeps each value\'s run, and leaves nothing', async () => {
		const name = await database();
		await native.server.run('create table orders as select n as id, case when n % 2000 = 1 then \'lost\' else \'done\' end as status, n % 3 as kind, repeat(\'x\', 150) as note from generate_series(1, 40000) n', name);
		await native.server.run('create index orders_status on orders (status)', name);
		await native.server.run('analyze orders', name);
		const folder = catalog({'orders.sql': card('orders', 'select * from orders where kind = $1 and status = $2', '-- parameter: kind = select 1\n-- parameter: status = select \'lost\'\n')});
		const {code, stdout, stderr} = await piped(['parameters', 'orders', '--catalog', folder, '--json', '--runs', '2'], {env: {DATABASE_URL: url(name)}});
		expect(code, stderr).toBe(0);
		const seen = JSON.parse(stdout) as ParametersJson;
		expect(seen.choices.map(choice => choice.name)).toEqual(['status', 'kind']);
		expect(seen).toMatchObject({parameter: {name: 'status'}, flips: true, genericPlan: {kind: 'planned'}});
		const letterOf = (value: string) => seen.values.find(each => each.value === value)?.plan;
		expect(letterOf('done')).not.toBe(letterOf('lost'));
		expect(seen.values.every(({run}) => run?.samples.length === 2)).toBe(true);
		expect(seen.runs?.length).toBe(seen.values.length);
		const kept = await piped(['runs', 'orders', '--json'], {env: {DATABASE_URL: url(name)}});
		expect(kept.stdout).toContain(String(seen.runs?.[0]));
		expect(await ask(name, 'select count(*)::int as prepared from pg_prepared_statements')).toEqual([{prepared: 0}]);
		expect(await traces(name)).toEqual([]);

		const typed = await piped(['parameters', 'orders', '--catalog', folder, '--json', '--runs', '1', '--over', 'kind', '--value', 'seven', '--value', '2'], {env: {DATABASE_URL: url(name)}});
		const {values} = JSON.parse(typed.stdout) as ParametersJson;
		expect(values.find(({value}) => value === 'seven')?.error?.[0]).toContain('invalid input syntax for type integer');
		expect(values.find(({value}) => value === '2')?.origins).toContain('asked for');
	}, patience);

	it('a table that the role may not read is told, with what is missing', async () => {
		const name = await database();
		await native.server.run('create table secrets as select n as id from generate_series(1, 100) n', name);
		await native.server.run('drop role if exists sweep_reader', name);
		await native.server.run('create role sweep_reader login', name);
		const folder = catalog({'secrets.sql': card('secrets', 'select * from secrets where id = $1', '-- parameter: id = select 1\n')});
		const {code, stderr} = await piped(['parameters', 'secrets', '--catalog', folder], {env: {DATABASE_URL: url(name, 'sweep_reader')}});
		expect(code).toBe(3);
		expect(stderr).toContain('permission denied for table secrets');
	}, patience);
});
