import type {AttentionKind} from '../../comparison/attention.ts';
import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import type {Verdict} from '../../statistics/comparison.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatPercent, formatSignedPercent} from '../../text/quantity.ts';
import {formatRatio} from '../../text/ratio.ts';
import type {Tone} from '../../view/line.ts';
import type {Section, Tile} from '../document.ts';

/** Less than this, weighted over everything, is nothing to speak of. */
const worthSaying = 0.005;

/** An interval that reaches farther to either side says nothing of "as before". */
const wide = 0.05;

/** The figures that everything below explains. */
export function summarySection(comparison: MeasurementComparison): Section {
	return {
		id: 'summary',
		title: 'Summary',
		blocks: [{kind: 'tiles', tiles: [...queriesTiles(comparison), ...operationsTile(comparison), indexesTile(comparison), ...estimatesTile(comparison), attentionTile(comparison)]}],
	};
}

/** A catalogue of operations only has none to speak of. */
function queriesTiles(comparison: MeasurementComparison): readonly Tile[] {
	return comparison.statements.length === 0 ? [] : [queriesTile(comparison), blocksTile(comparison)];
}

function queriesTile({statements, overall}: MeasurementComparison): Tile {
	const left = leftOut(statements);
	const count = (wanted: Verdict) => statements.filter(one => !left.includes(one)).filter(({verdict}) => verdict?.verdict === wanted).length;
	const {time, weighing} = overall.statements;
	const saved = (times: number) => 1 - 1 / times;
	const none = time === null || Math.abs(saved(time.value)) < worthSaying;
	const uncompared = statements.filter(one => one.verdict === null && !left.includes(one)).length;
	const undecided = time !== null && (overall.statements.untold > 0.5 || Math.max(Math.abs(saved(time.low)), Math.abs(saved(time.high))) > wide);
	const gained = time !== null && saved(time.value) > 0;
	const interval = time === null ? [] : gained ? [saved(time.low), saved(time.high)] : [-saved(time.high), -saved(time.low)];
	return {
		label: 'Queries',
		value: time === null ? 'nothing to compare' : none ? (undecided ? 'cannot tell' : 'as fast as before') : gained ? `${formatPercent(saved(time.value))} less time` : `${formatPercent(-saved(time.value))} more time`,
		tone: none ? 'plain' : gained ? 'faster' : 'slower',
		note: [
			...(none ? [] : [`${interval.map(end => formatPercent(end)).join(' to ')}, weighted by ${weighing.basis}; what is not proved counts as unchanged`]),
			`${count('faster')} faster, ${count('slower')} slower, ${count('no difference')} without difference, ${count('cannot tell')} cannot tell${left.length === 0 ? '' : `, ${left.length} not alike, left out`}${uncompared === 0 ? '' : `, ${uncompared} not compared`}`,
		].join('. '),
	};
}

/** Measured on both sides, and not the same thing. */
function leftOut(statements: MeasurementComparison['statements']): MeasurementComparison['statements'] {
	return statements.filter(({before, after, alike}) => before !== null && after !== null && !alike);
}

function blocksTile({statements, overall: {statements: {blocks, counted, weighing}}}: MeasurementComparison): Tile {
	const change = blocks === null || blocks.before === 0 ? null : blocks.after / blocks.before - 1;
	return {
		label: 'Blocks touched',
		value: change === null ? 'not counted' : change === 0 ? 'as many' : `${formatSignedPercent(change)}`,
		tone: change === null || change === 0 ? 'plain' : change < 0 ? 'better' : 'worse',
		note: change === null ? 'no query has blocks to compare on both sides' : `by ${counted === statements.length ? 'all' : `${counted} of ${statements.length}`} queries, weighted by ${weighing.basis}; the same every time, so exact`,
	};
}

function operationsTile({operations, overall}: MeasurementComparison): readonly Tile[] {
	const {time} = overall.operations;
	const wrong = operations.flatMap(({rewrites}) => rewrites).filter(({equivalence}) => equivalence.kind === 'different').length;
	const rtt = operations.find(({runs}) => runs.after !== null)?.runs.after?.rttMs ?? 0;
	const tone: Tone = wrong > 0 ? 'error' : time !== null && time.value > 1 + worthSaying ? 'faster' : 'plain';
	return operations.length === 0 ? [] : [{
		label: 'Operations',
		value: time === null ? 'not measured' : overall.operations.proved === 0 ? 'no gain proved' : formatRatio({ratio: time, verdict: time.value >= 1 ? 'faster' : 'slower', detectable: 0}),
		tone,
		note: `one statement in place of each chain, ${rtt === 0 ? 'without a network in between' : `with ${rtt} ms waited per round trip`}; ${overall.operations.proved} of ${operations.length} proved${wrong === 0 ? '' : `; ${wrong} ${wrong === 1 ? 'rewrite answers' : 'rewrites answer'} differently`}`,
	}];
}

function indexesTile({indexes: {adoptions}}: MeasurementComparison): Tile {
	const count = (wanted: string) => adoptions.filter(({verdict}) => verdict === wanted).length;
	const saving = count('saves');
	return {
		label: 'Indexes built',
		value: adoptions.length === 0 ? 'none' : `${saving} of ${adoptions.length} ${saving === 1 ? 'saves' : 'save'} something`,
		tone: adoptions.length === 0 ? 'plain' : count('slows') > 0 ? 'slower' : saving === adoptions.length ? 'better' : 'warn',
		note: adoptions.length === 0
			? 'between the two measurements'
			: [`${formatBytes(adoptions.reduce((sum, {index}) => sum + index.bytes, 0))} in all`, ...(count('slows') === 0 ? [] : [`${count('slows')} ${count('slows') === 1 ? 'slows' : 'slow'} something`]), `${count('saves nothing')} chosen in vain`, ...(count('cannot tell') === 0 ? [] : [`of ${count('cannot tell')} time cannot tell`]), `${count('not used')} not used`, ...(count('not valid') === 0 ? [] : [`${count('not valid')} not valid`])].join(', '),
	};
}

function estimatesTile({statements, operations}: MeasurementComparison): readonly Tile[] {
	const judged = [...statements, ...operations].flatMap(({estimate}) => estimate ?? []);
	const held = judged.filter(estimate => estimate.held === true).length;
	const missed = judged.filter(estimate => estimate.held === false).length;
	return judged.length === 0 ? [] : [{
		label: 'Estimates',
		value: `${held} of ${judged.length} held`,
		tone: missed === 0 ? 'better' : 'warn',
		note: `${missed} did not${judged.length - held - missed === 0 ? '' : `, ${judged.length - held - missed} cannot be told`}`,
	}];
}

function attentionTile({attention}: MeasurementComparison): Tile {
	const count = (wanted: AttentionKind) => attention.filter(({kind}) => kind === wanted).length;
	const [regressions, others] = [count('regression'), count('other answer')];
	return {
		label: 'Needs attention',
		value: attention.length === 0 ? 'nothing' : `${attention.length} ${attention.length === 1 ? 'thing' : 'things'}`,
		tone: regressions + others > 0 ? 'error' : attention.length === 0 ? 'better' : 'warn',
		note: [
			regressions === 0 ? 'no regression' : `${regressions} ${regressions === 1 ? 'regression' : 'regressions'}`,
			...(others === 0 ? [] : [`${others} ${others === 1 ? 'other answer' : 'other answers'}`]),
		].join(', '),
	};
}
