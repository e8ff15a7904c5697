import {beforeAll, expect, it} from 'vitest';
import ts from 'typescript';
import {drizzleSchema} from '../../source/migration/drizzle-schema.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';
import {withNativeServer} from '../support/engines.ts';
import {decideOn} from '../support/migration-server.ts';
import {oddIndexes, oddNames} from '../support/odd-indexes.ts';

const parser = await loadSqlParser();

withNativeServer('lines for a Drizzle schema', native => {
	beforeAll(async () => {
		await native.server.run(oddIndexes, native.database);
	});

	// Golden, as drizzle-orm is 17 MB: from these lines drizzle-kit 0.31.11 (drizzle-orm 0.45.4) generated statements that PostgreSQL 18 read as the very same definitions.
	it('say order, operator class, method, condition and options, and what Drizzle cannot say', async () => {
		const migration = await decideOn(native, native.database, {
			off: oddNames,
			propose: ['shots (shot_type, scene_id desc) where number > 3', 'CREATE UNIQUE INDEX shots_once ON shots USING btree (scene_id, number DESC NULLS LAST) WITH (fillfactor = 80)', 'CREATE INDEX doc ON "Film ""Noir"""."Scène 1" USING gin (doc jsonb_path_ops)', 'shots (scene_id) include (note)'],
		});
		const text = drizzleSchema(migration, parser);
		await expect(text.split('\n').filter(line => !line.startsWith('// planflip@')).join('\n')).toMatchFileSnapshot('../fixtures/exports/drizzle.txt');
		expect(ts.transpileModule(text, {reportDiagnostics: true}).diagnostics).toEqual([]);
	}, 60_000);
});
