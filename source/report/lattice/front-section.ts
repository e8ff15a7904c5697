import {costsNoMore} from '../../lattice/costs-no-more.ts';
import type {FrontPoint} from '../../lattice/front.ts';
import {positionsOf} from '../../lattice/mask.ts';
import {type WorstEntry, worstUnder} from '../../lattice/worst-entry.ts';
import {formatBytes} from '../../text/bytes.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Combinations} from '../../view/combinations.ts';
import {namesOf, timesText} from '../../view/lattice-words.ts';
import {span} from '../../view/line.ts';
import {notJudged} from '../../view/not-judged.ts';
import {walText} from '../../view/write-words.ts';
import type {Section} from '../document.ts';
import {costSpan} from './cost-span.ts';

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

/** The sets that nothing beats. */
export function frontSection(combinations: Combinations): Section {
	const {lattice: {front, toggles, all, entries, each}} = combinations;
	const points = steps(front.points);
	const doubted = points.map(({on}) => positionsOf(notJudged(all.on & ~on, combinations)).length);
	const doubts = doubted.some(count => count > 0);
	return {
		id: 'front',
		title: 'Cost against size and writing',
		blocks: points.length < 2 ? [] : [
			{
				kind: 'table',
				caption: `Sets that no other beats in cost, size, number${all.walBytes === null ? '' : ' and log, for one new row in each of their tables'}${each === null ? '' : `, with no query above ${timesText(each)}`}; ${formatCount(points.length)} of ${formatCount(front.points.length)}.${doubts ? ' go?: off, and not judged.' : ''}`,
				columns: [
					{title: 'cost', align: 'right', rank: 0}, {title: 'size', align: 'right', rank: 0}, {title: 'log/row', align: 'right', rank: 1}, {title: 'indexes', align: 'right', rank: 0}, ...(doubts ? [{title: 'go?', align: 'right' as const, rank: 0}] : []), {title: 'worst', align: 'right', rank: 1}, {title: 'which stay', align: 'left', rank: 0, least: 40},
				],
				rows: points.map(({on, cost, bytes, walBytes, indexes}, nth) => ({
					link: null,
					cells: [
						[costSpan(cost / all.cost - 1, costsNoMore(entries, on))],
						[span(formatBytes(bytes))],
						[span(walText(walBytes))],
						[span(String(indexes))],
						...(doubts ? [[span(String(doubted[nth] ?? 0), doubted[nth] === 0 ? 'dim' : 'warn')]] : []),
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
