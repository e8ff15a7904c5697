import {errorLines} from '../../errors.ts';
import type {OperationCost} from '../../experiment/write-cost.ts';
import type {Advice, Rejection, Tally} from '../../lab/advice/advice.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatMs} from '../../text/duration.ts';
import {many} from '../../text/many.ts';
import {sanitise} from '../../text/plain.ts';
import {formatPercent, formatSignedPercent} from '../../text/quantity.ts';
import {goneSentences} from '../../view/gone-index.ts';
import {operationsSentence, timesText} from '../../view/lattice-words.ts';
import {type Line, span} from '../../view/line.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import {typicalMs} from '../../view/run-figures.ts';
import {operationLine, operationNames, writeMethod, writesClause} from '../../view/write-words.ts';
import {countChange} from '../comparison/change-line.ts';
import {verdictTone} from '../comparison/verdict-line.ts';
import type {Block, ReportDocument, Section, Tile} from '../document.ts';
import {removableSentence, stayingSentence} from './index-sentences.ts';
import {proposalSentence} from './proposal-sentence.ts';
import {rejectionWords} from './rejection-words.ts';

/** The advice as a report: what to build and why, what could go, every query's figures, and what was turned down. */
export function adviceDocument(advice: Advice): ReportDocument {
	const {label, version, rung, start, candidates, explains} = advice;
	return {
		title: 'Indexes advised',
		lead: [
			[span(sanitise(label), 'strong'), span(`, ${sanitise(version)}, ${rung.badge}`)],
			[span(`starting from ${sanitise(start.name)}; ${many(candidates, 'candidate')}, judged together by ${many(explains, 'EXPLAIN')}; weighted by ${advice.basis}`, 'dim')],
		],
		sections: [
			summarySection(advice),
			proposalsSection(advice),
			removableSection(advice),
			stayingSection(advice),
			queriesSection(advice),
			...writesSections(advice),
			...rejectedSections(advice),
			failuresSection(advice),
			methodSection(advice),
		].filter(({blocks}) => blocks.length > 0),
	};
}

const section = (id: string, title: string, blocks: readonly Block[]): Section => ({id, title, blocks});

function summarySection(advice: Advice): Section {
	const {now, proposed, lean, allOn, removable} = advice;
	const change = (tally: Tally) => now.cost > 0 ? formatSignedPercent(tally.cost / now.cost - 1) : 'nothing to cost';
	const tiles: readonly Tile[] = [
		{
			label: 'Cost',
			value: change(proposed),
			tone: proposed.cost < now.cost ? 'better' : 'plain',
			note: `the planner's, of all queries; everything on would be ${change(allOn)}, and ${givenUpWords(advice)}`,
		},
		timeTile(advice),
		{
			label: 'Size',
			value: `${formatBytes(now.bytes)} → ${formatBytes(proposed.bytes)}`,
			tone: 'plain',
			note: `${now.indexes} → ${proposed.indexes} indexes that can be switched; everything on would be ${formatBytes(allOn.bytes)}`,
		},
		...(removable.length === 0 ? [] : [{label: 'Could go', value: `${removable.length} of ${now.indexes}`, tone: 'better' as const, note: `then ${formatBytes(lean.bytes)}, at ${change(lean)} of cost`}]),
	];
	return section('summary', 'Summary', [{kind: 'tiles', tiles}]);
}

/** What was given up for size, and by whom most; what measuring took away besides. */
function givenUpWords({entries, within, each, rejected}: Advice): string {
	const [worst] = entries.map(({name, cost: {proposed, allOn}}) => ({name, times: proposed / allOn})).filter(({times}) => times > notable).toSorted((a, b) => b.times - a.times);
	const out = turnedDown(rejected);
	return [
		`up to ${formatPercent(within)} of that may be given up for size${each === null ? '' : `, by no query more than ${timesText(each)}`}`,
		...(worst === undefined ? [] : [`most by ${sanitise(worst.name)}, which costs ${timesText(worst.times)} what it would with everything on${each !== null && worst.times > each * notable ? ', as what would help has no room or was turned down' : ''}`]),
		...(out === 0 ? [] : [`${out === 1 ? 'a candidate' : `${out} candidates`} fell out by measuring`]),
	].join('; ');
}

/** Costs this much above another are told; costs are rounded. */
const notable = 1.005;

/** Candidates that the clock or the writes spoke against. */
function turnedDown(rejected: Advice['rejected']): number {
	return rejected.filter(({because}) => because.kind === 'no time' || because.kind === 'slows writes').length;
}

