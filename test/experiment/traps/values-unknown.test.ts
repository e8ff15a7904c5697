import {beforeAll, expect, it} from 'vitest';
import type {Session} from '../../../source/database/session.ts';
import {readServerFacts} from '../../../source/database/read-server-facts.ts';
import {explain} from '../../../source/experiment/explain.ts';
import {genericObstacle} from '../../../source/experiment/explain-generic.ts';
import type {Subject} from '../../../source/experiment/run.ts';
import {withEngines} from '../../support/engines.ts';

const text = 'select * from orders where note = $1';
const unknown: Subject = {entry: 'by-note', sql: text, parameters: [{name: 'note', value: null, unknown: true}], file: 'queries/by-note.sql', line: 5};

/** A normalised text, as pg_stat_statements keeps it: `$1`, and nobody knows its value. */
withEngines('a statement whose $1 has no value', engine => {
	let session: Session;
	let generic = true;
	beforeAll(async () => {
		session = engine.session;
		await session.script(`
			create table orders (id int primary key, note text);
			insert into orders select n, 'note ' || n % 10 from generate_series(1, 10000) n;
			analyze orders;
		`);
		generic = genericObstacle(unknown, await readServerFacts(session)) === null;
	});

	const rows = async (subject: Subject) => (await explain(session, subject, 'plan')).plan.nodes[0]?.rows.estimated;

	it('without the guard: NULL in its place gives the plan of another query, one that finds nothing', async () => {
		expect(await rows({...unknown, parameters: [{name: 'note', value: null}]})).toBeLessThanOrEqual(1);
	});

	it('without the guard: GENERIC_PLAN over the protocol of bound values is an error', async ({skip}) => {
		skip(!generic, 'GENERIC_PLAN came with PostgreSQL 16');
		await expect(session.query(`explain (generic_plan) ${text}`)).rejects.toThrow(/0 parameters|no parameter|supplies/);
	});

	it('with it: planned for any value, with the estimate of one note in ten, and $1 in its condition', async ({skip}) => {
		skip(!generic, 'GENERIC_PLAN came with PostgreSQL 16');
		// 10,000 rows, ten notes: 1,000 for whichever it is.
		expect(await rows(unknown)).toBe(1000);
		expect((await explain(session, unknown, 'plan')).text).toContain('$1');
	});

	it.each([
		['another statement', `${text}; drop table orders`],
		['the end of our transaction', `${text}; commit; drop table orders`],
		['a quote that only some settings take for one', `select * from orders where note = $1 or note = '\\'; drop table orders --'`],
	])('%s behind it is refused before it is run', async (_, sql) => {
		for (const strings of ['on', 'off']) {
			await session.script(`begin; set local standard_conforming_strings = ${strings}; set local escape_string_warning = off`);
			await explain(session, {...unknown, sql}, 'plan').catch(() => undefined);
			await session.script('rollback');
		}

		expect(await session.query('select count(*) from orders')).toEqual([{count: 10_000}]);
	});

	it('leaves no prepared statement behind, not even of a statement that is wrong', async () => {
		await explain(session, {...unknown, sql: 'select nothing from orders where note = $1'}, 'plan').catch(() => undefined);
		await explain(session, unknown, 'plan').catch(() => undefined);
		expect(await session.query('select name from pg_prepared_statements')).toEqual([]);
	});

	it('an error names its place in the file', async ({skip}) => {
		skip(!generic, 'GENERIC_PLAN came with PostgreSQL 16');
		await expect(explain(session, {...unknown, sql: 'select *\nfrom orders\nwhere nothing = $1'}, 'plan')).rejects.toMatchObject({where: 'queries/by-note.sql:7:7'});
	});
});

it('a server before 16 says what is missing, where, and how to give a value', () => {
	expect(genericObstacle(unknown, {version: 'PostgreSQL 15.18', versionNumber: 150_018})).toMatchObject({
		kind: 'input',
		message: 'note: no value is known, and PostgreSQL 15.18 cannot plan a query without (PostgreSQL 16 can)',
		where: 'queries/by-note.sql:5',
		hint: /--param note=VALUE/,
	});
	expect(genericObstacle({...unknown, parameters: [{name: 'note', value: 'x'}]}, {version: 'PostgreSQL 15.18', versionNumber: 150_018})).toBeNull();
});
