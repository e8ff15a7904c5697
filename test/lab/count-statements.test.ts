import {expect, test} from 'vitest';
import type {Row} from '../../source/database/session.ts';
import type {OperationRecord} from '../../source/experiment/operation-record.ts';
import type {RunHistory} from '../../source/experiment/run-history.ts';
import {countStatements, type CountGround} from '../../source/lab/count-statements.ts';
import {operationRun} from '../support/operations.ts';
import {onSmall} from '../support/run-records.ts';

/** A chain of one statement, walked twice with other values in each walk: 2 * (2 + 1) walks and one whose answer was compared. */
function walked(): OperationRecord {
	const run = operationRun();
	const statement = {step: 'shot', sql: 'select * from shots where id = $1', rows: 1, ms: 1, waitedMs: 0};
	return {
		kind: 'OperationRecord', id: '00000003', database: onSmall, turns: null,
		run: {...run, rewrites: run.rewrites.map(rewrite => ({...rewrite, samples: [], typical: {statements: []}})), chain: {...run.chain, samples: [1, 1], typical: {statements: [{...statement, values: ['a']}, {...statement, values: ['b']}]}}},
	};
}

function ground({since, history}: {readonly since: number | null; readonly history: boolean}): CountGround & {readonly asked: Date[]} {
	const asked: Date[] = [];
	const answers: ReadonlyArray<readonly [RegExp, readonly Row[]]> = [
		[/order by 4 desc/, [
			{query: 'SELECT * FROM shots WHERE id = $1', calls: 20, total: 100, here: true, top: true},
			{query: 'select * from shots where id = $1', calls: 4, total: 8, here: true, top: true},
			{query: 'select * from shots where id = $1', calls: 30, total: 7, here: false, top: true},
			{query: 'select * from scenes where id = $1', calls: 5, total: 5, here: true, top: true},
			{query: 'select fro', calls: 1, total: 1, here: true, top: true},
		]],
		[/to_regclass/, [{known: since !== null}]],
		[/stats_reset/, [{since}]],
		[/./, [{schema: 'public', reads_all: true}]],
	];
	const none = () => Promise.resolve({runs: [], note: null});
	const kept: RunHistory = {
		newId: () => '', keep: () => Promise.resolve(null), past: none, pastOperations: none,
		since(_database, moment) {
			asked.push(moment);
			return Promise.resolve({runs: [walked()], note: null});
		},
	};
	return {asked, database: onSmall, history: history ? kept : null, session: {kind: 'server', query: sql => Promise.resolve(answers.find(([pattern]) => pattern.test(sql))?.[1] ?? [])}};
}

test('what an operation\'s walks ran since the counting began is told apart, with its share of the time; what others called stays', async () => {
	const with14 = ground({since: 1000, history: true});
	const counted = (await countStatements(with14)).filter(({here}) => here).map(({sql, calls, totalMs, own}) => [sql, calls, totalMs, own === true]);
	expect(with14.asked).toEqual([new Date(1000)]);
	expect(counted).toEqual([
		['SELECT * FROM shots WHERE id = $1', 6, 30, false],
		['SELECT * FROM shots WHERE id = $1', 14, 70, true],
		['select * from shots where id = $1', 4, 8, false],
		['select * from scenes where id = $1', 5, 5, false],
		['select fro', 1, 1, false],
	]);
});

test.each([['where nobody knows since when it counts', {since: null, history: true}], ['without a history', {since: 1000, history: false}]])('%s nothing is told apart', async (_, facts) => {
	expect((await countStatements(ground(facts))).filter(({own}) => own === true)).toEqual([]);
});
