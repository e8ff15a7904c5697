import {sanitise} from '../../text/plain.ts';
import {claimSentence} from '../../view/claim-sentence.ts';
import type {Combinations} from '../../view/combinations.ts';
import {countEntries} from '../../view/count-entries.ts';
import {namesOf, operationsSentence, timesText} from '../../view/lattice-words.ts';
import {span} from '../../view/line.ts';
import {unwrittenSentences, writeMethod} from '../../view/write-words.ts';
import type {Section} from '../document.ts';
import {listSection} from '../list-section.ts';

/** How all that is known, in sentences. */
export function methodSection({lattice: {claim, each, entries, toggles}, entries: cards, failed, measured, weights, writes: {costs}}: Combinations): Section {
	const pinned = entries.flatMap(({name, lattice}) => lattice.pinned() === 0n ? [] : [`${name} (${namesOf(lattice.pinned(), toggles).join(', ')})`]);
	const exact = entries.flatMap(({name, lattice}) => lattice.exact() === null ? [] : [`${name} (${lattice.exact() ?? ''})`]);
	const sentences = [
		'A plan that is the cheapest with some indexes, and does not read one of them, is the cheapest without it: so one EXPLAIN answers for many combinations. Both ends of each such interval were planned, and every index was probed by itself.',
		`Each set that stays for a limit was planned for ${failed.length === 0 ? 'every query' : `${countEntries(cards)}, all but those that are left out`}; what the front's others cost is known from the intervals.`,
		claimSentence(claim, 'indexes'),
		...(each === null ? [] : [`In every set here, what stays for a limit and on the front, no query costs more than ${timesText(each)} what it does with all indexes (--each).`]),
		...(pinned.length === 0 ? [] : [`Not read, and yet of influence (a unique index, statistics of an expression): ${pinned.join('; ')}.`]),
		...(exact.length === 0 ? [] : [`Nothing was inferred, every combination planned, for ${exact.join('; ')}.`]),
		'Worth is the Shapley value: what an index saves, on average over all orders in which the indexes could come. All of them together are what all indexes save, which is 100 % of the column. Alone is of something else: what all queries cost more when only that index goes, in per cent of their cost with all; two that stand in for each other both cost nothing alone.',
		...(costs.some(({copied}) => copied !== null) ? [writeMethod, 'Log/row is counted, not timed: one INSERT of rows with that index and without it. An UPDATE that is not HOT writes about as much for every index.'] : []),
		...unwrittenSentences(costs),
		`Queries are weighted by ${weights.basis === 'calls' ? `their calls${weights.uncounted === 0 ? '' : `, ${weights.uncounted} without any by the others' median`}` : 'the frequency on their cards (16, 8, 4, 2, 1)'}.`,
		...(cards.some(({step}) => step !== undefined) ? [operationsSentence] : []),
		measured === null ? 'Nothing was executed: costs are the planner\'s.' : 'Each plan that a set would bring was executed once for all sets, in turns with the plan of all indexes on.',
		'The catalogue is not the whole application: other queries may need what these do not.',
	];
	return listSection('method', 'How this is known', sentences.map(text => [span(sanitise(text), 'dim')]));
}
