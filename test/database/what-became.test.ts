import {expect, it} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import {letterOf} from '../../source/database/sql-state-letters.ts';
import {unreachableLetter} from '../../source/database/unreachable-letter.ts';
import {lossOf, whatBecame} from '../../source/database/what-became.ts';

const concurrently = ['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a ON t (b)', 'drop index concurrently if exists public.a', 'REINDEX INDEX CONCURRENTLY a'];

it.each(concurrently)('of %s nobody says that it was rolled back', sql => {
	for (const hint of [letterOf('57P01', sql).hint, letterOf('08006', sql).hint, unreachableLetter(new Error('read ECONNRESET'), {sql, server: 's', redact: text => text}).hint]) {
		expect(hint).toMatch(/is not rolled back: the index may be there, INVALID\. Try again\.$/);
	}

	const loss = new PlanflipError('connection', {message: 'gone', hint: `The server closed the connection. ${whatBecame(undefined)}`, sqlState: '57P01'});
	expect(lossOf(loss, sql)).toMatchObject({kind: 'connection', message: 'gone', sqlState: '57P01', hint: expect.stringMatching(/^The server closed the connection\. What runs CONCURRENTLY is not rolled back/) as string});
	expect(lossOf(loss, 'select 1')).toBe(loss);
});

it('of anything else it is said', () => {
	expect(letterOf('57P01', 'insert into t values (\'concurrently\')').hint).toBe('The server, or its administrator, closed the connection. What it had begun was rolled back. Try again.');
	expect(letterOf('57P05').hint).toBe('What it had begun was rolled back. Try again.');
});
