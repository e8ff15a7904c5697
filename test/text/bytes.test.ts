import {expect, test} from 'vitest';
import {formatBytes} from '../../source/text/bytes.ts';

// What pg_size_pretty(bigint) says to the same numbers, from Postgres's regression test dbsize.
test.each([
	[10, '10 bytes'],
	[1000, '1000 bytes'],
	[1_000_000, '977 kB'],
	[1_000_000_000, '954 MB'],
	[1_000_000_000_000, '931 GB'],
	[1_000_000_000_000_000, '909 TB'],
	[-1_000_000, '-977 kB'],
	[10_239, '10239 bytes'],
	[10_240, '10 kB'],
	[10_485_247, '10239 kB'],
	[10_485_248, '10 MB'],
	[10_736_893_951, '10239 MB'],
	[10_736_893_952, '10 GB'],
	[-10_240, '-10 kB'],
	[-10_485_247, '-10239 kB'],
	[-10_485_248, '-10 MB'],
])('%d bytes are %s, as in psql', (bytes, text) => {
	expect(formatBytes(bytes)).toBe(text);
});

test('an unbuilt index has no size', () => {
	expect(formatBytes(null)).toBe('-');
});
