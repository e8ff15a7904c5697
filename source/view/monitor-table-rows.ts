import type {TableUsage} from '../database/usage.ts';
import {formatBytes} from '../text/bytes.ts';
import {clip} from '../text/cells.ts';
import {fitColumns} from '../text/fit-columns.ts';
import {sanitise} from '../text/plain.ts';
import {formatCompact, formatPercent} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';
import {ageText} from './age-text.ts';
import {type Line, span} from './line.ts';

const head = ['table', 'rows', 'dead', 'size', 'indexes', 'seq', 'by index', 'in cache', 'vacuumed', 'analysed'] as const;
/** What goes first where the screen is narrow. */
const spared = [head.indexOf('analysed'), head.indexOf('vacuumed'), head.indexOf('in cache'), head.indexOf('dead')];
const longestName = 40;

/** What share was found in the buffer cache; null when nothing was asked for. */
export function cacheHit({hit, read}: {readonly hit: number; readonly read: number}): number | null {
	return hit + read === 0 ? null : hit / (hit + read);
}

/** The largest first: rows, dead ones, sizes, scans of either kind, the cache, and when VACUUM and ANALYZE were here; as much of it as fits. */
export function monitorTableRows(tables: readonly TableUsage[], now: Date, {most = tables.length, width = Number.POSITIVE_INFINITY}: {readonly most?: number; readonly width?: number}): readonly Line[] {
	const largest = tables.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1)).slice(0, most);
	const ago = (at: Date | null) => at === null ? 'never' : `${ageText(now.getTime() - at.getTime())} ago`;
	const rows = largest.map(table => [
		clip(sanitise(table.schema === 'public' ? table.name : `${table.schema}.${table.name}`), longestName),
		formatCompact(table.rows),
		formatPercent(table.deadRows === null || table.rows + table.deadRows === 0 ? null : table.deadRows / (table.rows + table.deadRows)),
		formatBytes(table.bytes),
		formatBytes(table.indexBytes),
		formatCompact(table.seqScans),
		formatCompact(table.indexScans),
		formatPercent(cacheHit(table)),
		ago(table.lastVacuum),
		ago(table.lastAnalyze),
	]);
	const kept = fitColumns([head, ...rows], width, spared);
	const [header = '', ...lines] = alignColumns([head, ...rows].map(row => kept.map(at => row[at] ?? '')), {align: kept.map(at => at === 0 ? 'left' : 'right')});
	return [[span(header, 'dim')], ...lines.map(text => [span(text)]), ...(tables.length > most ? [[span(`and ${tables.length - most} smaller ones`, 'dim')]] : [])];
}
