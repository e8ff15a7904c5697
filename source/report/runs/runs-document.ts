import type {OperationRecord} from '../../experiment/operation-record.ts';
import type {OperationDelta} from '../../experiment/operation-run.ts';
import type {RunRecord} from '../../experiment/run-record.ts';
import {formatMoment} from '../../text/moment.ts';
import {formatMs} from '../../text/duration.ts';
import {sanitise} from '../../text/plain.ts';
import {formatCount} from '../../text/quantity.ts';
import {bufferRows} from '../../view/buffer-rows.ts';
import {type Line, lineText, span} from '../../view/line.ts';
import {planOfRun, runBlocks, runTime} from '../../view/run-figures.ts';
import {timingOf, timingRows} from '../../view/timing-rows.ts';
import type {Block, ReportDocument, Section} from '../document.ts';
import {operationText} from '../operation-text.ts';
import {type ComparedRuns, comparedSection} from './compared-section.ts';

const timingWidth = 80;
/** Cells for what is drawn in characters. */
const drawnWidth = 100;

/** A kept run of an operation, with the comparison that it was measured for. */
export interface KeptOperation {
	readonly record: OperationRecord;
	readonly delta: OperationDelta | null;
}

/** Kept runs as a report: their figures side by side, those of one query compared, each with its plan; operations with their waterfalls. */
export function runsDocument(records: readonly RunRecord[], compared: readonly ComparedRuns[], operations: readonly KeptOperation[]): ReportDocument {
	const all = [...records, ...operations.map(({record}) => record)];
	const titles = [...records.map(({run}) => `${run.subject.entry} [${run.indexes.name}]`), ...operations.map(({record: {run}}) => `${run.operation.name} [${run.indexes.name}]`)];
	const [only = '', ...others] = titles;
	return {
		title: others.length === 0 ? only : `${titles.length} runs`,
		lead: [...new Set(all.map(({database, run}) => `${sanitise(database.label)}, ${sanitise(run.server.version)}`))].map(text => [span(text)]),
		sections: [
			...(records.length < 2 ? [] : [tableSection(records), ...compared.map((pair, at) => comparedSection(pair, at))]),
			...operations.map((kept): Section => operationSection(kept)),
			...records.map(record => runSection(record, others.length === 0)),
		],
	};
}

function tableSection(records: readonly RunRecord[]): Section {
	return {
		id: 'runs',
		title: 'Side by side',
		blocks: [{
			kind: 'table',
			caption: 'The runs as they were asked for. Execution is the median of the samples.',
			columns: [
				{title: 'run', align: 'left', rank: 0},
				{title: 'query', align: 'left', rank: 0},
				{title: 'when', align: 'left', rank: 2},
				{title: 'indexes', align: 'left', rank: 0},
				{title: 'switched', align: 'left', rank: 4},
				{title: 'planning', align: 'right', rank: 3},
				{title: 'execution', align: 'right', rank: 0},
				{title: 'blocks', align: 'right', rank: 0},
			],
			rows: records.map(({id, run}) => {
				const blocks = runBlocks(planOfRun(run));
				return {
					link: runId(id),
					cells: [
						[span(id, 'strong')], [span(sanitise(run.subject.entry))], [span(formatMoment(run.startedAt))], [span(sanitise(run.indexes.name), 'index')],
						[span(run.rung.badge, 'dim')], [span(formatMs(run.planningMs))], [span(runTime(run))], [span(blocks === null ? '-' : formatCount(blocks))],
					],
				};
			}),
		}],
	};
}

function operationSection({record: {id, run}, delta}: KeptOperation): Section {
	return {id: runId(id), title: `${run.operation.name} [${run.indexes.name}]`, blocks: [{kind: 'code', language: 'text', text: operationText(run, delta, drawnWidth)}]};
}

function runId(id: string): string {
	return `run-${id}`;
}

/** On a terminal one run is shown whole; of several, files have the plans. */
function runSection({id, run, context}: RunRecord, alone: boolean): Section {
	const plan = planOfRun(run);
	const facts: readonly Line[] = [
		[span(`${id}, ${formatMoment(run.startedAt)}, ${run.rung.badge}`, 'dim')],
		...run.subject.parameters.map(({name, value}, at): Line => [span(`$${at + 1} ${sanitise(name)} = `, 'dim'), span(value === null ? 'NULL' : sanitise(String(value)))]),
	];
	const text = (lines: readonly Line[]): Block => ({kind: 'code', language: 'text', text: lines.map(line => lineText(line).trimEnd()).join('\n')});
	return {
		id: runId(id),
		title: `${run.subject.entry} [${run.indexes.name}]`,
		blocks: [
			{kind: 'lines', lines: facts},
			{kind: 'code', language: 'sql', text: run.subject.sql},
			text(timingRows(timingOf(run, null), timingWidth).filter(line => !lineText(line).includes('pinned baseline'))),
			...(plan === null ? [] : [{kind: 'plan' as const, title: 'The plan', plan, context}, text([[span('blocks of 8 kB', 'dim')], ...bufferRows(plan, null)])]),
		],
		...(alone ? {} : {filesOnly: true as const}),
	};
}
