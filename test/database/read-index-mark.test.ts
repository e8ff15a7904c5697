import {beforeAll, expect, it} from 'vitest';
import {readIndexMark} from '../../source/database/read-index-mark.ts';
import type {Session} from '../../source/database/session.ts';
import {withEngines} from '../support/engines.ts';

withEngines('the mark of the indexes', engine => {
	beforeAll(async () => {
		await engine.session.script('create table shots (id int primary key, scene int, kind text)');
	});

	it.each([
		['is another after one was built', 'create index shots_scene on shots (scene)'],
		['is another after one was renamed', 'alter index shots_scene rename to shots_by_scene'],
		['is another after one became INVALID', 'update pg_catalog.pg_index set indisvalid = false where indexrelid = \'shots_by_scene\'::regclass'],
		['is another after one was dropped and the same was built anew', 'drop index shots_by_scene; create index shots_by_scene on shots (scene)'],
		['is another after one was dropped', 'drop index shots_by_scene'],
	])('%s', async (_, sql) => {
		const {session} = engine;
		const before = await readIndexMark(session);
		expect(await readIndexMark(session)).toBe(before);
		await session.script(sql);
		expect(await readIndexMark(session)).not.toBe(before);
	});

	it('is the same as long as only rows and temporary tables come and go', async () => {
		const {session} = engine;
		const before = await readIndexMark(session);
		await session.script('insert into shots values (1, 1, \'wide\'); analyze shots; create temporary table mine (id int primary key)');
		expect(await readIndexMark(session)).toBe(before);
	});

	it('of a database without tables is one, too', async () => {
		const query: Session['query'] = () => Promise.resolve([]);
		expect(await readIndexMark({query})).toBe('');
	});
});
