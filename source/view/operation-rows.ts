import type {Route} from '../catalog/operation-entry.ts';
import type {AnswerCheck, OperationRun, RouteResult} from '../experiment/operation-run.ts';
import {median} from '../statistics/median.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {wrap} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {type Line, type Span, span} from './line.ts';
import {asksForEachRow, statementFormula} from './statement-count.ts';
import {waterfallRows, waterfallScale, waterfallSteps} from './waterfall-rows.ts';

/** The chain and what could replace it, one under the other, each with the waterfall of its steps; then whether they answer alike. */
export function operationRows(run: OperationRun, width: number): readonly Line[] {
	const {chain, rewrites, operation} = run;
	const scale = waterfallScale([chain, ...rewrites]);
	return [
		...routeRows(chain, operation.chain, null, scale, width),
		...rewrites.flatMap(result => {
			const route = operation.rewrites.find(({name}) => name === result.name) ?? operation.chain;
			return [[], ...routeRows(result, route, verdictSpan(result.comparison), scale, width)];
		}),
		[],
		...[...answerRemarks(run), ...loopRemarks(run), waitRemark(run)].flatMap(({text, tone}) => wrap(text, width).map(line => [span(line, tone)])),
	];
}

function verdictSpan(comparison: Comparison | null): Line {
	if (comparison === null) {
		return [span('answers differently: not compared', 'error')];
	}

	const tone = comparison.verdict === 'faster' || comparison.verdict === 'slower' ? comparison.verdict : 'dim';
	return [span(formatRatio(comparison), tone)];
}

function routeRows(result: RouteResult, route: Route, verdict: Line | null, scale: number, width: number): readonly Line[] {
	const sent = result.typical.statements.length;
	const formula = statementFormula(route);
	const count = asksForEachRow(route) ? `${formula} = ${sent}` : formula;
	return [
		[
			span(`${sanitise(result.name)}  `, 'title'),
			span(`${count}, ${sent} round ${sent === 1 ? 'trip' : 'trips'}  `),
			...(result.samples.length === 0 ? [] : [span(formatMs(median(result.samples)), 'strong')]),
			...(verdict === null ? [] : [span('  '), ...verdict]),
		],
		[span(sharesText(result), 'dim')],
		...waterfallRows(result, scale, width),
	];
}

/** Where the time of the typical walk went. */
function sharesText(result: RouteResult): string {
	const steps = waterfallSteps(result);
	const sum = (of: (step: (typeof steps)[number]) => number) => steps.reduce((total, step) => total + of(step), 0);
	const waited = sum(step => step.waitedMs);
	return [
		`server ${formatMs(sum(step => step.serverMs))}`,
		`wire and client ${formatMs(sum(step => step.wireMs))}`,
		...(waited === 0 ? [] : [`waited for --rtt ${formatMs(waited)}`]),
		`${formatCount(sum(step => step.blocks))} blocks`,
	].join(', ');
}

/** `one JOIN answers as the chain does: as usual, 5 other shots, a stranger (no rows) ...`, or where it does not. */
export function answerRemarks({checks, rewrites}: OperationRun): readonly Span[] {
	return rewrites.flatMap(({name}): readonly Span[] => {
		const own = checks.filter(({rewrite}) => rewrite === name);
		const wrong = own.flatMap(check => check.verdict.kind === 'different' ? [{check, because: check.verdict.because}] : []);
		if (wrong.length > 0) {
			return wrong.map(({check, because}) => span(`${sanitise(name)} answers differently (${caseText(check)}): ${sanitise(because)}`, 'error'));
		}

		const reordered = own.some(({verdict}) => verdict.kind === 'another order');
		return [span(`${sanitise(name)} answers as the chain does${reordered ? ', in another order of rows' : ''}: ${casesText(own)}`, 'better')];
	});
}

function casesText(checks: readonly AnswerCheck[]): string {
	const names = [...new Set(checks.map(check => check.case))];
	return names.map(name => {
		const own = checks.filter(check => check.case === name);
		const rows = own.reduce((sum, check) => sum + check.rows, 0);
		return `${own.length > 1 ? `${own.length} ` : ''}${name} (${rows === 0 ? 'no rows' : `${rows} ${rows === 1 ? 'row' : 'rows'}`})`;
	}).join(', ');
}

function caseText({case: name, parameters}: AnswerCheck): string {
	return `${name}: ${parameters.map(bound => `${bound.name} = ${sanitise(String(bound.value))}`).join(', ')}`;
}

/** The N+1 problem, told by its numbers; found by itself from the steps. */
export function loopRemarks({operation, chain}: OperationRun): readonly Span[] {
	if (!asksForEachRow(operation.chain)) {
		return [];
	}

	const looped = operation.chain.steps.filter(step => step.forEach !== null).map(({name}) => name);
	const base = operation.chain.steps.find(step => step.forEach !== null)?.forEach ?? '';
	const rows = chain.typical.statements.filter(({step}) => step === base).reduce((sum, statement) => sum + statement.rows, 0);
	const sent = chain.typical.statements.length;
	return [span(`N+1: ${looped.join(' and ')} ${looped.length === 1 ? 'is' : 'are'} asked for again for every row of ${base}: ${statementFormula(operation.chain)}, ${sent} here (N = ${rows}).`, 'warn')];
}

/** Whether a network was waited for, and how long it took. */
export function waitRemark({rttMs, chain}: OperationRun): Span {
	if (rttMs === 0) {
		return span('without a network in between; --rtt 1ms waits for one after every statement', 'dim');
	}

	const {statements} = chain.typical;
	const mean = statements.reduce((sum, {waitedMs}) => sum + waitedMs, 0) / Math.max(1, statements.length);
	return span(`--rtt ${formatMs(rttMs)}: really waited after every statement, ${formatMs(mean)} on average`, 'dim');
}
