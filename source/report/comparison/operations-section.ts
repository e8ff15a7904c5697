import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import type {OperationComparison, RewriteComparison} from '../../comparison/operation-comparison.ts';
import type {Route} from '../../catalog/operation-entry.ts';
import {formatMs} from '../../text/duration.ts';
import {sanitise} from '../../text/plain.ts';
import {formatChange, formatRatio} from '../../text/ratio.ts';
import {type Line, span} from '../../view/line.ts';
import {asksForEachRow, statementFormula} from '../../view/statement-count.ts';
import type {Block, Section, TableRow} from '../document.ts';
import {timeChange} from './change-line.ts';
import {verdictLine} from './verdict-line.ts';

export function operationsSection({operations}: MeasurementComparison): Section {
	return {
		id: 'operations',
		title: 'Operations',
		blocks: operations.length === 0 ? [] : [
			{
				kind: 'table',
				caption: `Whole walks from the first statement to the answer, median. ${inTurnsText(operations)} A rewrite is compared with the chain in turns, after; with itself before where that is beyond doubt.`,
				columns: [
					{title: 'operation', align: 'left', rank: 0},
					{title: 'route', align: 'left', rank: 0},
					{title: 'round trips', align: 'right', rank: 2},
					{title: 'time before → after', align: 'right', rank: 0},
					{title: 'blocks', align: 'right', rank: 3},
					{title: 'answers', align: 'left', rank: 4},
					{title: 'verdict', align: 'left', rank: 0},
				],
				rows: operations.flatMap(operation => rowsOf(operation)),
			},
			...operations.flatMap(operation => waterfallOf(operation)),
		],
	};
}

/** How before and after came about. */
function inTurnsText(operations: readonly OperationComparison[]): string {
	const turned = operations.filter(({basis}) => basis === 'in turns').length;
	return turned === 0 ? 'Before and after were walked apart.' : turned === operations.length ? 'Before and after were walked in turns.' : 'Before and after were walked in turns, unless a verdict says apart.';
}

function rowsOf(operation: OperationComparison): readonly TableRow[] {
	const {entry, chain, rewrites, runs} = operation;
	const link = chain.after === null ? null : operationId(operation);
	const figures = chain.after ?? chain.before;
	return [
		{
			link,
			cells: [
				[span(entry.name, 'strong')], [span('chain')], tripsLine((runs.after ?? runs.before)?.operation.chain, figures?.statements ?? 0),
				timeChange(chain.before?.ms ?? null, chain.after?.ms ?? null), [span(String(figures?.blocks ?? '-'))], [span('')], verdictLine(operation),
			],
		},
		...rewrites.map((rewrite): TableRow => ({
			link,
			cells: [
				[span(entry.name, 'dim')], [span(sanitise(rewrite.name))], [span(String(rewrite.after.statements))],
				timeChange(rewrite.before?.ms ?? null, rewrite.after.ms), [span(String(rewrite.after.blocks))], answersLine(rewrite), [...againstLine(rewrite), ...changeOf(rewrite)],
			],
		})),
	];
}

function tripsLine(route: Route | undefined, statements: number): Line {
	return route !== undefined && asksForEachRow(route) ? [span(`${statementFormula(route).replace(' statements', '')} = `, 'warn'), span(String(statements))] : [span(String(statements))];
}

function answersLine({equivalence: {kind, checks}}: RewriteComparison): Line {
	return kind === 'different' ? [span('DIFFERENTLY', 'error')] : [span(`alike in ${checks}${kind === 'same' ? '' : ', another order'}`, 'better')];
}

function againstLine({againstChain, equivalence}: RewriteComparison): Line {
	if (equivalence.kind === 'different') {
		return [span('an error, not a speed-up', 'error')];
	}

	return againstChain === null ? [span('not compared', 'warn')] : [span(`${formatRatio(againstChain)} `, againstChain.verdict === 'faster' || againstChain.verdict === 'slower' ? againstChain.verdict : 'dim'), span('than the chain', 'dim')];
}

/** What the indexes built in between make of the rewrite itself, where that is beyond doubt. */
function changeOf({verdict, ratio}: RewriteComparison): Line {
	if (ratio === null || (verdict?.verdict !== 'faster' && verdict?.verdict !== 'slower')) {
		return [];
	}

	return [span(', '), span(`${verdict.basis === 'measured' ? '' : 'apart, '}${formatChange(verdict.verdict, ratio)} `, verdict.verdict), span('than before', 'dim')];
}

export function operationId({entry}: Pick<OperationComparison, 'entry'>): string {
	return `operation-${entry.name.replaceAll(/[^\w-]+/g, '_')}`;
}

/** The chain and what could replace it, on one scale. */
function waterfallOf(operation: OperationComparison): readonly Block[] {
	const {runs: {after}, rewrites, entry, notes} = operation;
	if (after === null) {
		return [];
	}

	const wrong = rewrites.flatMap(({name, equivalence}) => equivalence.because.map(because => [span(`${sanitise(name)} answers differently, ${because}`, 'error')]));
	return [{
		kind: 'group',
		id: operationId(operation),
		title: [span(entry.title, 'title'), span(`  ${entry.name}, ${entry.frequency ?? 'frequency unknown'}`, 'dim')],
		open: true,
		blocks: [
			{kind: 'lines', lines: [[span(sanitise(after.operation.why), 'dim')], ...notes.map(note => [span(note, 'warn')]), ...wrong, ...loopLine(operation)]},
			{
				kind: 'waterfalls',
				routes: [
					{name: 'chain', words: [span(formatMs(operation.chain.after?.ms ?? null), 'strong')], result: after.chain},
					...rewrites.map(rewrite => ({name: rewrite.name, words: [span(`${formatMs(rewrite.after.ms)}  `, 'strong'), ...againstLine(rewrite)], result: rewrite.after.result})),
				],
			},
		],
	}];
}

function loopLine({runs: {after}, chain}: OperationComparison): readonly Line[] {
	return after === null || !asksForEachRow(after.operation.chain) ? [] : [[span(`N+1: ${statementFormula(after.operation.chain)}, ${chain.after?.statements ?? 0} here.`, 'warn')]];
}
