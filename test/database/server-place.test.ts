import {expect, it} from 'vitest';
import {serverPlace} from '../../source/database/server-place.ts';

const place = (host: string) => serverPlace({host, port: 5432, database: 'app'});

it.each(['localhost', 'LocalHost', '127.0.0.1', '127.0.0.2', '::1', '/var/run/postgresql', '/tmp'])('%s is this machine', host => {
	expect(place(host)).toBe('localhost:5432/app');
});

it('other hosts, ports and databases are others', () => {
	expect(place('DB.example.com.')).toBe('db.example.com:5432/app');
	expect(place('10.0.0.7')).toBe('10.0.0.7:5432/app');
	expect(place('localhost.example.com')).toBe('localhost.example.com:5432/app');
	expect(serverPlace({host: '::1', port: 5433, database: 'other'})).toBe('localhost:5433/other');
});
