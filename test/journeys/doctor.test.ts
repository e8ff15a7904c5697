import {describe, expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {piped} = planflip;

interface DoctorJson {
	readonly user: {readonly name: string; readonly superuser: boolean; readonly ownsTables: boolean};
	readonly server: {readonly standby: boolean};
	readonly rungs: ReadonlyArray<{readonly number: number; readonly usable: boolean; readonly chosen: boolean; readonly lacks?: string; readonly remedies?: readonly string[]; readonly newIndexes: string}>;
	readonly limitations: ReadonlyArray<{readonly what: string}>;
}

async function doctor(url: string, ...args: readonly string[]): Promise<DoctorJson> {
	const {code, stdout, stderr} = await piped(['doctor', '--json', ...args], {env: {DATABASE_URL: url}});
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout) as DoctorJson;
}

const chosen = ({rungs}: DoctorJson) => rungs.find(rung => rung.chosen)?.number;
/** Each starts the program, some several times over. */
const patience = 240_000;
const usable = ({rungs}: DoctorJson) => rungs.filter(rung => rung.usable).map(({number}) => number);
const remedies = ({rungs}: DoctorJson, number: number) => rungs.find(rung => rung.number === number)?.remedies ?? [];

describe('planflip doctor', () => {
	it('examines the embedded PostgreSQL: rung 1, nothing that others could notice, and what its times are worth', async () => {
		const {code, stdout} = await piped(['doctor', '--plain']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^PGlite \(embedded\), PostgreSQL \d+\.\d+$/m);
		expect(stdout).toMatch(/^> 1 MEASURED, isolated {2}taken$/m);
		expect(stdout).toMatch(/4 PLAN ONLY {2}lacks something\n(?: .*\n)+? +the server does not have HypoPG/);
		expect(stdout).toMatch(/ratios\s+and\s+blocks\s+carry\s+over,\s+milliseconds\s+do\s+not/);
		expect(stdout).toMatch(/transaction_read_only\s+on\s+for\s+everything\s+tried/);
		expect(stdout.split('\n').every(line => line.length <= 120)).toBe(true);
	}, patience);

	it('takes no arguments, and ends with 3 where nobody answers', async () => {
		expect(await piped(['doctor', 'who'])).toMatchObject({code: 2, stdout: ''});
		expect(await piped(['doctor'], {env: {DATABASE_URL: 'postgres://nobody@localhost:1/nowhere'}})).toMatchObject({code: 3, stdout: ''});
	}, patience);
});

withNativeServer('planflip doctor on a server without extensions', native => {
	const {database, url, ask, indexes} = serverJourney(native, planflip);

	it('tells a superuser, an owner and a reader what each may do, and the statement that lifts it', async () => {
		const name = await database('theCopy');
		await native.server.run('comment on table projects is null; create role doc_reader login; grant select on all tables in schema public to doc_reader', name);
		const before = await indexes(name);
		const superuser = await doctor(url(name));
		expect([chosen(superuser), usable(superuser)]).toEqual([2, [2, 6]]);
		expect(remedies(superuser, 1)).toEqual([expect.stringContaining('--disposable')]);

		const reader = await doctor(url(name, 'doc_reader'));
		expect(reader.user).toMatchObject({name: 'doc_reader', superuser: false, ownsTables: false});
		expect([chosen(reader), usable(reader)]).toEqual([6, [6]]);
		expect(remedies(reader, 5)).toEqual([expect.stringContaining('ALTER TABLE ... OWNER TO doc_reader;')]);
		expect(remedies(reader, 3)).toEqual([expect.stringContaining('ALTER ROLE doc_reader SET session_preload_libraries = \'pg_hint_plan\';')]);
		expect(remedies(reader, 4)).toEqual([expect.stringContaining('CREATE EXTENSION hypopg;')]);

		// What it says is true: the statement lifts him to the rung.
		await native.server.run('create role doc_owner; alter table shots owner to doc_owner', name);
		const told = await doctor(url(name, 'doc_reader'));
		expect(remedies(told, 5)[0]).toContain('GRANT doc_owner TO doc_reader;');
		await native.server.run('grant doc_owner to doc_reader', name);
		const owner = await doctor(url(name, 'doc_reader'));
		expect(owner.user.ownsTables).toBe(true);
		expect(remedies(owner, 5)).toEqual(['--allow-blocking']);
		expect(chosen(await doctor(url(name, 'doc_reader'), '--allow-blocking'))).toBe(5);
		expect(await indexes(name)).toEqual(before);
	}, patience);

	it('creates nothing in an empty database, whatever --yes says, and heeds no --rung', async () => {
		const name = await database();
		const {code, stdout} = await piped(['doctor', '--yes', '--rung', '4'], {env: {DATABASE_URL: url(name)}});
		expect(code).toBe(0);
		expect(stdout).toMatch(/^> 2 MEASURED, no table lock {2}taken$/m);
		expect(await ask(name, 'select count(*)::int as tables from pg_class where relnamespace = \'public\'::regnamespace')).toEqual([{tables: 0}]);
	}, patience);

	it('knows a user for whom everything is read-only', async () => {
		const name = await database('theCopy');
		await native.server.run(`create role doc_careful superuser login; alter role doc_careful set default_transaction_read_only = on`, name);
		const careful = await doctor(url(name, 'doc_careful'));
		expect(chosen(careful)).toBe(6);
		expect(remedies(careful, 2)).toEqual(['PGOPTIONS=\'-c default_transaction_read_only=off\'']);
		const {stdout} = await piped(['doctor', '--json'], {env: {DATABASE_URL: url(name, 'doc_careful'), PGOPTIONS: '-c default_transaction_read_only=off'}});
		expect(chosen(JSON.parse(stdout) as DoctorJson)).toBe(1);
	}, patience);
});
