import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {PlanDiff} from '../diff/plan-diff.ts';
import {sanitise} from '../text/plain.ts';
import {diffCard} from '../view/diff-card.ts';
import {diffColumns, diffHeader, diffLine} from '../view/diff-columns.ts';
import {diffOutside} from '../view/diff-outside.ts';
import {diffRows} from '../view/diff-rows.ts';
import {diffSummary} from '../view/diff-summary.ts';
import {isQuiet} from '../view/is-quiet.ts';
import {textOf} from './plan-text.ts';

/** What the two plans are called: files, or configurations of indexes. */
export interface DiffNames {
	readonly before: string;
	readonly after: string;
	/** What else there is to know of the two, a sentence each. */
	readonly notes?: readonly string[];
}

/** More of the biggest changes than this are in the tree only. */
const mostTold = 10;

/** Two plans compared, as plain text of the given width: the verdict, totals, both trees with unchanged branches folded, the biggest changes. */
export function diffText(diff: PlanDiff, verdict: DiffVerdict, names: DiffNames, width: number): string {
	const columns = diffColumns(diff, width);
	const shown = {before: sanitise(names.before), after: sanitise(names.after)};
	const rows = diffRows(diff, new Set(), columns.layout);
	const biggest = diff.biggest.flatMap(id => diff.nodes[id] ?? []).filter(node => !isQuiet(diff, node));
	return [
		`${shown.before} → ${shown.after}`,
		...textOf(diffSummary(diff, verdict, width)),
		...names.notes ?? [],
		'',
		...textOf([diffHeader(diff, columns, shown), ...rows.map(row => diffLine(diff, row, columns)), ...diffOutside(diff, width)]),
		...(biggest.length === 0 ? [] : ['', `the biggest changes${biggest.length > mostTold ? `, ${mostTold} of ${biggest.length}` : ''}`]),
		...biggest.slice(0, mostTold).flatMap(node => textOf(diffCard(diff, node, width))),
	].join('\n');
}
