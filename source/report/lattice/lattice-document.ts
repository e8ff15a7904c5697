import {sanitise} from '../../text/plain.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatMs} from '../../text/duration.ts';
import {groupBy} from '../../text/group-by.ts';
import {many} from '../../text/many.ts';
import {formatCount, formatSignedPercent} from '../../text/quantity.ts';
import type {Choice} from '../../lattice/choice.ts';
import {positionsOf} from '../../lattice/mask.ts';
import {costsNoMore, eachCostsNoMore} from '../../lattice/costs-no-more.ts';
import type {FrontPoint} from '../../lattice/front.ts';
import {type WorstEntry, worstEntry, worstUnder} from '../../lattice/worst-entry.ts';
import {changeWords} from '../../view/change-words.ts';
import {choiceChanges, type PlanChange} from '../../view/choice-changes.ts';
import type {Combinations} from '../../view/combinations.ts';
import {countEntries} from '../../view/count-entries.ts';
import {goneSentences} from '../../view/gone-index.ts';
import {groupWords, namesOf, operationsSentence, timesText, wishWords, worstWords} from '../../view/lattice-words.ts';
import {type Line, span, type Span} from '../../view/line.ts';
import {unwrittenSentences, walText, writeMethod} from '../../view/write-words.ts';
import type {Block, ReportDocument, Section} from '../document.ts';
import {worthSections} from './worth-sections.ts';
import {writesSection} from './writes-section.ts';

/** What was looked at, where. */
export interface LatticePlace {
	readonly label: string;
	readonly version: string;
	readonly badge: string;
}

/** All combinations as a report: what can go first, then what each index is worth, then how all that is known. */
export function latticeDocument(combinations: Combinations, {label, version, badge}: LatticePlace): ReportDocument {
	const {lattice: {toggles, all}, entries, effort} = combinations;
	const tables = new Set(toggles.map(({table}) => table)).size;
	return {
		title: 'All combinations of indexes',
		lead: [
			[span(sanitise(label), 'strong'), span(`, ${sanitise(version)}, ${badge}`)],
			[span(`${many(toggles.length, 'index', 'indexes')} of ${many(tables, 'table')}, ${formatBytes(all.bytes)}; ${countEntries(entries)}. All on: ${sanitise(combinations.all.name)}.`)],
			[span(`${many(effort.explains, 'EXPLAIN')} in ${formatMs(effort.ms)} instead of ${formatCount(effort.byForce)}${effort.built.indexes === 0 ? '' : `; before that ${many(effort.built.indexes, 'index', 'indexes')} built in ${formatMs(effort.built.ms)}`}`, 'dim')],
		],
		sections: [
			choicesSection(combinations),
			...worthSections(combinations),
			writesSection(combinations),
			groupsSection(combinations),
			frontSection(combinations),
			...heldSections(combinations),
			failedSection(combinations),
			methodSection(combinations),
		].filter(({blocks}) => blocks.length > 0),
	};
}

function choicesSection(combinations: Combinations): Section {
	const {lattice: {choices, all, toggles, unmet, entries, each}} = combinations;
	return {
		id: 'choices',
		title: 'What can go together',
		blocks: [
			{
				kind: 'table',
				caption: 'The smallest set of indexes for each limit. Cost is the planner\'s, of all queries, weighted; worst query: the one that costs most, times what it does with all of them.',
				columns: [
					{title: 'limit', align: 'left', rank: 0}, {title: 'stay', align: 'right', rank: 0}, {title: 'go', align: 'right', rank: 0}, {title: 'size', align: 'right', rank: 0},
					{title: 'saves', align: 'right', rank: 2}, {title: 'cost', align: 'right', rank: 0}, {title: 'plans that change', align: 'right', rank: 1}, {title: 'worst query', align: 'left', rank: 0},
				],
				rows: choices.map(choice => ({
					link: null,
					cells: [
						[span(wishWords(choice.wish, each), 'strong')],
						[span(String(choice.indexes))],
						[span(String(toggles.length - choice.indexes))],
						[span(formatBytes(choice.bytes))],
						[span(formatBytes(all.bytes - choice.bytes))],
						[costSpan(choice.cost / all.cost - 1, eachCostsNoMore(entries, (_, at) => choice.answers[at]?.planned.cost ?? null))],
						[span(String(choiceChanges(choice, combinations).length))],
						worstWords(worstEntry(entries, (_, at) => choice.answers[at]?.planned.cost ?? null)),
					],
				})),
			},
			...choices.filter((choice, at) => choices.findIndex(({on}) => on === choice.on) === at).flatMap(choice => choiceBlocks(choice, combinations)),
			...doubtBlocks(combinations),
			...(unmet.length === 0 ? [] : [{kind: 'lines' as const, lines: unmet.map(wish => [span(`No set is ${wishWords(wish, each)}.`, 'warn')])}]),
		],
	};
}

