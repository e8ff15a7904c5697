import {errorLines} from '../../errors.ts';
import type {Advice} from '../../lab/advice/advice.ts';
import {many} from '../../text/many.ts';
import {sanitise} from '../../text/plain.ts';
import {claimSentence} from '../../view/claim-sentence.ts';
import {goneSentences} from '../../view/gone-index.ts';
import {operationsSentence} from '../../view/lattice-words.ts';
import {leftOutLine} from '../../view/left-out-line.ts';
import {type Line, span} from '../../view/line.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import {namedLine} from '../../view/named-line.ts';
import {placeLine} from '../../view/place-line.ts';
import {writeMethod, writesClause} from '../../view/write-words.ts';
import {countChange} from '../comparison/change-line.ts';
import {verdictTone} from '../comparison/verdict-line.ts';
import type {ReportDocument, Section} from '../document.ts';
import {listBlocks, listSection} from '../list-section.ts';
import {removableSentence, stayingSentence} from './index-sentences.ts';
import {proposalSentence} from './proposal-sentence.ts';
import {rejectedSections} from './rejected-sections.ts';
import {summarySection} from './summary-section.ts';
import {writesSections} from './writes-sections.ts';

/** The advice as a report: what to build and why, what could go, every query's figures, and what was turned down. */
export function adviceDocument(advice: Advice): ReportDocument {
	const {label, version, rung: {badge}, start, candidates, explains} = advice;
	return {
		title: 'Indexes advised',
		lead: [
			placeLine({label, version, badge}),
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

function proposalsSection(advice: Advice): Section {
	const {proposals, removable, rejected, now} = advice;
	if (proposals.length === 0) {
		const limits = rejected.find(({because}) => because.kind === 'no room')?.because;
		const done = now.indexes === 0 ? '' : ': the indexes that are there do';
		const words = limits?.kind === 'no room'
			? `Nothing to build: what would save has no room within ${limits.limits.join(' and ')}.`
			: removable.length === 0 ? `Nothing to build and nothing to drop${done}.` : `Nothing to build${done}.`;
		return {id: 'proposals', title: 'Proposals', blocks: [{kind: 'lines', lines: [[span(words)]]}]};
	}

	return {id: 'proposals', title: 'Proposals', blocks: [
		...listBlocks(proposals.map(proposal => namedLine(proposal.index.key, proposalSentence(proposal, advice))), true),
		{kind: 'code', language: 'sql', text: proposals.map(({index}) => `${index.definition};`).join('\n')},
	]};
}

function removableSection(advice: Advice): Section {
	const {removable, lighter} = advice;
	const slower = lighter.filter(({operations}) => operations.some(operation => operation.kind === 'measured' && operation.comparison.verdict === 'slower'));
	const lost: readonly Line[] = slower.length > 0
		? slower.map(cost => [span(`Writing to ${sanitise(cost.table)} with ${sanitise(cost.index)}, which could go: ${writesClause(cost)}.`)])
		: [...new Set(lighter.map(cost => writesClause(cost)).filter(clause => clause !== ''))].map(clause => [span(`Writing with the indexes that could go: ${clause}.`)]);
	return {id: 'removable', title: 'Could go', blocks: removable.length === 0 ? [] : [
		...listBlocks(removable.map(one => namedLine(one.index.key, removableSentence(one, advice)))),
		{kind: 'lines', lines: [...lost, [span('Only the catalogue was asked: planflip monitor tells whether anybody else scans them.', 'dim')]]},
	]};
}

/** So many of those that have one reason in common are named on a line; the JSON has all. */
const mostNamed = 20;

/** Those of tables that nobody asks for are many, and one reason is theirs. */
function stayingSection({staying}: Advice): Section {
	const judged = staying.filter(({because}) => because.kind !== 'not read');
	const others = staying.filter(({because}) => because.kind === 'not read').map(({index}) => sanitise(index.key));
	const named = [...others.slice(0, mostNamed), ...(others.length > mostNamed ? [`${others.length - mostNamed} more`] : [])].join(', ');
	return {id: 'staying', title: 'Stays', blocks: [
		...listBlocks(judged.map(one => namedLine(one.index.key, stayingSentence(one)))),
		...(others.length === 0 ? [] : [{kind: 'lines' as const, lines: [[span(`${many(others.length, 'index', 'indexes')} ${others.length === 1 ? 'was' : 'were'} not judged, as no query that could be looked at reads ${others.length === 1 ? 'its table' : 'their tables'}: ${named}.`, 'dim')]]}]),
	]};
}

function queriesSection({entries}: Advice): Section {
	const changed = entries.filter(({cost, uses, delta}) => uses.length > 0 || delta !== null || cost.now !== cost.proposed);
	return {id: 'queries', title: 'Queries', blocks: changed.length === 0 ? [] : [{
		kind: 'table',
		caption: 'Queries that the proposals change: the cost of one execution now and then, and what was measured, in turns.',
		columns: [{title: 'query', align: 'left', rank: 0}, {title: 'cost', align: 'right', rank: 0}, {title: 'measured', align: 'left', rank: 0}, {title: 'without what could go', align: 'left', rank: 2}, {title: 'reads', align: 'left', rank: 1}],
		rows: changed.map(({name, cost, uses, delta, leanDelta}) => ({
			link: null,
			cells: [[span(name, 'strong')], countChange(cost.now, cost.proposed, {lessIsBetter: true}), verdictCell(delta), verdictCell(leanDelta), [span(uses.map(key => sanitise(key)).join(', '), 'index')]],
		})),
	}]};
}

function verdictCell(delta: Advice['entries'][number]['delta']): Line {
	if (delta === null) {
		return [span('-', 'dim')];
	}

	const verdict = measuredVerdict(delta);
	return [span(verdict.because, verdictTone(verdict))];
}

function failuresSection({failures, gone}: Advice): Section {
	return listSection('failures', 'Left out', [
		...goneSentences(gone).map((text): Line => [span(text, 'warn')]),
		...failures.map(({entry, error}) => leftOutLine(entry, errorLines(error))),
	]);
}

function methodSection({claim, rung, notes, entries, proposals, lighter}: Advice): Section {
	return {id: 'method', title: 'How it was judged', blocks: [{kind: 'lines', lines: [
		...notes.map((note): Line => [span(sanitise(note), 'warn')]),
		...(entries.some(({step}) => step !== null) ? [[span(operationsSentence, 'dim' as const)]] : []),
		[span(claimSentence(claim, 'candidates that any plan reads'), 'dim')],
		...([...proposals.flatMap(({writes}) => writes ?? []), ...lighter].some(({copied}) => copied !== null) ? [[span(writeMethod, 'dim' as const)]] : []),
		[span(rung.newIndexes === 'imagined' ? 'The candidates were imagined by HypoPG, whose sizes are up to three times too large.' : 'The candidates were built in a transaction that was rolled back.', 'dim')],
	]}]};
}