function timeTile({entries, notMeasured, rejected}: Advice): Tile {
	const measured = entries.flatMap(({weight, delta}) => delta === null || delta.samePlan ? [] : [{weight, delta, verdict: measuredVerdict(delta).verdict}]);
	const count = (wanted: string) => measured.filter(({verdict}) => verdict === wanted).length;
	// One that was stopped took at least its limit.
	const [before, after] = (['baseline', 'current'] as const).map(side => measured.reduce((sum, {weight, delta}) => sum + weight * (delta[side].timedOutMs ?? typicalMs(delta[side]) ?? 0), 0));
	return {
		label: 'Time',
		value: notMeasured === null ? (measured.length === 0 ? 'every plan stays' : `${count('faster')} faster, ${count('slower')} slower`) : 'not measured',
		tone: count('slower') > 0 ? 'slower' : count('faster') > 0 ? 'faster' : 'plain',
		note: notMeasured ?? (measured.length === 0
			? (turnedDown(rejected) === 0 ? 'so nothing was measured' : 'what was measured was turned down')
			: `of ${measured.length === 1 ? 'the one query whose plan changes' : `${measured.length} queries whose plans change`}; ${count('no difference')} without difference, ${count('cannot tell')} cannot tell; their medians together, weighted: ${formatMs(before ?? 0)} → ${formatMs(after ?? 0)}`),
	};
}

function proposalsSection(advice: Advice): Section {
	const {proposals, removable, rejected, now} = advice;
	if (proposals.length === 0) {
		const limits = rejected.find(({because}) => because.kind === 'no room')?.because;
		const done = now.indexes === 0 ? '' : ': the indexes that are there do';
		const words = limits?.kind === 'no room'
			? `Nothing to build: what would save has no room within ${limits.limits.join(' and ')}.`
			: removable.length === 0 ? `Nothing to build and nothing to drop${done}.` : `Nothing to build${done}.`;
		return section('proposals', 'Proposals', [{kind: 'lines', lines: [[span(words)]]}]);
	}

	return section('proposals', 'Proposals', [
		{kind: 'list', ordered: true, items: proposals.map((proposal): Line => [span(`${sanitise(proposal.index.key)}: `, 'index'), span(proposalSentence(proposal, advice))])},
		{kind: 'code', language: 'sql', text: proposals.map(({index}) => `${index.definition};`).join('\n')},
	]);
}

function removableSection(advice: Advice): Section {
	const {removable, lighter} = advice;
	const slower = lighter.filter(({operations}) => operations.some(operation => operation.kind === 'measured' && operation.comparison.verdict === 'slower'));
	const lost: readonly Line[] = slower.length > 0
		? slower.map(cost => [span(`Writes to ${sanitise(cost.table)} with them: ${writesClause(cost)}.`)])
		: [...new Set(lighter.map(cost => writesClause(cost)).filter(clause => clause !== ''))].map(clause => [span(`Writing with them: ${clause}.`)]);
	return section('removable', 'Could go', removable.length === 0 ? [] : [
		{kind: 'list', ordered: false, items: removable.map((one): Line => [span(`${sanitise(one.index.key)}: `, 'index'), span(removableSentence(one, advice))])},
		{kind: 'lines', lines: [...lost, [span('Only the catalogue was asked: planflip monitor tells whether anybody else scans them.', 'dim')]]},
	]);
}

/** Those of tables that nobody asks for are many, and one reason is theirs. */
function stayingSection({staying}: Advice): Section {
	const judged = staying.filter(({because}) => because.kind !== 'not read');
	const others = staying.length - judged.length;
	return section('staying', 'Stays', [
		...(judged.length === 0 ? [] : [{kind: 'list' as const, ordered: false, items: judged.map((one): Line => [span(`${sanitise(one.index.key)}: `, 'index'), span(stayingSentence(one))])}]),
		...(others === 0 ? [] : [{kind: 'lines' as const, lines: [[span(`${others} ${others === 1 ? 'index was' : 'indexes were'} not judged: no query that could be looked at reads ${others === 1 ? 'its table' : 'their tables'}.`, 'dim')]]}]),
	]);
}

function queriesSection({entries}: Advice): Section {
	const changed = entries.filter(({cost, uses, delta}) => uses.length > 0 || delta !== null || cost.now !== cost.proposed);
	return section('queries', 'Queries', changed.length === 0 ? [] : [{
		kind: 'table',
		caption: 'Queries that the proposals change: the cost of one execution now and then, and what was measured, in turns.',
		columns: [{title: 'query', align: 'left', rank: 0}, {title: 'cost', align: 'right', rank: 0}, {title: 'measured', align: 'left', rank: 0}, {title: 'without what could go', align: 'left', rank: 2}, {title: 'reads', align: 'left', rank: 1}],
		rows: changed.map(({name, cost, uses, delta, leanDelta}) => ({
			link: null,
			cells: [[span(name, 'strong')], countChange(cost.now, cost.proposed, {lessIsBetter: true}), verdictCell(delta), verdictCell(leanDelta), [span(uses.map(key => sanitise(key)).join(', '), 'index')]],
		})),
	}]);
}

function verdictCell(delta: Advice['entries'][number]['delta']): Line {
	if (delta === null) {
		return [span('-', 'dim')];
	}

	const verdict = measuredVerdict(delta);
	return [span(verdict.because, verdictTone(verdict))];
}

