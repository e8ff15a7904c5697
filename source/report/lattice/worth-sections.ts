import type {IndexWorth} from '../../lattice/index-worth.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {formatSignedPercent} from '../../text/quantity.ts';
import type {Combinations} from '../../view/combinations.ts';
import {doubtSentence, stakeMark, verdictSentence, verdictTone, verdictWord, worthText} from '../../view/lattice-words.ts';
import {span} from '../../view/line.ts';
import {namedLine} from '../../view/named-line.ts';
import {walText, writeSentences} from '../../view/write-words.ts';
import type {Section} from '../document.ts';
import {listBlocks} from '../list-section.ts';

/** What each index is worth, most first; and who has to do with it. */
export function worthSections({lattice, unasked, writes}: Combinations): readonly Section[] {
	const {indexes, toggles, all, none, entries} = lattice;
	const sorted = indexes.toSorted((a, b) => (b.shapley ?? 0) - (a.shapley ?? 0) || (b.dropAlone ?? 0) - (a.dropAlone ?? 0));
	const saved = none.cost - all.cost;
	const concerned = entries.map((_, at) => at).filter(at => indexes.some(({stakes}) => stakes[at] !== undefined && stakes[at].kind !== 'indifferent'));
	return [
		{
			id: 'worth',
			title: 'What each index is worth',
			blocks: [
				{
					kind: 'table',
					caption: 'Log/row: what it adds to the write-ahead log for one new row. Worth: its share of what all indexes save together, in per cent of that. Alone: what all queries would cost more if only it went, in per cent of their cost with all indexes.',
					columns: [
						{title: 'index', align: 'left', rank: 0}, {title: 'table', align: 'left', rank: 3}, {title: 'size', align: 'right', rank: 1}, {title: 'log/row', align: 'right', rank: 2}, {title: 'worth', align: 'right', rank: 0},
						{title: 'alone', align: 'right', rank: 0}, {title: 'users', align: 'right', rank: 2}, {title: 'verdict', align: 'left', rank: 0},
					],
					rows: sorted.map(worth => ({
						link: null,
						cells: [
							[span(sanitise(worth.toggle.key), 'index')],
							[span(sanitise(worth.toggle.table), 'dim')],
							[span(formatBytes(worth.toggle.bytes))],
							[span(walText(worth.toggle.walBytes))],
							[span(worthText(worth.shapley, saved))],
							[span(worth.dropAlone === null ? '-' : formatSignedPercent(worth.dropAlone / all.cost))],
							[span(String(usersOf(worth)))],
							[span(verdictWord(worth.verdict, unasked.get(worth.toggle.key)), verdictTone(worth.verdict, unasked.get(worth.toggle.key)))],
						],
					})),
				},
				...listBlocks(sorted.map(worth => namedLine(worth.toggle.key, `${verdictSentence(worth, toggles)}${doubtSentence(worth.verdict, unasked.get(worth.toggle.key))}${writeSentences(writes.costs.find(({index}) => index === worth.toggle.key))}`))),
			],
		},
		{
			id: 'matrix',
			title: 'Which query needs which index',
			filesOnly: true,
			blocks: concerned.length === 0 ? [] : [{
				kind: 'matrix',
				caption: '● would cost more without it, ○ reads it and another does as well, · reads it where others are off.',
				corner: 'index',
				columns: concerned.map(at => entries[at]?.name ?? ''),
				rows: sorted.map(worth => ({
					name: worth.toggle.key,
					verdict: [span(verdictWord(worth.verdict, unasked.get(worth.toggle.key)), verdictTone(worth.verdict, unasked.get(worth.toggle.key)))],
					cells: concerned.map(at => worth.stakes[at] === undefined ? null : stakeMark(worth.stakes[at])),
				})),
			}],
		},
	];
}

/** Queries whose plan reads it with all on. */
function usersOf({stakes}: IndexWorth): number {
	return stakes.filter(stake => stake.kind === 'uses' || (stake.kind === 'would miss' && stake.read)).length;
}
