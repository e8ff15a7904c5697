import type {ConnectionTarget} from './connection-target.ts';

const ownMachine = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\/.*)$/;

/**
 * `localhost:5432/app`: which database it is, whoever connects. This machine's addresses and its sockets' folders are one host: a port belongs to one server, as a rule.
 * Nothing is asked of anybody for it, so that other hosts are what they are called.
 */
export function serverPlace({host, port, database}: Pick<ConnectionTarget, 'host' | 'port' | 'database'>): string {
	const name = host.toLowerCase().replace(/\.$/, '');
	return `${ownMachine.test(name) ? 'localhost' : name}:${port}/${database}`;
}
