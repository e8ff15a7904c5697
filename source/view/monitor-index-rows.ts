import type {IndexFinding} from '../advice/index-finding.ts';
import {formatBytes} from '../text/bytes.ts';
import {cellWidth, clip} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {visibleName} from '../text/unicode-escapes.ts';
import {formatCompact} from '../text/quantity.ts';
import {ageText} from './age-text.ts';
import {justifyLine} from './fit-line.ts';
import {type Line, span, type Span} from './line.ts';
import {holdWord, verdictTone, verdictWord} from './monitor-words.ts';

/** By what the list of indexes is sorted. */
export const monitorSorts = ['size', 'scans', 'table', 'verdict'] as const;
export type MonitorSort = (typeof monitorSorts)[number];

const rank = ({verdict, droppable}: IndexFinding) => (droppable ? 0 : 10) + ['invalid', 'duplicate', 'covered', 'unused', 'not yet', 'used'].indexOf(verdict.kind);
const byName = (a: IndexFinding, b: IndexFinding) => compare(a.index.schema, b.index.schema) || compare(a.index.table, b.index.table) || compare(a.index.name, b.index.name);
const compare = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;

const orders: Readonly<Record<MonitorSort, (a: IndexFinding, b: IndexFinding) => number>> = {
	size: (a, b) => (b.index.bytes ?? 0) - (a.index.bytes ?? 0) || byName(a, b),
	scans: (a, b) => a.scans - b.scans || (b.index.bytes ?? 0) - (a.index.bytes ?? 0) || byName(a, b),
	table: byName,
	verdict: (a, b) => rank(a) - rank(b) || (b.index.bytes ?? 0) - (a.index.bytes ?? 0) || byName(a, b),
};

/** Those whose name, table or verdict contains the text, in the order asked for. */
export function chooseFindings(findings: readonly IndexFinding[], sort: MonitorSort, filter: string): readonly IndexFinding[] {
	const wanted = filter.toLowerCase();
	return findings
		.filter(({index, verdict, hold}) => wanted === '' || [index.name, `${index.schema}.${index.table}`, verdictWord(verdict), hold === null ? '' : holdWord(hold)].some(text => text.toLowerCase().includes(wanted)))
		.toSorted(orders[sort]);
}

export function monitorIndexHeader(width: number): Line {
	return lineOf(width, [span('index', 'dim')], ['size', 'scans', 'last scan', 'verdict'].map(text => span(text, 'dim')));
}

/** Name and table, size, scans without our own, when last (16 on), and what to think of it. */
export function monitorIndexLine(finding: IndexFinding, now: Date, width: number): Line {
	const {index, scans, verdict, hold, partitions} = finding;
	const tone = verdictTone(finding);
	const names: Span[] = [span(sanitise(visibleName(index.name)), tone === 'plain' ? 'index' : tone), span(`  ${sanitise(visibleName(index.table))}${partitions === 0 ? '' : ` +${partitions}`}`, 'dim')];
	return lineOf(width, names, [
		span(formatBytes(index.bytes)),
		span(formatCompact(scans), scans === 0 ? 'dim' : 'plain'),
		span(index.lastScan === null ? '' : `${ageText(now.getTime() - index.lastScan.getTime())} ago`, 'dim'),
		span(hold === null || verdict.kind === 'invalid' ? verdictWord(verdict) : holdWord(hold), tone),
	]);
}

/** The verdict's column grows with the terminal; what is too narrow for the last scan goes without. */
function lineOf(width: number, name: Line, [size = span(''), scans = span(''), last = span(''), verdict = span('')]: readonly Span[]): Line {
	const verdictWidth = width >= 100 ? 30 : 20;
	const cells: Span[] = [...right(size, 9), ...right(scans, 9), ...(width >= 90 ? right(last, 13) : []), span('  '), ...left(verdict, verdictWidth)];
	return justifyLine(name, cells, width);
}

function right(cell: Span, width: number): readonly Span[] {
	return [span(' '.repeat(Math.max(1, width - cellWidth(cell.text)))), cell];
}

function left({text, tone}: Span, width: number): readonly Span[] {
	const clipped = clip(text, width);
	return [span(clipped, tone), span(' '.repeat(width - cellWidth(clipped)))];
}
