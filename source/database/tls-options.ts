import {existsSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {PlanflipError} from '../errors.ts';
import type {SslMode, TlsOptions} from './connection-target.ts';

export interface TlsSource {
	/** A setting by its name in a URL and its environment variable. */
	readonly given: (name: string, variable: string) => string | null;
	readonly parameters: ReadonlyMap<string, string>;
	readonly host: string;
	readonly where: string;
}

const modes: readonly SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
const known = new Set(['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'ssl', 'sslcompression', 'sslsni', 'ssl_min_protocol_version', 'ssl_max_protocol_version']);

/** The sslmode and its files, by libpq's names and defaults. A misspelt one must not weaken the connection: it is an error. */
export function tlsOptions({given, parameters, host, where}: TlsSource): TlsOptions {
	const unknown = [...parameters.keys()].find(name => name.startsWith('ssl') && !known.has(name));
	if (unknown !== undefined) {
		throw new PlanflipError('usage', {message: `the TLS option ${unknown} is unknown`, where, hint: 'planflip knows sslmode, sslrootcert, sslcert, sslkey and sslnegotiation.'});
	}

	// A unix socket never has TLS: nobody is in between.
	const local = host.startsWith('/');
	const certificate = given('sslcert', 'PGSSLCERT') ?? ownFile('postgresql.crt');
	const named = {
		rootCertificate: given('sslrootcert', 'PGSSLROOTCERT') ?? ownFile('root.crt'),
		certificate,
		key: certificate === null ? null : given('sslkey', 'PGSSLKEY') ?? ownFile('postgresql.key'),
		direct: !local && given('sslnegotiation', 'PGSSLNEGOTIATION') === 'direct',
	};
	const mode = local ? 'disable' : modeOf(given, parameters, named.rootCertificate, where);
	if (named.direct && ['disable', 'allow', 'prefer'].includes(mode)) {
		throw new PlanflipError('usage', {message: `sslnegotiation=direct does not go with sslmode=${mode}`, where, hint: 'Add sslmode=require or stronger.'});
	}

	if (named.rootCertificate === null && mode === 'verify-ca') {
		throw new PlanflipError('usage', {message: 'sslmode=verify-ca needs an authority to trust', where, hint: 'Give its certificate as sslrootcert, or use verify-full with sslrootcert=system.'});
	}

	return {mode, ...named};
}

function modeOf(given: TlsSource['given'], parameters: ReadonlyMap<string, string>, rootCertificate: string | null, where: string): SslMode {
	// JDBC and Node write ssl=true, and Node no-verify, for what libpq calls require.
	const asked = given('sslmode', 'PGSSLMODE') ?? (/^(?:true|1)$/.test(parameters.get('ssl') ?? '') ? 'require' : null);
	// libpq 16: the system's authorities sign for anyone, so only the host's name tells servers apart.
	const name = asked === 'no-verify' ? 'require' : asked ?? (rootCertificate === 'system' ? 'verify-full' : 'prefer');
	const mode = modes.find(each => each === name);
	if (mode === undefined) {
		throw new PlanflipError('usage', {message: `the sslmode ${name} is unknown`, where, hint: `Use one of ${modes.join(', ')}.`});
	}

	if (rootCertificate === 'system' && mode !== 'verify-full') {
		throw new PlanflipError('usage', {message: `sslrootcert=system does not go with sslmode=${mode}`, where, hint: 'Use sslmode=verify-full.'});
	}

	return mode;
}

function ownFile(name: string): string | null {
	const file = path.join(homedir(), '.postgresql', name);
	return existsSync(file) ? file : null;
}
