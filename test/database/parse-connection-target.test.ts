import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {inspect} from 'node:util';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import type {ConnectionTarget} from '../../source/database/connection-target.ts';
import {describeTarget} from '../../source/database/describe-target.ts';
import {parseConnectionTarget} from '../../source/database/parse-connection-target.ts';
import {redact} from '../../source/database/redact.ts';

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'planflip-target-'));
});
afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

/** Nobody's own files. */
const bare = {PGPASSFILE: '/nowhere/.pgpass', PGUSER: 'me'};

function target(url: string | undefined, env: Record<string, string> = {}): ConnectionTarget {
	const parsed = parseConnectionTarget({url, env: {...bare, ...env}});
	expect(parsed).not.toBeNull();
	return parsed!;
}

function letter(url: string | undefined, env: Record<string, string> = {}): PlanflipError {
	try {
		parseConnectionTarget({url, env: {...bare, ...env}});
	} catch (error) {
		expect(error).toBeInstanceOf(PlanflipError);
		return error as PlanflipError;
	}

	throw new Error('no error');
}

describe('a target', () => {
	test('is none when nothing names a server', () => {
		expect(parseConnectionTarget({env: {}})).toBeNull();
		expect(parseConnectionTarget({env: {DATABASE_URL: '', PGUSER: 'me', PGPASSWORD: 'x', PGPORT: '5433'}})).toBeNull();
	});

	test.each(['postgres', 'postgresql'])('comes from a %s URL', scheme => {
		const parsed = target(`${scheme}://ada:secret@db.example.com:6432/films`);
		expect(parsed).toMatchObject({user: 'ada', host: 'db.example.com', port: 6432, database: 'films'});
		expect(parsed.password()).toBe('secret');
	});

	test('is the option\'s before the environment\'s, and a URL before PG* variables, which fill what it leaves out', () => {
		expect(target('postgres://h1/d1', {DATABASE_URL: 'postgres://h2/d2', PGHOST: 'h3'}).host).toBe('h1');
		expect(target(undefined, {DATABASE_URL: 'postgres://h2', PGHOST: 'h3', PGDATABASE: 'd3', PGPORT: '6543', PGPASSWORD: 'p'}))
			.toMatchObject({host: 'h2', database: 'd3', port: 6543, user: 'me'});
		expect(target(undefined, {PGHOST: 'h3'})).toMatchObject({host: 'h3', port: 5432, user: 'me', database: 'me'});
	});

	test('is that of a service, below what the URL says and before the PG* variables', () => {
		const file = path.join(folder, 'services.conf');
		writeFileSync(file, '# ours\n[films]\nhost=db.example.com\nport=6432\ndbname=films\nuser=ada\npassword=x=y\nsslmode=require\n\n[other]\nhost=h9\n');
		const env = {PGSERVICEFILE: file, PGSYSCONFDIR: '/nowhere'};
		const served = target(undefined, {...env, PGSERVICE: 'films', PGPORT: '1', PGDATABASE: 'no'});
		expect(served).toMatchObject({host: 'db.example.com', port: 6432, database: 'films', user: 'ada', tls: {mode: 'require'}});
		expect(served.password()).toBe('x=y');
		expect(target('postgres://eve@h1/?service=films', env)).toMatchObject({host: 'h1', user: 'eve', port: 6432, database: 'films'});
		writeFileSync(path.join(folder, 'pg_service.conf'), '[films]\nport=7000\n');
		expect(target(undefined, {PGSYSCONFDIR: folder, PGSERVICEFILE: '/nowhere/x', PGSERVICE: 'films', DATABASE_URL: 'postgres://h1/d1'})).toMatchObject({host: 'h1', database: 'd1', port: 7000});
		expect(letter(undefined, {...env, PGSERVICE: 'gone'})).toMatchObject({kind: 'usage', message: 'There is no service "gone".'});
		writeFileSync(file, '[films]\nhost = spaced\n');
		expect(letter(undefined, {...env, PGSERVICE: 'films'})).toMatchObject({kind: 'usage', where: `${file}:2`});
	});

	test('has percent-encoded parts decoded, and takes # and ? in a password as they are, like libpq', () => {
		const parsed = target('postgres://a%40b:p%40s%2Fs%25@h/d%20b');
		expect(parsed).toMatchObject({user: 'a@b', database: 'd b'});
		expect(parsed.password()).toBe('p@s/s%');
		expect(target('postgres://a:12#3?4@h/d').password()).toBe('12#3?4');
	});

	test('may be a unix socket, an address of either kind, or a host parameter', () => {
		expect(target('postgres://%2Fvar%2Frun%2Fpostgresql:5433/d')).toMatchObject({host: '/var/run/postgresql', port: 5433});
		expect(target('postgres:///d?host=/run/pg')).toMatchObject({host: '/run/pg', database: 'd', tls: {mode: 'disable'}});
		expect(target('postgres://ada:x@/d?host=/run/pg')).toMatchObject({host: '/run/pg', user: 'ada'});
		expect(target('postgres://[::1]:5433/d')).toMatchObject({host: '::1', port: 5433});
		expect(target('postgres://h/d?port=7000&user=eve&dbname=e')).toMatchObject({port: 7000, user: 'eve', database: 'e'});
	});

	test('is described without its password, and prints none', () => {
		const parsed = target('postgres://ada:hunter2@[::1]:5433/films');
		expect(describeTarget(parsed)).toBe('ada@[::1]:5433/films');
		expect(`${inspect(parsed, {depth: 9, showHidden: true})}${JSON.stringify(parsed)}`).not.toContain('hunter2');
	});
});

