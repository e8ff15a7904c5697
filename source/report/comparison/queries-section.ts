import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import type {Scan, Side} from '../../comparison/side.ts';
import type {StatementComparison} from '../../comparison/statement-comparison.ts';
import {sanitise} from '../../text/plain.ts';
import {formatCount} from '../../text/quantity.ts';
import {type Line, lineText, span} from '../../view/line.ts';
import type {BarRow, Block, Section} from '../document.ts';
import {countChange, timeChange} from './change-line.ts';
import {verdictLine, verdictTone} from './verdict-line.ts';

/** Where a query has more to it. */
export function detailId({entry}: Pick<StatementComparison, 'entry'>): string {
	return `query-${entry.name.replaceAll(/[^\w-]+/g, '_')}`;
}

export function queriesSection({statements}: MeasurementComparison): Section {
	const compared = statements.filter(({verdict}) => verdict !== null);
	return {
		id: 'queries',
		title: 'Queries',
		blocks: statements.length === 0 ? [] : [
			...(compared.length === 0 ? [] : [{kind: 'bars' as const, caption: 'Execution before and after, each query on a scale of its own.', rows: compared.map(one => barOf(one))}]),
			tableOf(statements),
			...scansOf(statements),
		],
	};
}

function barOf(one: StatementComparison): BarRow {
	const {before, after, delta, ratio, verdict} = one;
	const was = before?.executionMs ?? null;
	return {
		label: one.entry.title,
		link: detailId(one),
		before: was,
		after: after?.executionMs ?? null,
		// The same plan: the clock's own noise, which is no change.
		interval: was === null || ratio === null || delta?.samePlan === true ? null : {low: was / ratio.high, high: was / ratio.low},
		tone: verdict === null ? 'dim' : verdictTone(verdict),
		words: lineText(verdictLine(one)),
	};
}

function tableOf(statements: readonly StatementComparison[]): Block {
	const counted = statements.some(({entry}) => entry.load !== undefined);
	return {
		kind: 'table',
		elsewhere: 'see --json, or the files of --out FOLDER.',
		caption: 'Before → after. Times are medians in ms; total is planning and execution; blocks are of 8 kB.',
		columns: [
			{title: 'query', align: 'left', rank: 0},
			counted ? {title: 'calls', align: 'right', rank: 5} : {title: 'frequency', align: 'left', rank: 5},
			{title: 'planning', align: 'right', rank: 3},
			{title: 'execution', align: 'right', rank: 0},
			{title: 'total', align: 'right', rank: 4},
			{title: 'cost', align: 'right', rank: 6},
			{title: 'rows', align: 'right', rank: 7},
			{title: 'blocks', align: 'right', rank: 0},
			{title: 'verdict', align: 'left', rank: 0, least: 32},
		],
		rows: statements.map(one => {
			const {entry, before, after} = one;
			const time = (of: (side: Side) => number | null) => timeChange(before === null ? null : of(before), after === null ? null : of(after));
			const count = (of: (side: Side) => number | null, lessIsBetter = false) => countChange(before === null ? null : of(before), after === null ? null : of(after), {lessIsBetter});
			return {
				link: detailId(one),
				cells: [
					[span(entry.name, 'strong')],
					[span(counted && entry.load !== undefined ? formatCount(entry.load.calls) : entry.frequency ?? '-', 'dim')],
					time(({planningMs}) => planningMs),
					time(({executionMs}) => executionMs),
					time(({totalMs}) => totalMs),
					count(({cost}) => cost),
					count(({rows}) => rows),
					count(({blocks}) => blocks, one.basis !== 'none'),
					verdictLine(one),
				],
			};
		}),
	};
}

/** How tables are read, where that changed. */
function scansOf(statements: readonly StatementComparison[]): readonly Block[] {
	const changed = statements.filter(({samePlan, basis}) => samePlan === false && basis !== 'none');
	return changed.length === 0 ? [] : [{
		kind: 'table',
		caption: 'How tables are read: what the plan before has and the plan after has not, and the other way round.',
		columns: [{title: 'query', align: 'left', rank: 0}, {title: 'before', align: 'left', rank: 0}, {title: 'after', align: 'left', rank: 0}],
		rows: changed.map(one => ({link: detailId(one), cells: [[span(one.entry.name, 'strong')], scansLine(one.before, one.after), scansLine(one.after, one.before)]})),
	}];
}

/** The ways of reading that the other side has not. */
function scansLine(side: Side | null, other: Side | null): Line {
	const words = (scan: Scan) => `${scan.label} ${scan.relation ?? ''} ${scan.index ?? ''}`;
	const elsewhere = new Set((other?.scans ?? []).map(scan => words(scan)));
	const own = (side?.scans ?? []).filter(scan => !elsewhere.has(words(scan)));
	return own.length === 0 ? [span('=', 'dim')] : own.flatMap(({label, relation, index}, at) => [
		span(`${at === 0 ? '' : ', '}${label}`),
		...(relation === null ? [] : [span(` ${sanitise(relation)}`, 'relation' as const)]),
		...(index === null ? [] : [span(` ${sanitise(index)}`, 'index' as const)]),
	]);
}
