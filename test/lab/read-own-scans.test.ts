import {expect, it} from 'vitest';
import {readOwnScans} from '../../source/lab/read-own-scans.ts';
import type {RunHistory} from '../../source/experiment/run-history.ts';
import type {RunRecord} from '../../source/experiment/run-record.ts';
import {onSmall, runRecord} from '../support/run-records.ts';

const scan = (more: object) => JSON.stringify([{Plan: {'Node Type': 'Index Scan', 'Relation Name': 'shots', 'Index Name': 'shots_scene', 'Total Cost': 8, 'Index Searches': 3, ...more}}]);
const executed = scan({'Actual Loops': 1, 'Actual Rows': 1, 'Actual Total Time': 1, 'Actual Startup Time': 0});

function historyOf(...runs: readonly RunRecord[]): RunHistory {
	const none = () => Promise.resolve({runs: [], note: null});
	return {newId: () => '', keep: () => Promise.resolve(null), past: none, pastOperations: none, since: () => Promise.resolve({runs, note: null})};
}

it('a run that was only planned is none of planflip\'s own: it raised no counter', async () => {
	const measured = runRecord('00000001', {run: {explain: executed, firstMs: 5, samples: [5, 5]}});
	const planned = runRecord('00000002', {run: {explain: executed, firstMs: null, samples: []}});
	const own = await readOwnScans(historyOf(measured, planned), onSmall, new Date(0));
	expect(own).toEqual({runs: 1, scans: new Map([['shots_scene', 12]]), note: null});
});
