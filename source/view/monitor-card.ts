import type {IndexFinding} from '../advice/index-finding.ts';
import type {MonitorReport} from '../advice/monitor-report.ts';
import {countingFor, tooYoung} from '../advice/statistics-age.ts';
import type {TableUsage} from '../database/usage.ts';
import {formatBytes} from '../text/bytes.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount, formatPercent} from '../text/quantity.ts';
import {ageText} from './age-text.ts';
import {type Line, span} from './line.ts';
import {cacheHit} from './monitor-table-rows.ts';
import {holdWord, scansSentence, verdictTone} from './monitor-words.ts';
import {wrapLine} from './wrap-line.ts';

/** One index, with what is to be thought of it and on what grounds: verdict, scans, what keeping it costs, what holds it, how it was made. */
export function monitorCard(finding: IndexFinding, {snapshot: {age, tables}}: Pick<MonitorReport, 'snapshot'>, width: number): readonly Line[] {
	const {index, hold, partitions} = finding;
	const table = tables.find(({schema, name}) => schema === index.schema && name === index.table);
	const last = index.lastScan === null ? '' : `, the last${finding.ownScans === 0 ? '' : ' of them all'} ${ageText(age.now.getTime() - index.lastScan.getTime())} ago`;
	const cache = cacheHit(index);
	const evidence = [
		`${scansSentence(finding)}${last}`,
		`${formatCount(index.entriesRead)} entries read, ${formatCount(index.rowsFetched)} rows fetched`,
		...(cache === null ? [] : [`${formatPercent(cache)} of its blocks found in cache`]),
	].join('; ');
	const lines: readonly Line[] = [
		[span(sanitise(index.name), 'title'), span(`  on ${sanitise(index.table)}${partitions === 0 ? '' : ` and its ${partitions} partitions`}, ${sizeText(finding, table)}`, 'dim')],
		[span(verdictSentence(finding, ageText(countingFor(age)), tooYoung(age)), verdictTone(finding))],
		[span(evidence)],
		...(table === undefined ? [] : [[span(writesText(table), 'dim')]]),
		...(hold === null ? [] : [[span(`stays: ${holdWord(hold)}`, 'strong')]]),
		[span(sanitise(index.definition), 'dim')],
	];
	return lines.flatMap(line => wrapLine(line, width));
}

/** What the counters, or the definitions, say of it. What counters say of time is worth no more than the time they cover. */
export function verdictSentence({verdict, droppable}: IndexFinding, age: string, young: boolean): string {
	const free = droppable ? '; nothing that is known needs it' : '';
	switch (verdict.kind) {
		case 'invalid':
			return 'INVALID: a build that failed left it. It is written at every change and never read';
		case 'duplicate':
			return `the same as ${sanitise(verdict.of)}: one of the two is enough${free}`;
		case 'covered':
			return `${sanitise(verdict.by)} begins with the same columns, and finds what this one finds${free}`;
		case 'unused':
			return `unused: not one scan in ${age}${free}`;
		case 'not yet':
			return young ? `no scan yet, but the statistics cover no more than ${age}: too little to call it unused` : 'no scan was counted, as nothing is counted here';
		case 'used':
			return 'used';
	}
}

function sizeText({index}: IndexFinding, table: TableUsage | undefined): string {
	return `${formatBytes(index.bytes)}${table === undefined || table.bytes === 0 || index.bytes === null ? '' : `, ${formatPercent(index.bytes / table.bytes)} of the table's size`}`;
}

/** What its table's writes cost it: a HOT update leaves indexes alone. */
function writesText({written: {inserted, updated, hot, deleted}}: TableUsage): string {
	const cold = Math.max(0, updated - hot);
	return `written with its table: ${formatCount(inserted)} inserts, ${formatCount(cold)} updates${hot === 0 ? '' : ` (${formatCount(hot)} more were HOT and left it alone)`}, ${formatCount(deleted)} deletes`;
}