function choiceBlocks(choice: Choice, combinations: Combinations): readonly Block[] {
	const {choices, toggles, each} = combinations.lattice;
	const alike = choices.filter(({on}) => on === choice.on).map(({wish}) => wishWords(wish, each)).join('; ');
	const go = namesOf(choice.off, toggles);
	const changes = choiceChanges(choice, combinations);
	return [
		{kind: 'lines', lines: [[span(`${alike}: `, 'strong'), span(go.length === 0 ? 'all stay' : `without ${go.join(', ')}`), span(changes.length === 0 ? '; every plan stays as it is' : '')]]},
		...(changes.length === 0 ? [] : [{kind: 'list' as const, items: changeItems(changes), ordered: false}]),
	];
}

/** What costs notably more, or takes longer than it costs, each by itself; the rest in one. */
function changeItems(changes: readonly PlanChange[]): readonly Line[] {
	const quiet = changes.filter(({costTimes, miss, measured}) => costTimes < 1.005 && miss === 'none' && measured?.delta.comparison?.verdict !== 'slower');
	const loud = changes.filter(change => !quiet.includes(change));
	if (quiet.length === 0) {
		return loud.map(change => changeWords(change));
	}

	const executed = quiet.every(({measured}) => measured !== null);
	return [
		...loud.map(change => changeWords(change)),
		[span(quiet.map(({entry}) => entry).join(', '), 'strong'), span(`: ${quiet.length === 1 ? 'another plan' : 'other plans'} at the same cost${executed ? ', none of them slower when executed' : ''}`)],
	];
}

/** Whoever could not be looked at may need what goes. */
function doubtBlocks({lattice: {choices, toggles}, unasked}: Combinations): readonly Block[] {
	const gone = new Set(choices.flatMap(({off}) => positionsOf(off)).flatMap(position => toggles[position]?.key ?? []));
	const doubted = [...groupBy([...unasked].filter(([key]) => gone.has(key)), ([, names]) => names.join(', '))];
	return doubted.length === 0 ? [] : [{kind: 'lines', lines: doubted.map(([names, indexes]) => [
		span(`${sanitise(names)} could not be looked at: whether ${indexes.map(([key]) => sanitise(key)).join(', ')} can go for ${(indexes[0]?.[1].length ?? 0) === 1 ? 'it' : 'them'} is not known.`, 'warn'),
	])}];
}

function groupsSection({lattice: {groups, toggles}}: Combinations): Section {
	return {
		id: 'groups',
		title: 'Keep at least one of these',
		blocks: groups.length === 0 ? [] : [{kind: 'list', ordered: false, items: groups.map(group => [span(namesOf(group.toggles, toggles).join(', '), 'index'), span(`: ${groupWords(group)}`)])}],
	};
}

/** Sums hide what a cheap query pays beside a dear one: nothing is only what no query pays for. */
function costSpan(share: number, noMore: boolean): Span {
	return noMore ? span('0 %') : span(formatSignedPercent(Math.max(share, Number.EPSILON)), 'worse');
}

/** Whose it is, is in the JSON. */
function worstTimes(worst: WorstEntry | null): string {
	return worst === null ? '-' : timesText(worst.times);
}

/** So many sets are read at a glance. */
const fewPoints = 12;

/** Of a long front what takes a twentieth less room than the one before: the rest is in the JSON. */
function steps(points: readonly FrontPoint[]): readonly FrontPoint[] {
	if (points.length <= fewPoints) {
		return points;
	}

	const kept: FrontPoint[] = [];
	for (const point of points) {
		if (point.bytes <= (kept.at(-1)?.bytes ?? Number.POSITIVE_INFINITY) * 0.95) {
			kept.push(point);
		}
	}

	return kept;
}

function frontSection({lattice: {front, toggles, all, entries, each}}: Combinations): Section {
	const points = steps(front.points);
	return {
		id: 'front',
		title: 'Cost against size and writing',
		blocks: points.length < 2 ? [] : [
			{
				kind: 'table',
				caption: `Sets that no other beats in cost, size, number${all.walBytes === null ? '' : ' and log, for one new row in each of their tables'}${each === null ? '' : `, with no query above ${timesText(each)}`}; ${formatCount(points.length)} of ${formatCount(front.points.length)}.`,
				columns: [
					{title: 'cost', align: 'right', rank: 0}, {title: 'size', align: 'right', rank: 0}, {title: 'log/row', align: 'right', rank: 1}, {title: 'indexes', align: 'right', rank: 0}, {title: 'worst', align: 'right', rank: 1}, {title: 'which stay', align: 'left', rank: 0, least: 40},
				],
				rows: points.map(({on, cost, bytes, walBytes, indexes}) => ({
					link: null,
					cells: [
						[costSpan(cost / all.cost - 1, costsNoMore(entries, on))],
						[span(formatBytes(bytes))],
						[span(walText(walBytes))],
						[span(String(indexes))],
						[span(worstTimes(worstUnder(entries, on)))],
						[span(on === 0n ? 'none' : namesOf(on, toggles).join(', '))],
					],
				})),
			},
			...(points.length < front.points.length ? [{kind: 'lines' as const, lines: [[span(`${formatCount(points.length)} of ${formatCount(front.points.length)} sets shown; --json has all.`, 'dim')]]}] : []),
			...(front.thinned ? [{kind: 'lines' as const, lines: [[span('There were too many: of those whose costs differ by less than 0.01 % only the smallest was kept.', 'dim')]]}] : []),
		],
	};
}

