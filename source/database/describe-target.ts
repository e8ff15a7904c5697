import type {ConnectionTarget} from './connection-target.ts';

/** `user@host:5432/database`: for the screen. Never a password. */
export function describeTarget({user, host, port, database}: ConnectionTarget): string {
	const shownHost = host.includes(':') ? `[${host}]` : host;
	return `${user}@${shownHost}:${port}/${database}`;
}
