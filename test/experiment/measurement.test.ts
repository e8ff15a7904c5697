import {describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {decodeMeasurement} from '../../source/experiment/decode-measurement.ts';
import {encodeMeasurement} from '../../source/experiment/encode-measurement.ts';
import type {Measurement} from '../../source/experiment/measurement.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {measurement, operationRun} from '../support/measurements.ts';
import {runRecord} from '../support/run-records.ts';

const beside = runRecord('00000002', {turns: {role: 'current', baseline: '00000003', samePlan: false, comparison: compareSamples([5, 5.1, 4.9, 5, 5.2], [0.04, 0.05, 0.04, 0.05, 0.04])}});
const wrong = operationRun({rewrites: operationRun().rewrites.map(rewrite => ({...rewrite, comparison: null})), chain: {...operationRun().chain, samples: [Math.PI]}});

const walkedBefore = {
	run: operationRun({indexes: {name: 'as-built', configuration: configurationOf([])}}),
	routes: [{name: 'chain', comparison: compareSamples([5, 5.1, 4.9, 5, 5.2], [2.4, 2.5, 2.6, 2.4, 2.5]), samePlans: false}, {name: 'one JOIN', comparison: compareSamples([1.2], [1.3]), samePlans: true}],
};

describe('a kept measurement', () => {
	it.each<[string, Measurement]>([
		['a baseline', measurement('a1b2c3d4')],
		['one that answers a baseline, in turns with its indexes', measurement('a1b2c3d5', {
			step: 'post-optimization', answers: 'a1b2c3d4', statements: [{run: beside, before: runRecord('00000003', {turns: {role: 'baseline', current: '00000002'}})}],
		})],
		['one whose operations were walked in turns with the indexes of the baseline', measurement('a1b2c3d5', {step: 'post-optimization', answers: 'a1b2c3d4', operations: [{run: operationRun(), before: walkedBefore}]})],
		['one that was stopped before anything was measured', measurement('a1b2c3d4', {finishedAt: null, statements: [], operations: [], failures: []})],
		['an operation with a wrong rewrite', measurement('a1b2c3d4', {operations: [{run: wrong, before: null}]})],
		['notes and a failure of several lines', measurement('a1b2c3d4', {notes: ['the catalogue changed\u001b[31m'], failures: [{entry: 'ليلى', lines: ['a', '', 'b']}]})],
	])('comes back from its file as it went in: %s', (_, one) => {
		expect(decodeMeasurement(encodeMeasurement(one))).toEqual(one);
	});

	it('says what it is first', () => {
		expect(encodeMeasurement(measurement('a1b2c3d4'))).toMatch(/^\{\n\t"planflip": "measurement",\n\t"version": 1,\n\t"step": "baseline",\n\t"id": "a1b2c3d4",\n/);
	});

	it('holds no row that an operation answered with: they are the user\'s data', () => {
		const walk = {...operationRun().chain.typical, answer: [{password_hash: 'secret'}]};
		const text = encodeMeasurement(measurement('a1b2c3d4', {operations: [{run: operationRun({chain: {...operationRun().chain, typical: walk}}), before: null}]}));
		expect(text).not.toMatch(/password_hash|secret/);
	});
});

describe('reading a kept measurement', () => {
	it('reads the files of a planflip that measured operations alone, and said nothing of it', () => {
		const one = measurement('a1b2c3d4');
		const old = encodeMeasurement(one).replaceAll(/,\s*"before": null(?=\s*\}\s*\][^\]]*$)/g, '');
		expect(JSON.parse(old)).toHaveProperty('operations.0.run');
		expect(JSON.parse(old)).not.toHaveProperty('operations.0.before');
		expect(decodeMeasurement(old)).toEqual(one);
	});

	const good = encodeMeasurement(measurement('a1b2c3d4'));
	const changed = (from: string, to: string) => {
		expect(good).toContain(from);
		return good.replace(from, to);
	};

	it.each<[string, string, RegExp]>([
		['a file cut off in the middle', good.slice(0, good.length / 2), /no JSON to its end/],
		['a run', '{"planflip": "run", "version": 1}', /no measurement of planflip's/],
		['a step of the future', changed('"step": "baseline"', '"step": "canary"'), /"step" of the measurement is not baseline or post-optimization/],
		['a newer form', changed('"version": 1', '"version": 2'), /newer planflip wrote this measurement/],
		['a damaged run in it', changed('"firstMs"', '"lastMs"'), /"statements\.0\.run\.firstMs" of the measurement is not a number/],
		['a verdict that nobody gives', changed('"kind": "same"', '"kind": "alike"'), /"operations\.0\.run\.checks\.0\.verdict\.kind" of the measurement is not same, another order or different/],
	])('refuses %s, and says what is wrong', (_, text, sentence) => {
		expect(() => decodeMeasurement(text)).toThrow(expect.objectContaining({kind: 'input', message: expect.stringMatching(sentence) as string}));
	});
});
