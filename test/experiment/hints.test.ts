import {describe, expect, it} from 'vitest';
import {explainHinted} from '../../source/experiment/explain-hinted.ts';
import {hintComment, takeHints} from '../../source/experiment/hints.ts';
import {flipObstacle} from '../../source/experiment/plan-switch.ts';
import type {Subject} from '../../source/experiment/run.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {surroundings} from '../support/surroundings.ts';

const subject: Subject = {entry: 'test', sql: 'select * from shots s', parameters: [], file: 'queries/test.sql', line: 3};

describe('a statement\'s own hints', () => {
	it.each([
		['select /*+ SeqScan(t) */ * from t', 'select /*  SeqScan(t) */ * from t', 'SeqScan(t)'],
		['/*+ SeqScan(t)\n   NestLoop(t u) */\nselect 1', '/*  SeqScan(t)\n   NestLoop(t u) */\nselect 1', 'SeqScan(t) NestLoop(t u)'],
		['-- /*+ no */\nselect \'/*+ no */\', "/*+ no */" from t /*+ SeqScan(t) */', '-- /*+ no */\nselect \'/*+ no */\', "/*+ no */" from t /*  SeqScan(t) */', 'SeqScan(t)'],
		['select /* none */ 1 -- /*+ no */', 'select /* none */ 1 -- /*+ no */', ''],
	])('of %j are taken out without moving a character', (sql, plain, own) => {
		expect(takeHints(sql, 'x.sql')).toEqual({sql: plain, own});
	});

	it('stand in one comment with ours, names quoted', () => {
		const indexes = surroundings().universe.indexes.slice(0, 1).map(index => ({...index, name: 'a "b" (c)', table: 'T x'}));
		expect(hintComment(indexes, new Map([['T x', new Set(['T x', 's'])]]), 'SeqScan(u)'))
			.toBe('/*+ DisableIndex("T x" "a ""b"" (c)") DisableIndex("s" "a ""b"" (c)") SeqScan(u) */');
	});
});

describe('a plan that uses a switched-off index all the same', () => {
	it('is never shown: the letter says which index, and of which statement', async () => {
		const deaf = {simple: () => Promise.resolve([]), query: async () => Promise.resolve([{'QUERY PLAN': JSON.stringify([{Plan: {'Node Type': 'Index Scan', 'Relation Name': 'shots', 'Alias': 's', 'Index Name': 'shots_scene'}}])}])};
		const say = explainHinted(deaf, surroundings().universe.indexes.filter(index => index.name === 'shots_scene'), new Map());
		await expect(say(subject, 'plan')).rejects.toMatchObject({
			kind: 'permission', message: expect.stringMatching(/shots_scene cannot be kept out of this plan by a hint/) as string, where: 'queries/test.sql:3',
		});
	});

	it('cannot be asked for where a name is not the index\'s alone, or would end the comment', () => {
		const [index] = surroundings().universe.indexes;
		expect(index !== undefined && flipObstacle({...index, key: 'public.shots_scene'}, rungOf(3), false)).toMatch(/another schema/);
		expect(index !== undefined && flipObstacle({...index, name: 'a*/b', key: 'a*/b'}, rungOf(3), false)).toMatch(/end the comment/);
	});
});
