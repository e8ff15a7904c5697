import {expect, it} from 'vitest';
import {readOwnScans} from '../../source/lab/read-own-scans.ts';
import type {KeptRecord, RunHistory} from '../../source/experiment/run-history.ts';
import type {OperationRecord} from '../../source/experiment/operation-record.ts';
import {operationRun} from '../support/operations.ts';
import {onSmall, runRecord} from '../support/run-records.ts';

const scan = (more: object) => JSON.stringify([{Plan: {'Node Type': 'Index Scan', 'Relation Name': 'shots', 'Index Name': 'shots_scene', 'Total Cost': 8, 'Index Searches': 3, ...more}}]);
const executed = scan({'Actual Loops': 1, 'Actual Rows': 1, 'Actual Total Time': 1, 'Actual Startup Time': 0});

function historyOf(...runs: readonly KeptRecord[]): RunHistory {
	const none = () => Promise.resolve({runs: [], note: null});
	return {newId: () => '', keep: () => Promise.resolve(null), past: none, pastOperations: none, since: () => Promise.resolve({runs, note: null})};
}

it('a run that was only planned is none of planflip\'s own: it raised no counter', async () => {
	const measured = runRecord('00000001', {run: {explain: executed, firstMs: 5, samples: [5, 5]}});
	const planned = runRecord('00000002', {run: {explain: executed, firstMs: null, samples: []}});
	const own = await readOwnScans(historyOf(measured, planned), onSmall, new Date(0));
	expect(own).toEqual({runs: 1, scans: new Map([['shots_scene', 12]]), note: null});
});

/** A chain of two statements, the second of them walked twice with the same values, each by one index scan of three searches. */
function operationRecord(changes: Partial<OperationRecord> = {}): OperationRecord {
	const run = operationRun();
	const statement = {step: 'shot', sql: 'select 1', rows: 1, ms: 1, waitedMs: 0};
	const share = {ms: 1, blocks: 1, read: 0, explain: executed};
	return {
		kind: 'OperationRecord', id: '00000003', database: onSmall, turns: null, ...changes,
		run: {...run, rewrites: run.rewrites.map(rewrite => ({...rewrite, server: []})), chain: {...run.chain, samples: [1, 1], server: [share, share], typical: {statements: [{...statement, values: ['a']}, {...statement, values: ['a']}]}}},
	};
}

it('an operation counts by its statements\' plans: two walks a sample, two of the first look, one for each answer that was compared, two EXPLAINs', async () => {
	const {scans, runs, note} = await readOwnScans(historyOf(operationRecord()), onSmall, new Date(0));
	// 2 * (2 + 1) + 1 walks of both statements (a stranger finds nothing), and the one statement explained twice.
	expect([...scans]).toEqual([['shots_scene', 3 * (2 * 7 + 2)]]);
	expect({runs, note}).toEqual({runs: 1, note: null});
});

it('as the baseline of another it was not compared for its answers', async () => {
	const {scans} = await readOwnScans(historyOf(operationRecord({turns: {role: 'baseline', current: '00000004'}})), onSmall, new Date(0));
	expect([...scans]).toEqual([['shots_scene', 3 * (2 * 6 + 2)]]);
});
