import {readFileSync} from 'node:fs';
import type {ConnectionOptions} from 'node:tls';
import {PlanflipError} from '../errors.ts';
import type {TlsOptions} from './connection-target.ts';

/**
 * What Node's TLS needs for libpq's modes: verify-full checks authority and host, verify-ca the authority, and require
 * nothing, unless a root certificate is given, when it is verify-ca (libpq keeps that for old users' sake).
 * Without a root certificate, or with `system`, the authorities are those that Node brings along.
 * Reads the files; a missing one is a `usage` error.
 */
export function tlsSettings({mode, rootCertificate, certificate, key}: TlsOptions): ConnectionOptions {
	const verifiesHost = mode === 'verify-full';
	const verifies = verifiesHost || mode === 'verify-ca' || (mode === 'require' && rootCertificate !== null);
	return {
		rejectUnauthorized: verifies,
		...(verifies && rootCertificate !== null && rootCertificate !== 'system' ? {ca: contents(rootCertificate, 'sslrootcert')} : {}),
		...(verifies && !verifiesHost ? {checkServerIdentity: () => undefined} : {}),
		...(certificate === null ? {} : {cert: contents(certificate, 'sslcert')}),
		...(key === null ? {} : {key: contents(key, 'sslkey')}),
	};
}

function contents(file: string, option: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		throw new PlanflipError('usage', {message: `${option} cannot be read`, where: file, hint: 'Check the path, and that you may read it.', cause: error});
	}
}
