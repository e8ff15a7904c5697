import type {MonitorReport} from '../advice/monitor-report.ts';
import {countingFor, countingSince, tooYoung} from '../advice/statistics-age.ts';
import {sanitise} from '../text/plain.ts';
import {formatMoment} from '../text/moment.ts';
import {formatPercent} from '../text/quantity.ts';
import {ageText} from './age-text.ts';
import {attentionRows} from './attention-rows.ts';
import {fitLine} from './fit-line.ts';
import {type Line, span} from './line.ts';
import {chooseFindings, monitorIndexHeader, monitorIndexLine, type MonitorSort} from './monitor-index-rows.ts';
import {monitorStatementRows} from './monitor-statement-rows.ts';
import {cacheHit, monitorTableRows} from './monitor-table-rows.ts';
import {wrapLine} from './wrap-line.ts';

export interface MonitorView {
	readonly sort: MonitorSort;
	/** '' for all. */
	readonly filter: string;
	/** Of tables; the report in a file has room for all. */
	readonly mostTables: number;
}

/** How old what is told is, and what was left out of it: before anything is called unused. */
export function monitorHead({label, version, snapshot: {age}, own}: MonitorReport, width: number): readonly Line[] {
	const since = `statistics since ${formatMoment(countingSince(age))} (${ageText(countingFor(age))}${age.reset === null ? ', when the server started; they may be older' : ''})`;
	const notes = [
		...(age.counting ? [] : ['track_counts is off: nothing is counted']),
		...(tooYoung(age) ? ['too young to call anything unused: that takes a week'] : []),
		...(age.standby ? ['a standby counts what ran on it; the primary and other standbys have counts of their own'] : []),
		...(own.note === null ? [] : [own.note]),
	];
	return [
		[span(sanitise(`${label}, ${version}`), 'title')],
		...wrapLine([span([since, `${formatPercent(cacheHit(age))} of blocks found in cache`, ...ownText(own)].join(', '))], width),
		...notes.flatMap(note => wrapLine([span(note, 'warn')], width)),
	];
}

function ownText({runs}: MonitorReport['own']): readonly string[] {
	return runs === 0 ? [] : [`the scans of ${runs === 1 ? 'one run' : `${runs} runs`} of planflip's own subtracted`];
}

/** The whole of it. Lists are as wide as they are; sentences are wrapped. */
export function monitorRows(report: MonitorReport, {sort, filter, mostTables}: MonitorView, width: number): readonly Line[] {
	const {now} = report.snapshot.age;
	const attention = attentionRows(report, width);
	const findings = chooseFindings(report.indexes, sort, filter);
	return [
		...monitorHead(report, width),
		[],
		[span('needs attention', 'title')],
		...(attention.length === 0 ? [[span('nothing', 'dim')]] : attention),
		[],
		[span(`indexes, by ${sort}`, 'title')],
		...(report.indexes.length === 0 ? [[span('there is none', 'dim')]] : [monitorIndexHeader(width), ...findings.map(finding => monitorIndexLine(finding, now, width))]),
		[],
		[span('tables', 'title')],
		...(report.snapshot.tables.length === 0 ? [[span('there is none', 'dim')]] : monitorTableRows(report.snapshot.tables, now, {most: mostTables})),
		[],
		[span('statements', 'title')],
		...monitorStatementRows(report.snapshot.statements, width).map(line => fitLine(line, width)),
	];
}
