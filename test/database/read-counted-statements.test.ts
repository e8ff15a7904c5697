import {PGlite} from '@electric-sql/pglite';
import {pg_stat_statements as statements} from '@electric-sql/pglite/contrib/pg_stat_statements';
import {expect, test} from 'vitest';
import {readCountedStatements} from '../../source/database/read-counted-statements.ts';

const patience = 120_000;

test('PGlite\'s pg_stat_statements is read as a server\'s; without it a letter says what is missing', async () => {
	const database = await PGlite.create({extensions: {statements}});
	try {
		const session = {query: async (sql: string) => (await database.query<Record<string, unknown>>(sql)).rows};
		await expect(readCountedStatements(session)).rejects.toMatchObject({kind: 'input', message: expect.stringContaining('not installed') as unknown});
		await database.exec('create extension pg_stat_statements; create table t (a int)');
		await database.exec('select pg_stat_statements_reset()');
		for (const a of [1, 2, 3]) {
			await database.query(`select * from t where a = ${a}`);
		}

		expect(await readCountedStatements(session)).toContainEqual({sql: 'select * from t where a = $1', calls: 3, totalMs: expect.any(Number) as unknown, here: true, top: true});
	} finally {
		await database.close();
	}
}, patience);

test('columns are found by either name that versions have for them', async () => {
	const asked: string[] = [];
	const session = {
		async query(sql: string) {
			asked.push(sql);
			return Promise.resolve(sql.includes('pg_extension') ? [{schema: '"Odd Schema"'}] : [{query: null, calls: 2, here: false, total: 3.5, top: false}]);
		},
	};
	expect(await readCountedStatements(session)).toEqual([{sql: null, calls: 2, totalMs: 3.5, here: false, top: false}]);
	expect(asked[1]).toContain('from "Odd Schema".pg_stat_statements as s');
});
