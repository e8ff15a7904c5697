import {expect, test} from 'vitest';
import {compareMeasurements} from '../../source/comparison/compare-measurements.ts';
import type {Measurement, StatementMeasurement} from '../../source/experiment/measurement.ts';
import {comparisonDocument} from '../../source/report/comparison/comparison-document.ts';
import {documentText} from '../../source/report/document-text.ts';
import {alone, inTurns, measuredEntry, measurement, postOptimization} from '../support/compared-measurements.ts';
import {operationRun} from '../support/measurements.ts';

/** The report's words, each line of any length. */
function told(before: Partial<Measurement>, after: Partial<Measurement>): string {
	return documentText(comparisonDocument(compareMeasurements(measurement(before), postOptimization(after))), 1000);
}

function of(statements: readonly StatementMeasurement[]): string {
	return told({statements: [alone('1', 'by-type', {ms: 1, blocks: 10})]}, {statements});
}

test('more time has an interval of more time, the less first', () => {
	const [, value, low, high] = /Queries +([\d,.]+) % more time: ([\d,.]+) % to ([\d,.]+) %, weighted/.exec(of([inTurns('2', 'by-type', {ms: 1, blocks: 10}, {ms: 13, blocks: 3000, index: 'shots_type'})])) ?? [];
	const number = (text = '') => Number(text.replaceAll(',', ''));
	expect(number(value)).toBeGreaterThan(1000);
	expect(number(low)).toBeLessThanOrEqual(number(value));
	expect(number(high)).toBeGreaterThanOrEqual(number(value));
	expect(of([inTurns('2', 'by-type', {ms: 10, blocks: 10}, {ms: 1, blocks: 3, index: 'shots_type'})])).toMatch(/Queries +[\d.]+ % less time: [\d.]+ % to [\d.]+ %, weighted/);
});

test('where time cannot tell, nobody says as fast as before', () => {
	// Measured apart, other blocks and no more than noise: the machine may be the difference.
	const apart = (entry: string) => alone(`2${entry}`, entry, {ms: 1.1, blocks: 12, index: 'shots_type'});
	expect(of([apart('by-type')])).toMatch(/Queries +cannot tell: 0 faster, 0 slower, 0 without difference, 1 cannot tell/);
	expect(of([inTurns('2', 'by-type', {ms: 1, blocks: 10}, {ms: 1, blocks: 10})])).toMatch(/Queries +as fast as before: 0 faster/);
});

test('what is not alike is counted as left out, and the blocks are those of the others', () => {
	const text = {sql: 'select 1'};
	const report = of([inTurns('2', 'by-type', {ms: 10, blocks: 1000, ...text}, {ms: 1, blocks: 10, ...text}), inTurns('3', 'by-id', {ms: 1, blocks: 10}, {ms: 1, blocks: 10})]);
	expect(report).toMatch(/Queries +as fast as before: 0 faster, 0 slower, 1 without difference, 0 cannot tell, 1 not alike, left out/);
	expect(report).toMatch(/Blocks touched +as many: by 1 of 2 queries/);
	expect(of([inTurns('2', 'by-type', {ms: 10, blocks: 1000, ...text}, {ms: 1, blocks: 10, ...text})])).toMatch(/Blocks touched +not counted: no query has blocks to compare on both sides\n/);
});

test('a catalogue of operations only has no words on queries, and says how its indexes were switched', () => {
	const run = operationRun();
	const catalog = {folder: 'queries', entries: [measuredEntry('open-note')]};
	const report = told({catalog, operations: [{run, before: null}]}, {catalog, operations: [{run, before: null}]});
	expect(report).not.toMatch(/^Queries|^Blocks touched|nothing was measured|Overall figures/m);
	expect(report).toContain(`Indexes were switched as ${run.rung.badge}`);
	// One JOIN answers differently: that is no regression.
	expect(report).toMatch(/Needs attention +1 thing: no regression, 1 other answer/);
});

test('a narrow terminal breaks the verdict before numbers go, and says where those stand that have no room', () => {
	const document = comparisonDocument(compareMeasurements(measurement({statements: [alone('1', 'by-type', {ms: 1, blocks: 10})]}), postOptimization({statements: [alone('2', 'by-type', {ms: 1.1, blocks: 12, index: 'shots_type'})]})));
	const [wide, narrow] = [documentText(document, 140), documentText(document, 60)];
	expect(wide).toMatch(/^query +frequency +planning +execution +total +cost +rows +blocks +verdict$/m);
	expect(wide).not.toContain('No room for');
	expect(narrow.replaceAll(/\s+/g, ' ')).toMatch(/No room for [\w ,]*cost,? and rows: see --json, or the files of --out FOLDER\./);
	expect(narrow.split('\n').filter(line => [...line].length > 60)).toEqual([]);
});

test('of what is not compared no gain is shown, and no method is told that measured nothing', () => {
	const report = of([alone('2', 'by-type', {ms: 0.5, blocks: 1, sql: 'select 1'})]);
	expect(report).toMatch(/^by-type .* 10 → 1 +not compared$/m);
	expect(report).not.toContain('In turns: ');
});
