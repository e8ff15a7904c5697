import {afterAll, beforeAll, describe} from 'vitest';
import process from 'node:process';
import pg from 'pg';
import type {ConnectionTarget} from '../../source/database/connection-target.ts';
import {openServer} from '../../source/database/open-server.ts';
import {parseConnectionTarget} from '../../source/database/parse-connection-target.ts';
import type {Session} from '../../source/database/session.ts';
import {needing} from './needing.ts';

/** Servers with extensions that npm does not have: `.ci/extension-servers npx vitest run ...` starts them all. */
const variables = {
	'HypoPG 1.4': 'PLANFLIP_TEST_HYPOPG',
	'HypoPG 1.3': 'PLANFLIP_TEST_HYPOPG_1_3',
	'pg_hint_plan': 'PLANFLIP_TEST_HINT_PLAN',
} as const;

/** Follows the server with HypoPG 1.4; what was written there arrives a moment later. */
export const standbyUrl = process.env['PLANFLIP_TEST_HYPOPG_STANDBY'];

export const noStandby: string | null = standbyUrl === undefined ? 'PLANFLIP_TEST_HYPOPG_STANDBY names no standby (.ci/extension-servers starts one)' : null;

/** A database of the suite's own on such a server. Read the getters inside of tests and hooks only. */
export interface ExtendedServer {
	/** A superuser's. */
	readonly session: Session;
	url(user?: string): string;
	target(user?: string): ConnectionTarget;
	/** The same database on the standby. */
	standby(user?: string): ConnectionTarget;
	/** Statements as the superuser, in a connection of their own. */
	run(sql: string): Promise<void>;
}

/** Skipped where no such server is named in the environment. */
export function withExtension(extension: keyof typeof variables, title: string, body: (server: ExtendedServer) => void): void {
	const variable = variables[extension];
	const base = process.env[variable];
	if (base === undefined) {
		describe(title, needing(`${variable} names no server with ${extension} (.ci/extension-servers starts one)`), () => {
			body(nowhere);
		});
		return;
	}

	describe(`${title} (${extension})`, () => {
		const database = `suite_${process.pid}_${String(Math.random()).slice(2, 10)}`;
		let session: Session | undefined;
		const url = (user = 'planflip') => at(base, database, user);
		beforeAll(async () => {
			await run(base, `create database ${database}`);
			session = await openServer(targetOf(url()));
		});
		afterAll(async () => {
			await session?.close();
			await run(base, `drop database if exists ${database} with (force)`);
		});
		body({
			get session() {
				if (session === undefined) {
					throw new Error('only inside of tests and hooks');
				}

				return session;
			},
			url,
			target: user => targetOf(url(user)),
			standby: (user = 'planflip') => targetOf(at(standbyUrl ?? base, database, user)),
			run: sql => run(url(), sql),
		});
	});
}

const nowhere: ExtendedServer = {
	get session(): Session {
		throw new Error('a skipped suite has no server');
	},
	url: () => '',
	target: () => targetOf('postgres://nobody@localhost/nowhere'),
	standby: () => targetOf('postgres://nobody@localhost/nowhere'),
	run: () => Promise.resolve(),
};

function at(base: string, database: string, user: string): string {
	const url = new URL(base);
	url.pathname = database;
	url.username = user;
	return url.href;
}

function targetOf(url: string): ConnectionTarget {
	const target = parseConnectionTarget({url, env: {}});
	if (target === null) {
		throw new Error(`${url} names no server`);
	}

	return target;
}

async function run(url: string, sql: string): Promise<void> {
	const client = new pg.Client({connectionString: url});
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}
