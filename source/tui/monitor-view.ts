import type {IndexFinding} from '../advice/index-finding.ts';
import type {MonitorReport} from '../advice/monitor-report.ts';
import {attentionRows} from '../view/attention-rows.ts';
import {type Line, span} from '../view/line.ts';
import {monitorCard} from '../view/monitor-card.ts';
import {chooseFindings, monitorIndexHeader, monitorIndexLine} from '../view/monitor-index-rows.ts';
import {monitorHead} from '../view/monitor-rows.ts';
import {monitorStatementRows} from '../view/monitor-statement-rows.ts';
import {monitorTableRows} from '../view/monitor-table-rows.ts';
import {layout} from './layout.ts';
import {fieldSpans} from './overlay-lines.ts';
import {type MonitorList, monitorLists, type Overlay} from './overlay.ts';
import type {State} from './state.ts';

export type MonitorOverlay = Extract<Overlay, {kind: 'monitor'}>;

/** The rows of the monitor's pane in their order: head, list, and the card of the index under the cursor. */
export interface MonitorView {
	/** How old what is told is, which lists there are, and the list's header. */
	readonly top: readonly Line[];
	readonly rows: readonly Line[];
	/** Rows of the list that the pane has room for. */
	readonly room: number;
	readonly card: readonly Line[];
	readonly keys: Line;
}

/** Of the card, lines that are shown at the most. */
const longestCard = 7;
/** Above the list the head may take so much of the pane. */
const headShare = 0.4;

/** The indexes that the filter lets through, in their order. */
export function monitorFindings({watched}: State, {sort, filter}: MonitorOverlay): readonly IndexFinding[] {
	return watched.report === null ? [] : chooseFindings(watched.report.indexes, sort, filter);
}

/** What the monitor shows on this screen. */
export function monitorView(state: State, overlay: MonitorOverlay, report: MonitorReport): MonitorView {
	const {body} = layout(state.size, null);
	const width = body.width - 4;
	const height = body.height - 2;
	const findings = monitorFindings(state, overlay);
	const finding = overlay.list === 'indexes' ? findings[overlay.cursor] : undefined;
	const head = monitorHead(report, width).slice(0, Math.floor(height * headShare));
	const {header, rows} = listOf(overlay, report, findings, width);
	const top = [...head, [], tabs(overlay, report, findings.length), ...header];
	const card = finding === undefined ? [] : monitorCard(finding, report, width).slice(0, Math.min(longestCard, Math.floor(height / 4)));
	return {top, rows, room: Math.max(1, height - top.length - (card.length === 0 ? 0 : card.length + 1) - 1), card, keys: keysLine(overlay)};
}

function listOf({list, filter}: MonitorOverlay, report: MonitorReport, findings: readonly IndexFinding[], width: number): {readonly header: readonly Line[]; readonly rows: readonly Line[]} {
	const {now} = report.snapshot.age;
	switch (list) {
		case 'indexes': {
			return findings.length === 0
				? {header: [], rows: [[span(filter === '' ? 'there is none' : `none has "${filter}" in its name, table or verdict`, 'dim')]]}
				: {header: [monitorIndexHeader(width)], rows: findings.map(finding => monitorIndexLine(finding, now, width))};
		}

		case 'attention': {
			const rows = attentionRows(report, width);
			return {header: [], rows: rows.length === 0 ? [[span('nothing', 'dim')]] : rows};
		}

		case 'tables': {
			const [header = [], ...rows] = monitorTableRows(report.snapshot.tables, now, {width});
			return {header: [header], rows};
		}

		case 'statements': {
			return {header: [], rows: monitorStatementRows(report.snapshot.statements, width)};
		}
	}
}

function tabs({list, sort, filter, field}: MonitorOverlay, report: MonitorReport, found: number): Line {
	const names: Readonly<Record<MonitorList, string>> = {
		indexes: found === report.indexes.length ? (found === 1 ? '1 index' : `${found} indexes`) : `${found} of ${report.indexes.length} indexes`,
		attention: 'needs attention',
		tables: `${report.snapshot.tables.length} ${report.snapshot.tables.length === 1 ? 'table' : 'tables'}`,
		statements: 'statements',
	};
	const words = monitorLists.flatMap(name => [span(name === list ? `[${names[name]}]` : ` ${names[name]} `, name === list ? 'strong' : 'dim'), span(' ')]);
	const editing = field === null ? (filter === '' ? [] : [span('/', 'key'), span(filter)]) : [span('/', 'key'), ...fieldSpans(field, true)];
	return [...words, ...(list === 'indexes' ? [span(`by ${sort}  `, 'dim'), ...editing] : [])];
}

function keysLine({list, field}: MonitorOverlay): Line {
	const key = (cap: string, what: string) => [span(cap, 'key'), span(` ${what}  `, 'dim')];
	return field === null
		? [...(list === 'indexes' ? [...key('Enter', 'its toggle'), ...key('< >', 'sort'), ...key('/', 'filter')] : []), ...key('Tab', 'lists'), ...key('r', 'look now'), ...key('Esc', 'back')]
		: [...key('Enter', 'keep the filter'), ...key('Esc', 'show all')];
}