/** On a terminal only what was found: what could not be told is many lines, and stands in files. */
function writesSections({proposals, lighter}: Advice): readonly Section[] {
	const costs = [...proposals.flatMap(({writes}) => writes ?? []), ...lighter];
	const rows = costs.flatMap(({index, operations}) => operations.map(operation => ({index, operation})));
	const found = rows.filter(({operation}) => operation.kind === 'measured' && (operation.comparison.verdict === 'slower' || operation.comparison.verdict === 'faster'));
	return [
		section('writes', 'What they add to writes', found.length === 0 ? [] : [writesTable(`Of ${rows.length} comparisons those that tell a difference: some hundred rows of a private copy, written with the index against without it.`, found)]),
		{...section('all-writes', 'All that was written', rows.length === found.length ? [] : [writesTable('Some hundred rows of a private copy written by one statement, with the index against without it.', rows)]), filesOnly: true},
	];
}

function writesTable(caption: string, rows: ReadonlyArray<{readonly index: string; readonly operation: OperationCost}>): Block {
	return {
		kind: 'table',
		caption,
		columns: [{title: 'index', align: 'left', rank: 0}, {title: 'operation', align: 'left', rank: 0}, {title: 'with it', align: 'left', rank: 0}],
		rows: rows.map(({index, operation}) => ({link: null, cells: [[span(sanitise(index), 'index')], [span(operationNames[operation.operation])], operationLine(operation)]})),
	};
}

/** What was looked at closely; the others are counted on a terminal, and listed in files. */
const telling = new Set<Rejection['kind']>(['no time', 'slows writes', 'no room', 'not measured', 'saves less', 'cannot be built', 'cannot be switched', 'blind', 'covered by a prefix']);

function rejectedSections({rejected}: Advice): readonly Section[] {
	const close = rejected.filter(({because}) => telling.has(because.kind));
	const count = (kind: Rejection['kind']) => rejected.filter(({because}) => because.kind === kind).length;
	const others = [
		...counted(count('not read'), 'that no plan reads', 'that no plan reads'),
		...counted(count('too many'), 'that promises less than those tried', 'that promise less than those tried'),
		...counted(count('there already'), 'that is there already', 'that are there already'),
	];
	return [
		section('rejected', 'Turned down', [
			...(close.length === 0 ? [] : [rejectedTable('Candidates that are not proposed, and why.', close)]),
			...(others.length === 0 ? [] : [{kind: 'lines' as const, lines: [[span(`${close.length === 0 ? '' : 'Besides: '}${others.join(', ')}.`, 'dim')]]}]),
		]),
		{...section('all-rejected', 'All that were turned down', rejected.length === close.length ? [] : [rejectedTable('Every candidate that is not proposed.', rejected)]), filesOnly: true},
	];
}

function counted(count: number, one: string, more: string): readonly string[] {
	return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
}

function rejectedTable(caption: string, rejected: Advice['rejected']): Block {
	return {
		kind: 'table',
		caption,
		columns: [{title: 'candidate', align: 'left', rank: 0}, {title: 'size', align: 'right', rank: 2}, {title: 'because', align: 'left', rank: 0}],
		rows: rejected.map(({sql, bytes, because}) => ({link: null, cells: [[span(sanitise(behindOn(sql)), 'index')], [span(bytes === null ? '-' : formatBytes(bytes))], [span(rejectionWords(because))]]})),
	};
}

/** `shots (scene_id, shot_type)`: the statement is in the JSON. */
function behindOn(sql: string): string {
	return sql.replace(/^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?(?:public\.)?/i, '').replace(' USING btree ', ' ');
}

function failuresSection({failures, gone}: Advice): Section {
	const items = [
		...goneSentences(gone).map((text): Line => [span(text, 'warn')]),
		...failures.map(({entry, error}): Line => [span(`${entry}: `, 'strong'), span(errorLines(error).map(line => sanitise(line)).join('; '), 'warn')]),
	];
	return section('failures', 'Left out', items.length === 0 ? [] : [{kind: 'list', ordered: false, items}]);
}

function methodSection({claim, rung, notes, entries, proposals, lighter}: Advice): Section {
	return section('method', 'How it was judged', [{kind: 'lines', lines: [
		...notes.map((note): Line => [span(sanitise(note), 'warn')]),
		...(entries.some(({step}) => step !== null) ? [[span(operationsSentence, 'dim' as const)]] : []),
		[span(claim === 'every combination' ? 'All combinations of the candidates that any plan reads were looked at: no smaller set is as good.' : 'The candidates of each table were looked at in all combinations, with the others on; across tables not all were.', 'dim')],
		...([...proposals.flatMap(({writes}) => writes ?? []), ...lighter].some(({copied}) => copied !== null) ? [[span(writeMethod, 'dim' as const)]] : []),
		[span(rung.newIndexes === 'imagined' ? 'The candidates were imagined by HypoPG, whose sizes are up to three times too large.' : 'The candidates were built in a transaction that was rolled back.', 'dim')],
	]}]);
}
