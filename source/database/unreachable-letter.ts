import {PlanflipError} from '../errors.ts';
import type {ErrorContext} from './error-context.ts';
import {whatBecame} from './what-became.ts';

/** What stands between us and the server, by what Node, TLS or pg call it. */
const letters: ReadonlyArray<{readonly signs: RegExp; readonly kind: 'connection' | 'permission'; readonly message: string; /** null: what became of the statement. */ readonly hint: string | null}> = [
	{signs: /ECONNREFUSED/, kind: 'connection', message: 'no server listens there', hint: 'Start the server, or check host and port.'},
	{signs: /ENOENT/, kind: 'connection', message: 'there is no such socket or file', hint: 'Start the server, or check host, port and the paths of certificates.'},
	{signs: /EACCES/, kind: 'permission', message: 'the operating system does not let us in', hint: 'Check the rights on the socket or the certificate files.'},
	{signs: /ENOTFOUND|EAI_AGAIN/, kind: 'connection', message: 'the host is unknown', hint: 'Check the host\'s name, and the network.'},
	{signs: /EHOSTUNREACH|ENETUNREACH/, kind: 'connection', message: 'the host cannot be reached', hint: 'Check the network, a VPN, the firewall.'},
	{signs: /ETIMEDOUT|timeout expired/, kind: 'connection', message: 'the server did not answer in time', hint: 'Check host, port and firewall.'},
	{signs: /does not support SSL/, kind: 'connection', message: 'the server does not speak TLS', hint: 'Use sslmode=disable, or prefer, if the network between is trusted.'},
	{signs: /ERR_TLS_CERT_ALTNAME_INVALID/, kind: 'connection', message: 'the server\'s certificate is for another host', hint: 'Connect by the name in the certificate, or use sslmode=verify-ca.'},
	{signs: /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/, kind: 'connection', message: 'the server\'s certificate cannot be verified', hint: 'Give the authority\'s certificate as sslrootcert, or use sslmode=require to encrypt without verifying.'},
	{signs: /EPROTO|ERR_SSL|ERR_OSSL|SSL connection/, kind: 'connection', message: 'the TLS handshake failed', hint: 'Check sslmode, sslcert and sslkey; the server may want a client certificate.'},
	{signs: /client password must be/, kind: 'permission', message: 'the server asks for a password, and none was given', hint: 'Give it in PGPASSWORD, ~/.pgpass or the URL.'},
	{signs: /ECONNRESET|EPIPE|Connection terminated|connection error|Client was closed|ERR_STREAM/, kind: 'connection', message: 'the server went away', hint: null},
];

/** An error that did not come from Postgres itself: the network, TLS, or the driver. */
export function unreachableLetter(error: unknown, {server, redact, sql}: ErrorContext): PlanflipError {
	const said = redact(saidBy(error));
	const letter = letters.find(({signs}) => signs.test(said));
	return letter === undefined
		? new PlanflipError('bug', {message: said, where: server, cause: error})
		: new PlanflipError(letter.kind, {message: `${letter.message} (${said})`, where: server, hint: letter.hint ?? whatBecame(sql), cause: error});
}

/** Node wraps one refusal per address of the host into an AggregateError without a message. */
function saidBy(error: unknown): string {
	if (error instanceof AggregateError && error.errors.length > 0) {
		return error.errors.map(each => saidBy(each)).join('; ');
	}

	if (!(error instanceof Error)) {
		return String(error);
	}

	const code = 'code' in error && typeof error.code === 'string' && !error.message.includes(error.code) ? ` ${error.code}` : '';
	return `${error.message}${code}`;
}
