import {expect, it} from 'vitest';
import {openServer} from '../../source/database/open-server.ts';
import type {TextRow} from '../../source/database/session.ts';
import {withEngines, withNativeServer} from '../support/engines.ts';
import {letterOf} from './letter-of.ts';

withEngines('statements in one round trip', engine => {
	it('are answered in order, each with its values, as the server prints them', async () => {
		const answers: Array<readonly TextRow[]> = [];
		await engine.session.pipeline([
			{sql: 'create temp table noted (n int)'},
			{sql: 'insert into noted select generate_series(1, $1::int)', values: [2]},
			{sql: 'select n, n > 1, $1::text from noted order by n', values: [null]},
			{sql: ''},
		], rows => answers.push(rows));
		expect(answers).toEqual([[], [], [['1', 'f', null], ['2', 't', null]], []]);
	});

	it('end with the first that fails: those before it are answered, and its letter says where it is wrong', async () => {
		const answers: Array<readonly TextRow[]> = [];
		await engine.session.script('create temp table written (n int)');
		const letter = await letterOf(engine.session.pipeline([{sql: 'select 1'}, {sql: 'select 2 +\nnothing'}, {sql: 'insert into written values (1)'}], rows => answers.push(rows)));
		expect(letter).toMatchObject({kind: 'input', sqlState: '42703', position: {line: 2, column: 1}});
		expect(answers).toEqual([[['1']]]);
		expect(await engine.session.query('select count(*)::int as n from written')).toEqual([{n: 0}]);
	});

	it('are one statement each, by the server itself', async () => {
		const letter = await letterOf(engine.session.pipeline([{sql: 'select 1; select 2'}], () => undefined));
		expect(letter.message).toContain('multiple commands');
	});

	it('are refused as a whole when one of them is a COPY, which would never end', async () => {
		expect((await letterOf((async () => engine.session.pipeline([{sql: 'copy noted from stdin'}], () => undefined))())).message).toContain('COPY');
	});
});

withNativeServer('statements in one round trip', native => {
	it('are stopped like any other, and the session goes on', async () => {
		const session = await openServer(native.target());
		const other = await openServer(native.target());
		try {
			const stopped = letterOf(session.pipeline([{sql: 'select 1'}, {sql: 'select pg_sleep(600)'}], () => undefined));
			await expect.poll(async () => other.query('select 1 from pg_stat_activity where wait_event = \'PgSleep\'')).toHaveLength(1);
			await session.cancel();
			expect((await stopped).kind).toBe('cancelled');
			expect(await session.query('select 7 as n')).toEqual([{n: 7}]);
		} finally {
			await session.close();
			await other.close();
		}
	});
});
