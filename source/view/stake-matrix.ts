import type {IndexWorth} from '../lattice/index-worth.ts';
import type {Stake} from '../lattice/stake.ts';
import {formatBytes} from '../text/bytes.ts';
import {cellWidth, padEnd, padStart} from '../text/cells.ts';
import {clipMiddle} from '../text/clip-middle.ts';
import {sanitise} from '../text/plain.ts';
import {formatSignedPercent} from '../text/quantity.ts';
import type {Combinations} from './combinations.ts';
import {fitLine} from './fit-line.ts';
import {stakeMark, verdictSign, verdictTone, verdictWord, worthText} from './lattice-words.ts';
import {type Line, span, type Span, type Tone} from './line.ts';

/** Where the columns of a matrix stand. */
export interface MatrixColumns {
	/** Cells for the name of an index. */
	readonly name: number;
	/** Whether there is room for what its going alone costs. */
	readonly alone: boolean;
	/** Whether the verdict is a word, or only a sign. */
	readonly words: boolean;
	/** Queries shown: the first one's place, and how many. */
	readonly first: number;
	readonly count: number;
}

/** Sign, blank. */
const cell = 2;
const widths = {worth: 9, alone: 9, size: 10, gap: 2, word: 11, sign: 5} as const;
const shortestName = 24;

/** The queries around the one under the cursor, as many as the width has room for. */
export function matrixColumns({lattice: {indexes, entries}}: Combinations, cursor: number, width: number): MatrixColumns {
	const alone = width >= 90;
	const words = width >= 110;
	const figures = widths.worth + (alone ? widths.alone : 0) + widths.size + widths.gap + (words ? widths.word : widths.sign);
	const longest = Math.max(0, ...indexes.map(({toggle}) => cellWidth(sanitise(toggle.key))));
	// Names are read, queries can be gone through: names have a third, and whatever the queries leave.
	const name = Math.min(Math.max(shortestName, longest), Math.max(shortestName, Math.floor(width / 3), width - figures - entries.length * cell));
	const count = Math.max(1, Math.min(entries.length, Math.floor((width - figures - name) / cell)));
	return {name, alone, words, first: Math.max(0, Math.min(cursor - Math.floor(count / 2), entries.length - count)), count};
}

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** What the column of the nth query is called. */
export function columnLetter(at: number): string {
	return letters[at] ?? '*';
}

export function matrixHeader({lattice: {entries}}: Combinations, columns: MatrixColumns, cursor: number): Line {
	return [
		...fitLine([span('index', 'dim')], columns.name),
		span(padStart('worth', widths.worth), 'dim'),
		span(columns.alone ? padStart('alone', widths.alone) : '', 'dim'),
		span(padStart('size', widths.size), 'dim'),
		span(' '.repeat(widths.gap)),
		span(columns.words ? padEnd('verdict', widths.word) : ' '.repeat(widths.sign), 'dim'),
		...shown(entries, columns).map((_, at) => span(`${columnLetter(columns.first + at)} `, columns.first + at === cursor ? 'key' : 'dim')),
	];
}

/** Name, share of all that the indexes save, what its going alone adds, size, the verdict on it, and what every query has to do with it. */
export function matrixLine({toggle, shapley, dropAlone, stakes, verdict}: IndexWorth, {lattice: {all, none}, unasked}: Combinations, columns: MatrixColumns): Line {
	const saved = none.cost - all.cost;
	const doubts = unasked.get(toggle.key);
	return [
		...fitLine([span(clipMiddle(sanitise(toggle.key), columns.name - 1), 'index')], columns.name),
		span(padStart(worthText(shapley, saved), widths.worth)),
		span(columns.alone ? padStart(dropAlone === 0 ? '0 %' : formatSignedPercent(dropAlone === null ? null : dropAlone / all.cost), widths.alone) : '', dropAlone === 0 ? 'dim' : 'plain'),
		span(padStart(formatBytes(toggle.bytes), widths.size)),
		span(' '.repeat(widths.gap)),
		columns.words ? span(padEnd(verdictWord(verdict, doubts), widths.word), verdictTone(verdict, doubts)) : span(padEnd(verdictSign(verdict, doubts), widths.sign), verdictTone(verdict, doubts)),
		...shown(stakes, columns).flatMap(stake => [stakeSign(stake), span(' ')]),
	];
}

function shown<T>(items: readonly T[], {first, count}: MatrixColumns): readonly T[] {
	return items.slice(first, first + count);
}

/** One cell: the report's mark, the warmer the more it would be missed. */
export function stakeSign(stake: Stake): Span {
	const known = stakeMark(stake);
	return known === null ? span(' ') : span(known.mark, stake.kind === 'would miss' ? missTone(stake.times) : known.tone);
}

function missTone(times: number): Tone {
	return times >= 10 ? 'heat4' : times >= 3 ? 'heat3' : times >= 1.5 ? 'heat2' : 'heat1';
}

export const matrixLegend: Line = [
	span('●', 'heat3'), span(' would miss it  ', 'dim'),
	span('○'), span(' reads it, another would do  ', 'dim'),
	span('· only where others are off', 'dim'),
];

/** Of the two columns that are per cent of different things. */
export function figuresLegend(width: number): Line {
	return [span(width >= 90 ? 'worth: % of what all indexes save together   alone: % that all queries cost more without it alone' : 'worth: % of what all indexes save together', 'dim')];
}