describe('a URL that is not understood', () => {
	test.each([
		'mysql://ada:hunter2@h/d',
		'postgres://ada:hunter2@h:port/d',
		'postgres://ada:hun/ter2@h/d',
		'postgres://ada:1/hunter2@h/d',
		'postgres://ada:hunter2@more@h/d',
		'postgres://ada:hunter2%@h/d',
		'host=h password=hunter2',
		'hunter2',
		'',
	])('is a usage error that does not repeat it: %s', url => {
		const said = letter(url);
		expect(said).toMatchObject({kind: 'usage', where: '--database-url'});
		expect(said.hint).toContain('percent-encoded');
		expect(inspect(said, {depth: 9})).not.toMatch(/hunter2@|hunter2\b(?!.*test)/);
	});

	test('is told with the name of where it came from', () => {
		expect(letter(undefined, {DATABASE_URL: 'nonsense'}).where).toBe('DATABASE_URL');
		expect(letter('postgres://h:99999/d').message).toContain('port');
		expect(letter('postgres://h/d?host=a,b').message).toContain('several hosts');
	});
});

describe('TLS', () => {
	const mode = (query: string, env: Record<string, string> = {}) => target(`postgres://h/d${query}`, env).tls.mode;

	test('has libpq\'s modes, and prefer when none is said', () => {
		expect(mode('')).toBe('prefer');
		expect(['disable', 'allow', 'prefer', 'require', 'verify-full'].map(each => mode(`?sslmode=${each}`))).toEqual(['disable', 'allow', 'prefer', 'require', 'verify-full']);
		expect(mode('', {PGSSLMODE: 'require'})).toBe('require');
		expect(mode('?sslmode=disable', {PGSSLMODE: 'require'})).toBe('disable');
		expect(mode('?sslmode=verify-ca&sslrootcert=/ca.crt')).toBe('verify-ca');
	});

	test('knows how others spell it', () => {
		expect(mode('?ssl=true')).toBe('require');
		expect(mode('?sslmode=no-verify')).toBe('require');
		expect(mode('?sslrootcert=system')).toBe('verify-full');
	});

	test('takes its files from URL and environment', () => {
		expect(target('postgres://h/d?sslmode=verify-full&sslrootcert=/ca.crt&sslcert=/me.crt&sslkey=/me.key&sslnegotiation=direct').tls)
			.toEqual({mode: 'verify-full', rootCertificate: '/ca.crt', certificate: '/me.crt', key: '/me.key', direct: true});
		expect(target('postgres://h/d', {PGSSLROOTCERT: '/ca.crt'}).tls.rootCertificate).toBe('/ca.crt');
	});

	test.each(['?sslmode=always', '?sslmod=verify-full', '?sslmode=require&sslrootcert=system', '?sslmode=prefer&sslnegotiation=direct'])('is not weakened by a mistake: %s', query => {
		expect(letter(`postgres://h/d${query}`)).toMatchObject({kind: 'usage'});
	});

	test('ignores what is not about TLS and not ours', () => {
		expect(target('postgres://h/d?schema=public&connection_limit=5&application_name=x').database).toBe('d');
	});
});

describe('a password file', () => {
	const lines = ['# comment', 'h:5432:films:ada:one', '*:5433:*:ada:t\\:w\\\\o', 'localhost:*:*:ada:socket', 'h:5432:*:*:any:more'].join('\n');
	const password = (url: string, mode = 0o600) => {
		const file = path.join(folder, 'pgpass');
		writeFileSync(file, lines);
		chmodSync(file, mode);
		return target(url, {PGPASSFILE: file}).password();
	};

	test('has the first line that fits', () => {
		expect(password('postgres://ada@h/films')).toBe('one');
		expect(password('postgres://ada@elsewhere:5433/x')).toBe('t:w\\o');
		expect(password('postgres://ada@/films?host=/run/pg')).toBe('socket');
		expect(password('postgres://eve@h/films')).toBe('any:more');
		expect(password('postgres://eve@elsewhere/films')).toBeNull();
	});

	test('is used only where no password is given, and only when others cannot read it', () => {
		expect(password('postgres://ada:mine@h/films')).toBe('mine');
		expect(password('postgres://ada@h/films', 0o644)).toBeNull();
	});
});

test('redact takes out the password as it is and as a URL has it', () => {
	const secret = target('postgres://ada:p%40ss%2Fw%3Ard@h/d');
	expect(redact('p@ss/w:rd, p%40ss%2Fw%3Ard and p%40ss%2fw%3ard', secret)).toBe('***, *** and ***');
	expect(redact('nothing', target('postgres://h/d'))).toBe('nothing');
});
