import {describe, expect, it} from 'vitest';
import {decodeOperationRecord, looksLikeOperationRecord} from '../../source/experiment/decode-operation-record.ts';
import {encodeOperationRecord} from '../../source/experiment/encode-operation-record.ts';
import {recordOperation} from '../../source/experiment/operation-record.ts';
import {onSmall} from '../support/run-records.ts';
import {operationDelta, operationRun} from '../support/operations.ts';

const ids = () => {
	let last = 0;
	return () => String(++last).padStart(8, '0');
};

describe('a kept operation', () => {
	it('comes back from its file as it went in, with the other configuration by its id', () => {
		const delta = operationDelta();
		const [current, baseline, ...more] = recordOperation(delta.current, delta, onSmall, ids());
		expect(more).toEqual([]);
		expect(current.turns).toMatchObject({role: 'current', baseline: baseline?.id});
		expect(baseline?.turns).toEqual({role: 'baseline', current: current.id});
		for (const record of [current, ...(baseline === undefined ? [] : [baseline])]) {
			expect(decodeOperationRecord(encodeOperationRecord(record))).toEqual(record);
		}
	});

	it('tells a rewrite that answers differently, which is compared with nothing', () => {
		const run = operationRun({wrong: true});
		const [record] = recordOperation(run, null, onSmall, ids());
		const back = decodeOperationRecord(encodeOperationRecord(record));
		expect(back.run.checks.map(({verdict}) => verdict)).toContainEqual({kind: 'different', because: '1 row instead of 0'});
		expect(back.run.rewrites.map(({comparison}) => comparison)).toEqual([null]);
	});

	it('says what it is first, and holds values, but nothing of what the statements found', () => {
		const [record] = recordOperation(operationRun(), null, onSmall, ids());
		const text = encodeOperationRecord(record);
		expect(text).toMatch(/^\{\n\t"planflip": "operation",\n\t"version": 1,/);
		expect(looksLikeOperationRecord(text)).toBe(true);
		expect(text).not.toContain('"answer": [');
	});
});

describe('reading a kept operation', () => {
	const good = encodeOperationRecord(recordOperation(operationRun(), null, onSmall, ids())[0]);
	const changed = (change: (record: Record<string, unknown>) => void) => {
		const record = JSON.parse(good) as Record<string, unknown>;
		change(record);
		return JSON.stringify(record);
	};

	it.each<[string, (record: Record<string, unknown>) => void, RegExp]>([
		['a newer version', record => {
			record['version'] = 2;
		}, /newer planflip.*version 2/],
		['another kind', record => {
			record['planflip'] = 'run';
		}, /no operation of planflip's/],
		['samples of words', record => {
			(record['chain'] as Record<string, unknown>)['samples'] = ['fast'];
		}, /"chain\.samples" of the operation is not a list of numbers/],
		['values that are objects', record => {
			((record['chain'] as {typical: {statements: Array<Record<string, unknown>>}}).typical.statements[0] ?? {})['values'] = [{}];
		}, /"chain\.typical\.statements\.0\.values" of the operation is not a list of parameters' values/],
		['an EXPLAIN that is none', record => {
			((record['chain'] as {server: Array<Record<string, unknown>>}).server[0] ?? {})['explain'] = 'fast';
		}, /is not EXPLAIN's JSON/],
	])('refuses %s, and says which', (_, change, message) => {
		expect(() => decodeOperationRecord(changed(change))).toThrow(message);
	});
});
