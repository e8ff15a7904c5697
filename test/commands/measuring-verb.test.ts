import {expect, it} from 'vitest';
import {measuringVerb} from '../../source/commands/steps/measuring-verb.ts';
import {measurement} from '../support/compared-measurements.ts';
import {operationRun} from '../support/operations.ts';

const conclude = (wrong: boolean) => measuringVerb('baseline', {rttMs: 0, pairs: undefined, baseline: 'latest'})
	.conclude({measurement: measurement({operations: [{run: operationRun({wrong}), before: null}]}), file: '/kept/here.json'}, {done: [], skipped: [], would: []});

it('a measurement whose rewrites answer alike says what comes next', () => {
	expect(conclude(false)).toMatchObject({code: 0, talk: ['kept as baseline aaaaaaaa: /kept/here.json'], next: expect.stringContaining('apply-indexes') as string});
});

it('a rewrite that answers differently fails the measurement, which is kept all the same', () => {
	const {code, talk, next} = conclude(true);
	expect({code, next}).toEqual({code: 1, next: null});
	expect(talk).toEqual(['open-shot: one JOIN answers differently than the chain, so it is not compared with it', 'kept as baseline aaaaaaaa: /kept/here.json']);
});
