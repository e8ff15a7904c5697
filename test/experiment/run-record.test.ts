import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {decodeRunRecord, looksLikeRunRecord} from '../../source/experiment/decode-run-record.ts';
import {encodeRunRecord} from '../../source/experiment/encode-run-record.ts';
import {recordTrial} from '../../source/experiment/record-trial.ts';
import type {RunRecord} from '../../source/experiment/run-record.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {planOfRun} from '../../source/view/run-figures.ts';
import {onSmall, runRecord} from '../support/run-records.ts';

const plans = path.join(import.meta.dirname, '../fixtures/plans');
const explains = readdirSync(plans, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.json')).sort();
const indexes = [{schema: 'public', table: 'shots', name: 'shots_scene', method: 'btree', columns: ['scene_id', 'lower(shot_type) DESC'], predicate: null}];

describe('a kept run', () => {
	it.each(explains)('%s: comes back from its file as it went in, EXPLAIN to the byte', name => {
		const explain = readFileSync(path.join(plans, name), 'utf8');
		const record = runRecord('a1b2c3d4', {run: {explain}});
		const back = decodeRunRecord(encodeRunRecord(record));
		expect(back).toEqual(record);
		expect(Buffer.from(back.run.explain).equals(Buffer.from(explain))).toBe(true);
	});

	it.each<[string, RunRecord]>([
		['measured beside a baseline', runRecord('00000001', {turns: {role: 'current', baseline: '00000002', samePlan: false, comparison: compareSamples([5, 5.1, 4.9, 5, 5.2], [0.04, 0.05, 0.04, 0.05, 0.04])}})],
		['with too few samples to claim anything: an infinite floor', runRecord('00000001', {turns: {role: 'current', baseline: '00000002', samePlan: true, comparison: compareSamples([5], [4])}})],
		['measured as the baseline', runRecord('00000001', {turns: {role: 'baseline', current: '00000002'}})],
		['stopped by its timeout', runRecord('00000001', {run: {explain: '', samples: [], firstMs: null, planningMs: null, timedOutMs: 30_000}})],
		['parameters of every kind', runRecord('00000001', {run: {subject: {
			entry: 'x', file: 'x.sql', line: 1, sql: 'select $1, $2, $3, $4, $5 -- \u0000 \ud800 "\\"\r\n',
			parameters: [{name: 'a', value: null}, {name: 'b', value: 0.1}, {name: 'c', value: false}, {name: 'd', value: 'ليلى \u202e\u001b[31m'}, {name: 'e', value: ''}],
		}}})],
		['another configuration on another rung, with what was known of tables', runRecord('00000001', {
			run: {indexes: {name: 'bare,+"odd"', configuration: configurationOf(['"odd"', 'b'])}, rung: rungOf(2)},
			context: {planningMs: 0.1, tables: [{schema: null, name: 'shots', rows: 9, modifiedSinceAnalyze: 3, varchars: ['id'], partitionOf: {schema: 'public', name: 'all'}}], indexes, unused: indexes.map(index => ({...index, include: ['id'], definition: 'create index'})), foreignKeys: [{constraint: 'fk', schema: 'public', table: 'shots', columns: ['scene_id']}], givenSettings: ['jit']},
		})],
		['planned without a value and under an imagined index, with the times of that very plan', runRecord('00000001', {
			run: {
				samples: [], firstMs: null, subject: {...runRecord('00000001').run.subject, parameters: [{name: 'type', value: null, unknown: true}, {name: 'id', value: null}]},
				imagined: [{key: 'shots_type', alias: '<13675>btree_shots_type', bytes: 8192, blind: false}, {key: 'shots_lower', alias: '<13676>btree_shots', bytes: null, blind: true}],
			},
			measured: {indexes: {name: 'as-built', configuration: configurationOf(['shots_scene'])}, samples: [4.9, 5], planningMs: 0.1},
			turns: {role: 'current', baseline: '00000002', comparison: null, samePlan: false},
		})],
	])('%s', (_, record) => {
		expect(decodeRunRecord(encodeRunRecord(record))).toEqual(record);
	});

	it('says what it is first, for people and for `file`', () => {
		const text = encodeRunRecord(runRecord('a1b2c3d4'));
		expect(text).toMatch(/^\{\n\t"planflip": "run",\n\t"version": 1,\n\t"id": "a1b2c3d4",\n/);
		expect(looksLikeRunRecord(text)).toBe(true);
		expect(looksLikeRunRecord('[{"Plan": {}}]')).toBe(false);
	});

	it('an unknown value is written so that a planflip which knows of none refuses it, and does not take it for NULL', () => {
		const {subject} = runRecord('00000000').run;
		const text = encodeRunRecord(runRecord('a1b2c3d4', {run: {subject: {...subject, parameters: [{name: 'type', value: null, unknown: true}]}}}));
		expect(JSON.parse(text)).toMatchObject({version: 1});
		expect((JSON.parse(text) as {parameters: unknown}).parameters).toEqual([{name: 'type', unknown: true}]);
	});

	it('of an imagined index shows its name, while EXPLAIN stays as HypoPG had it', () => {
		const explain = JSON.stringify([{Plan: {'Node Type': 'Index Scan', 'Relation Name': 'shots', 'Index Name': '<13675>btree_shots', 'Total Cost': 8}}]);
		const imagined = [{key: 'shots_type', alias: '<13675>btree_shots', bytes: 8192, blind: false}];
		const {run} = decodeRunRecord(encodeRunRecord(runRecord('a1b2c3d4', {run: {explain, imagined}})));
		expect(run.explain).toBe(explain);
		expect(planOfRun(run)?.nodes[0]?.index).toBe('shots_type');
	});

	it('keeps of tables and indexes only those that its plan names', () => {
		const explain = JSON.stringify([{Plan: {'Node Type': 'Seq Scan', 'Relation Name': 'od"d', 'Total Cost': 1}}]);
		const {run} = runRecord('00000000', {run: {explain}});
		const table = (name: string) => ({schema: 'public', name, rows: 1, modifiedSinceAnalyze: 0, owned: true});
		const [record] = recordTrial({run, delta: null, database: onSmall, contextOf: () => ({tables: [table('od"d'), table('shots')], indexes})}, () => 'a1b2c3d4');
		expect(record.context).toEqual({planningMs: run.planningMs, tables: [{schema: 'public', name: 'od"d', rows: 1, modifiedSinceAnalyze: 0}], indexes: []});
	});
});

it('keeps the indexes of the partitioned table whose partition is read: one of them is one of the partition\'s', () => {
	const explain = JSON.stringify([{Plan: {'Node Type': 'Seq Scan', 'Relation Name': 'shots_1', 'Total Cost': 1}}]);
	const {run} = runRecord('00000000', {run: {explain}});
	const tables = [{schema: 'public', name: 'shots_1', rows: 1, modifiedSinceAnalyze: 0, partitionOf: {schema: 'public', name: 'shots'}}];
	const [record] = recordTrial({run, delta: null, database: onSmall, contextOf: () => ({tables, indexes})}, () => 'a1b2c3d4');
	expect(record.context).toMatchObject({tables, indexes: indexes.filter(({table}) => table === 'shots')});
	expect(record.context.indexes).not.toEqual([]);
});

describe('reading a kept run', () => {
	const good = encodeRunRecord(runRecord('a1b2c3d4'));
	const changed = (change: (record: Record<string, unknown>) => void) => {
		const record = JSON.parse(good) as Record<string, unknown>;
		change(record);
		return JSON.stringify(record);
	};

	it('passes over keys that it does not know', () => {
		const more = changed(record => {
			record['colour'] = 'blue';
			(record['server'] as Record<string, unknown>)['mood'] = [1];
		});
		expect(decodeRunRecord(more)).toEqual(decodeRunRecord(good));
	});

	it('says of a newer version that it is newer', () => {
		const newer = changed(record => {
			record['version'] = 2;
			delete record['samples'];
		});
		expect(() => decodeRunRecord(newer)).toThrow(expect.objectContaining({kind: 'input', message: expect.stringMatching(/newer planflip.*version 2.*up to 1/) as string, hint: 'Update planflip to see it.'}));
	});

	it.each<[string, string, RegExp]>([
		['nothing', '', /is empty/],
		['a file cut off in the middle', good.slice(0, good.length / 2), /no JSON to its end/],
		['EXPLAIN output', '[{"Plan": {"Node Type": "Result"}}]', /no run of planflip's/],
		['another program\'s', '{"planflip": "lattice", "version": 1}', /no run of planflip's/],
		['samples that are no numbers', changed(record => {
			record['samples'] = [1, '2'];
		}), /"samples" of the run is not a list of numbers/],
		['no configuration', changed(record => {
			delete record['configuration'];
		}), /"configuration" of the run is not an object/],
		['a rung of the future', changed(record => {
			record['rung'] = {number: 99, badge: 'X'};
		}), /"rung\.number" of the run is not a way of switching/],
		['no date', changed(record => {
			record['startedAt'] = 'yesterday';
		}), /"startedAt" of the run is not a date/],
		['a damaged EXPLAIN', changed(record => {
			record['explain'] = '[{"Plan": ';
		}), /not EXPLAIN's JSON/],
	])('refuses %s, and says what is wrong', (_, text, sentence) => {
		expect(() => decodeRunRecord(text)).toThrow(expect.objectContaining({kind: 'input', message: expect.stringMatching(sentence) as string}));
	});
});