/** What is built stays as it is; what is not, and cannot be had in some combinations only, is in none. */
function heldSections({held, unasked}: Combinations): readonly Section[] {
	return [heldSection('held', 'In every combination', held.filter(({index}) => index.built), unasked), heldSection('unbuilt', 'In no combination', held.filter(({index}) => !index.built), unasked)];
}

function heldSection(id: string, title: string, held: Combinations['held'], unasked: Combinations['unasked']): Section {
	const items = held.map(({index, because}): Line => [
		span(sanitise(index.key), 'index'),
		span(`: ${because.kind === 'guards' ? `stays, ${sanitise(because.what)}` : because.kind === 'obstacle' ? `cannot be switched: ${sanitise(because.reason)}` : unreadWords(index, unasked.get(index.key) ?? [])}`, 'dim'),
	]);
	return {id, title, blocks: items.length === 0 ? [] : [{kind: 'list', items, ordered: false}]};
}

function unreadWords({table}: Combinations['held'][number]['index'], doubts: readonly string[]): string {
	return doubts.length === 0
		? `nothing here reads ${sanitise(table)}: it was not looked at`
		: `of all here only ${doubts.map(name => sanitise(name)).join(', ')} ${doubts.length === 1 ? 'reads' : 'read'} ${sanitise(table)}, and could not be looked at: whether it can go is not known`;
}

function failedSection({failed, gone, unmeasured, notes}: Combinations): Section {
	const items: Line[] = [
		...goneSentences(gone).map((text): Line => [span(text, 'warn')]),
		...failed.map(({entry, lines}): Line => [span(entry, 'strong'), span(` is left out: ${lines.join(' ')}`, 'error')]),
		...unmeasured.map(({entry, lines}): Line => [span(entry, 'strong'), span(` was not executed: ${lines.join(' ')}`, 'warn')]),
		...notes.map((text): Line => [span(text, 'warn')]),
	];
	return {id: 'failed', title: 'What is missing here', blocks: items.length === 0 ? [] : [{kind: 'list', items, ordered: false}]};
}

function methodSection({lattice: {claim, each, entries, toggles}, entries: cards, failed, measured, weights, writes: {costs}}: Combinations): Section {
	const pinned = entries.flatMap(({name, lattice}) => lattice.pinned() === 0n ? [] : [`${name} (${namesOf(lattice.pinned(), toggles).join(', ')})`]);
	const exact = entries.flatMap(({name, lattice}) => lattice.exact() === null ? [] : [`${name} (${lattice.exact() ?? ''})`]);
	const sentences = [
		'A plan that is the cheapest with some indexes, and does not read one of them, is the cheapest without it: so one EXPLAIN answers for many combinations. Both ends of each such interval were planned, and every index was probed by itself.',
		`Each set that stays for a limit was planned for ${failed.length === 0 ? 'every query' : `${countEntries(cards)}, all but those that are left out`}; what the front's others cost is known from the intervals.`,
		claim === 'every combination'
			? 'Smallest and cheapest are so among all combinations.'
			: 'There were too many combinations: those of each table were looked at with all other indexes on, and sets were put together from them. Smaller ones may exist.',
		...(each === null ? [] : [`In every set here, what stays for a limit and on the front, no query costs more than ${timesText(each)} what it does with all indexes (--each).`]),
		...(pinned.length === 0 ? [] : [`Not read, and yet of influence (a unique index, statistics of an expression): ${pinned.join('; ')}.`]),
		...(exact.length === 0 ? [] : [`Nothing was inferred, every combination planned, for ${exact.join('; ')}.`]),
		'Worth is the Shapley value: what an index saves, on average over all orders in which the indexes could come. All of them together are what all indexes save.',
		...(costs.some(({copied}) => copied !== null) ? [writeMethod, 'Log/row is counted, not timed: one INSERT of rows with that index and without it. An UPDATE that is not HOT writes about as much for every index.'] : []),
		...unwrittenSentences(costs),
		`Queries are weighted by ${weights.basis === 'calls' ? `their calls${weights.uncounted === 0 ? '' : `, ${weights.uncounted} without any by the others' median`}` : 'the frequency on their cards (16, 8, 4, 2, 1)'}.`,
		...(cards.some(({step}) => step !== undefined) ? [operationsSentence] : []),
		measured === null ? 'Nothing was executed: costs are the planner\'s.' : 'Each plan that a set would bring was executed once for all sets, in turns with the plan of all indexes on.',
		'The catalogue is not the whole application: other queries may need what these do not.',
	];
	return {id: 'method', title: 'How this is known', blocks: [{kind: 'list', items: sentences.map(text => [span(sanitise(text), 'dim')]), ordered: false}]};
}
