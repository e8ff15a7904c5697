import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {parseConnectionUrl} from '../../source/database/parse-connection-url.ts';

const read = (name: string) => readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8');

interface Service {
	readonly build: {readonly dockerfile_inline: string};
	readonly command: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	readonly ports: readonly string[];
	readonly volumes: readonly string[];
	readonly healthcheck: {readonly test: readonly string[]};
}

/** As Compose reads it when no variable is set: `${NAME:-default}` is the default. */
const compose = parse(read('docker-compose.yml').replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')) as {readonly name: string; readonly services: Readonly<Record<string, Service>>; readonly volumes: Readonly<Record<string, unknown>>};
const {db} = compose.services;

/** Wherever a reader is told how to reach it. */
const urls = ['README.md', 'docker-compose.yml'].flatMap(file => [...read(file).matchAll(/DATABASE_URL=(postgres:\/\/planflip\S+)/g)].map(([, url = '']) => parseConnectionUrl(url, file)));

test('the URL that the README and the file itself name leads to the server as it is started: user, password, database, port', () => {
	expect(urls.length).toBeGreaterThanOrEqual(2);
	const [host, published, inside] = db?.ports[0]?.split(':') ?? [];
	expect([host, inside, db?.ports.length]).toEqual(['127.0.0.1', '5432', 1]);
	for (const url of urls) {
		expect(url).toMatchObject({
			host: 'localhost', port: published, user: db?.environment['POSTGRES_USER'], password: db?.environment['POSTGRES_PASSWORD'], database: db?.environment['POSTGRES_DB'],
		});
	}
});

test('`npm run db:up` waits until the server is healthy: ready for that user and database, over TCP', () => {
	const {scripts} = JSON.parse(read('package.json')) as {readonly scripts: Readonly<Record<string, string>>};
	expect(scripts['db:up']).toBe('docker compose up --detach --wait');
	expect(Object.keys(compose.services)).toEqual(['db']);
	expect(db?.healthcheck.test).toEqual(['CMD', 'pg_isready', '--host=127.0.0.1', `--username=${db?.environment['POSTGRES_USER']}`, `--dbname=${db?.environment['POSTGRES_DB']}`]);
});

test('it is PostgreSQL 18 with what the README promises: HypoPG of that version, pg_stat_statements loaded, both created', () => {
	const lines = db?.build.dockerfile_inline ?? '';
	const [, major] = /^FROM postgres:(\d+)$/m.exec(lines) ?? [];
	expect(read('README.md')).toContain(`\`npm run db:up\` starts a PostgreSQL ${major} with pg_stat_statements and HypoPG in Docker`);
	expect(lines).toContain(`postgresql-${major}-hypopg`);
	expect(lines).toMatch(/'CREATE EXTENSION IF NOT EXISTS pg_stat_statements;' \\\n +'CREATE EXTENSION IF NOT EXISTS hypopg;' \\\n +> \/docker-entrypoint-initdb\.d\/\S+\.sql/);
	expect(db?.command).toEqual(['postgres', '-c', 'shared_preload_libraries=pg_stat_statements', '-c', 'track_io_timing=on']);
});

test('its data outlive it, where PostgreSQL 18\'s image keeps them', () => {
	expect(db?.volumes).toEqual(['data:/var/lib/postgresql']);
	expect(Object.keys(compose.volumes)).toEqual(['data']);
});
