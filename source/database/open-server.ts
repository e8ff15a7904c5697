import pg from 'pg';
import type {ConnectionOptions} from 'node:tls';
import {cancelRequest, type BackendKey, type CancelAddress} from './cancel-request.ts';
import type {ConnectionTarget} from './connection-target.ts';
import {describeTarget} from './describe-target.ts';
import {detectPooler, sharedPoolerLetter, type Witness} from './detect-pooler.ts';
import {ownSql} from './own-sql.ts';
import {PgSession} from './pg-session.ts';
import {redact} from './redact.ts';
import type {Session} from './session.ts';
import {tlsSettings} from './tls-settings.ts';
import {translateError} from './translate-error.ts';
import {valueTypes} from './value-types.ts';
import {within} from './within.ts';

const connectMs = 10_000;
const goodbyeMs = 2000;
/** Whatever we ask for ourselves may take this long. */
const lookMs = 30_000;
/** From when on the operating system asks a silent connection whether it lives; its own default is two hours. */
const keepAliveMs = 10_000;

/**
 * A session on a server. Rejects with a PlanflipError: `connection` when it cannot be reached, `permission` when it
 * does not let us in, `usage` when a certificate file is missing. No message has the password in it.
 */
export async function openServer(target: ConnectionTarget): Promise<Session> {
	const server = describeTarget(target);
	const addresses = new WeakMap<pg.Client, {readonly address: CancelAddress; readonly key: () => BackendKey | null}>();

	const connectWith = async (settings: ConnectionOptions | null, signal: AbortSignal) => {
		signal.throwIfAborted();
		const client = clientOf(target, settings);
		const giveUp = () => client.connection.stream.destroy();
		signal.addEventListener('abort', giveUp, {once: true});
		let key: BackendKey | null = null;
		client.connection.once('backendKeyData', (message: BackendKey) => {
			key = {processID: message.processID, secretKey: message.secretKey};
		});
		// An error after the first one (the socket's end) has nobody else to hear it.
		client.on('error', () => undefined);
		try {
			await client.connect();
		} catch (error) {
			// When it is we who refuse (no password at hand), the socket would stay open.
			giveUp();
			throw error;
		} finally {
			signal.removeEventListener('abort', giveUp);
		}

		addresses.set(client, {address: {host: target.host, port: target.port, tls: settings, direct: target.tls.direct}, key: () => key});
		return client;
	};

	const leave = async (client: pg.Client) => {
		// A farewell into a network that has gone is never answered.
		if (!(await within(goodbyeMs, client.end()))) {
			client.connection.stream.destroy();
		}
	};

	const refusePooler = async (client: pg.Client, connect: () => Promise<pg.Client>) => {
		let other: pg.Client | null = null;
		try {
			const between = await detectPooler({
				announced: addresses.get(client)?.key()?.processID ?? null,
				mine: witness(client),
				async another() {
					other = await connect();
					return witness(other);
				},
			});
			if (between === 'shared') {
				throw sharedPoolerLetter(server);
			}
		} catch (error) {
			await leave(client);
			throw error;
		} finally {
			if (other !== null) {
				await leave(other);
			}
		}
	};

	return PgSession.open({
		kind: 'server',
		label: server,
		redact: text => redact(text, target),

		async connect(signal) {
			try {
				const connect = () => firstThatConnects(attempts(target), settings => connectWith(settings, signal));
				const client = await connect();
				// Before anything is set: on a connection that others get next, it would be set for them.
				await refusePooler(client, connect);
				await guard(client);
				return client;
			} catch (error) {
				throw translateError(error, {server, redact: text => redact(text, target)});
			}
		},

		async interrupt(client) {
			const {address, key} = addresses.get(client) ?? {};
			const backend = key?.() ?? null;
			if (address !== undefined && backend !== null) {
				await cancelRequest(address, backend);
			}
		},

		disconnect: leave,
	});
}

/** libpq's prefer is TLS, else plain; allow the other way round; the rest is one way only. */
function attempts({tls}: ConnectionTarget): readonly (ConnectionOptions | null)[] {
	switch (tls.mode) {
		case 'disable':
			return [null];
		case 'allow':
			return [null, tlsSettings(tls)];
		case 'prefer':
			return [tlsSettings(tls), null];
		case 'require':
		case 'verify-ca':
		case 'verify-full':
			return [tlsSettings(tls)];
	}
}

async function firstThatConnects(settings: readonly (ConnectionOptions | null)[], connect: (settings: ConnectionOptions | null) => Promise<pg.Client>): Promise<pg.Client> {
	const [first = null, ...others] = settings;
	try {
		return await connect(first);
	} catch (error) {
		if (others.length === 0 || !mayDifferWithoutTls(error)) {
			throw error;
		}

		return await firstThatConnects(others, connect);
	}
}

/** Whether the other kind of connection could fare better: no TLS there, a failed handshake, or a rule of pg_hba.conf. */
function mayDifferWithoutTls(error: unknown): boolean {
	if (error instanceof pg.DatabaseError) {
		return error.code === '28000';
	}

	return error instanceof Error && /SSL|TLS|EPROTO|ECONNRESET|Connection terminated/i.test(`${error.message} ${'code' in error ? String(error.code) : ''}`);
}

function clientOf(target: ConnectionTarget, settings: ConnectionOptions | null): pg.Client {
	return new pg.Client({
		host: target.host,
		port: target.port,
		user: target.user,
		database: target.database,
		// A function: otherwise pg would look for PGPASSWORD and ~/.pgpass by its own rules.
		password: () => target.password() ?? '',
		ssl: settings ?? false,
		sslnegotiation: target.tls.direct ? 'direct' : 'postgres',
		...(target.options === null ? {} : {options: target.options}),
		application_name: 'planflip',
		connectionTimeoutMillis: connectMs,
		keepAlive: true,
		keepAliveInitialDelayMillis: keepAliveMs,
		types: valueTypes,
	});
}

function witness(client: pg.Client): Witness {
	return {
		async ask(sql) {
			const {rows} = await client.query<unknown[]>({text: sql, rowMode: 'array'});
			return rows[0]?.[0];
		},
	};
}

/**
 * So that nothing of ours stays on the server after a crash: neither a transaction nor a running statement. A statement_timeout
 * that a role has for its application's sake would end our look at the catalog; each measurement has a limit of its own. What
 * PGOPTIONS ask for ("client") is meant for us.
 */
async function guard(client: pg.Client): Promise<void> {
	await client.query(ownSql(`set idle_in_transaction_session_timeout = '60s';
		select set_config(name, '${lookMs}', false) from pg_catalog.pg_settings where name = 'statement_timeout' and setting::int between 1 and ${lookMs} and source <> 'client'`));
	try {
		// PostgreSQL 14 and later, and only where the operating system can tell that a socket is closed.
		await client.query(ownSql('select set_config(name, \'2s\', false) from pg_catalog.pg_settings where name = \'client_connection_check_interval\''));
	} catch (error) {
		if (!(error instanceof pg.DatabaseError)) {
			throw error;
		}
	}
}
