import type {Choice} from '../../lattice/choice.ts';
import {eachCostsNoMore} from '../../lattice/costs-no-more.ts';
import {dominantEntry} from '../../lattice/dominant-entry.ts';
import {positionsOf} from '../../lattice/mask.ts';
import {worstEntry} from '../../lattice/worst-entry.ts';
import {formatBytes} from '../../text/bytes.ts';
import {groupBy} from '../../text/group-by.ts';
import {sanitise} from '../../text/plain.ts';
import {changeWords} from '../../view/change-words.ts';
import {choiceChanges, type PlanChange} from '../../view/choice-changes.ts';
import type {Combinations} from '../../view/combinations.ts';
import {dominantSentence, namesOf, wishWords, worstWords} from '../../view/lattice-words.ts';
import {type Line, span} from '../../view/line.ts';
import {notJudged, notLookedAt} from '../../view/not-judged.ts';
import type {Block, Section} from '../document.ts';
import {listBlocks} from '../list-section.ts';
import {costSpan} from './cost-span.ts';

/** The smallest set for each limit, and what it would change. */
export function choicesSection(combinations: Combinations): Section {
	const {lattice: {choices, all, toggles, unmet, entries, each}} = combinations;
	const dominant = dominantEntry(entries);
	const doubted = choices.map(({off}) => positionsOf(notJudged(off, combinations)).length);
	const doubts = doubted.some(count => count > 0);
	return {
		id: 'choices',
		title: 'What can go together',
		blocks: [
			...(dominant === null ? [] : [{kind: 'lines' as const, lines: [[span(dominantSentence(dominant, each), 'warn' as const)]]}]),
			{
				kind: 'table',
				caption: `The smallest set of indexes for each limit. Cost is the planner's, of all queries, weighted; worst query: the one that costs most, times what it does with all of them.${doubts ? ` go?: of those that go, how many could not be judged, as ${notLookedAt(combinations)}.` : ''}`,
				columns: [
					{title: 'limit', align: 'left', rank: 0}, {title: 'stay', align: 'right', rank: 0}, {title: 'go', align: 'right', rank: 0}, ...(doubts ? [{title: 'go?', align: 'right' as const, rank: 0}] : []), {title: 'size', align: 'right', rank: 0},
					{title: 'saves', align: 'right', rank: 2}, {title: 'cost', align: 'right', rank: 0}, {title: 'plans that change', align: 'right', rank: 1}, {title: 'worst query', align: 'left', rank: 0},
				],
				rows: choices.map((choice, nth) => ({
					link: null,
					cells: [
						[span(wishWords(choice.wish, each), 'strong')],
						[span(String(choice.indexes))],
						[span(String(toggles.length - choice.indexes))],
						...(doubts ? [[span(String(doubted[nth] ?? 0), doubted[nth] === 0 ? 'dim' : 'warn')]] : []),
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
	const doubted = notJudged(choice.off, combinations);
	const go = namesOf(choice.off & ~doubted, toggles);
	const without = [...(go.length === 0 ? [] : [`without ${go.join(', ')}`]), ...(doubted === 0n ? [] : [`without ${namesOf(doubted, toggles).join(', ')}, not judged`])].join('; ');
	const changes = choiceChanges(choice, combinations);
	return [
		{kind: 'lines', lines: [[span(`${alike}: `, 'strong'), span(without === '' ? 'all stay' : without), span(changes.length === 0 ? '; every plan stays as it is' : '')]]},
		...listBlocks(changeItems(changes)),
	];
}

/** What costs notably more, takes longer than it costs, or did not end, each by itself; the rest in one. */
function changeItems(changes: readonly PlanChange[]): readonly Line[] {
	const quiet = changes.filter(({costTimes, miss, measured}) => costTimes < 1.005 && miss === 'none' && (measured === null || (measured.delta.comparison !== null && measured.delta.comparison.verdict !== 'slower')));
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
