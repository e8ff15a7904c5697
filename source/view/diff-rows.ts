import {type Aligned, alignTrees} from '../diff/align-trees.ts';
import type {DiffNode, PlanDiff} from '../diff/plan-diff.ts';
import type {Steps} from '../diff/steps.ts';
import {type DiffFold, diffFolds} from './diff-folds.ts';
import {type Branch, drawGuides} from './draw-guides.ts';

export type DiffLayout = 'side by side' | 'stacked';

/** A visible line of two compared plans. */
export interface DiffRow {
	/** The node; of a fold, the first one in it. */
	readonly node: DiffNode;
	/**
	 * Side by side, a moved node (and one whose siblings changed their order) has a line where it was and one where it is;
	 * stacked, every line shows both.
	 */
	readonly shows: 'both' | 'before' | 'after';
	/** `│  └─ ` before the name; side by side of the first plan's tree, '' where it shows nothing. */
	readonly guides: string;
	/** Side by side: of the second plan's tree. */
	readonly otherGuides: string;
	/** The unchanged nodes this line stands for; null for a line that is a node. */
	readonly folded: DiffFold | null;
	/** What the key that folds does here: open this line, close the branch that starts here, or nothing. */
	readonly fold: 'closed' | 'open' | 'none';
}

/** What is unfolded when the diff is opened. */
export const nothingUnfolded: ReadonlySet<number> = new Set();

/** Folds and order are the same at every key press; and most keys fold nothing. */
const folded = new WeakMap<PlanDiff, ReadonlyMap<number, DiffFold>>();
const ordered = new WeakMap<PlanDiff, readonly Aligned[]>();
const drawn = new WeakMap<PlanDiff, {readonly unfolded: ReadonlySet<number>; readonly layout: DiffLayout; readonly rows: readonly DiffRow[]}>();

function foldsOf(diff: PlanDiff): ReadonlyMap<number, DiffFold> {
	const folds = folded.get(diff) ?? diffFolds(diff);
	folded.set(diff, folds);
	return folds;
}

function alignedOf(diff: PlanDiff): readonly Aligned[] {
	const aligned = ordered.get(diff) ?? alignTrees(diff);
	ordered.set(diff, aligned);
	return aligned;
}

/** Folds, puts in order and draws before anybody looks. */
export function* diffRowsAhead(diff: PlanDiff, layout: DiffLayout): Steps<void> {
	foldsOf(diff);
	yield;
	if (layout === 'side by side') {
		alignedOf(diff);
		yield;
	}

	diffRows(diff, nothingUnfolded, layout);
}

function rowOf({node, shows}: Aligned, guides: string, otherGuides: string, folds: ReadonlyMap<number, DiffFold>, unfolded: ReadonlySet<number>): DiffRow {
	const fold = folds.get(node.id);
	const closed = fold !== undefined && !unfolded.has(node.id);
	return {node, shows, guides, otherGuides, folded: closed ? fold : null, fold: fold === undefined ? 'none' : closed ? 'closed' : 'open'};
}

function stackedLines(diff: PlanDiff, unfolded: ReadonlySet<number>): readonly DiffRow[] {
	const folds = foldsOf(diff);
	const nodes: DiffNode[] = [];
	for (let id = 0; id < diff.nodes.length;) {
		const node = diff.nodes[id];
		if (node === undefined) {
			break;
		}

		nodes.push(node);
		id = unfolded.has(id) ? id + 1 : folds.get(id)?.end ?? id + 1;
	}

	const guides = drawGuides(nodes);
	return nodes.map((node, at) => rowOf({node, shows: 'both'}, guides[at] ?? '', '', folds, unfolded));
}

/** The guides of one plan's tree, by the lines that show it. */
function guidesOf(lines: readonly Aligned[], of: 'before' | 'after'): readonly string[] {
	const places: number[] = [];
	const own: Branch[] = [];
	for (const [at, {node, shows}] of lines.entries()) {
		const branch = node[of];
		if (branch !== null && (shows === 'both' || shows === of)) {
			places.push(at);
			own.push(branch);
		}
	}

	const guides = lines.map(() => '');
	for (const [position, text] of drawGuides(own).entries()) {
		guides[places[position] ?? 0] = text;
	}

	return guides;
}

function sideBySideLines(diff: PlanDiff, unfolded: ReadonlySet<number>): readonly DiffRow[] {
	const folds = foldsOf(diff);
	const hidden = new Uint8Array(diff.nodes.length);
	for (const {id, end} of folds.values()) {
		if (!unfolded.has(id)) {
			hidden.fill(1, id + 1, end);
		}
	}

	const lines = alignedOf(diff).filter(({node}) => hidden[node.id] === 0);
	const left = guidesOf(lines, 'before');
	const right = guidesOf(lines, 'after');
	return lines.map((line, at) => rowOf(line, left[at] ?? '', right[at] ?? '', folds, unfolded));
}

/** The visible lines: unchanged branches are folded into one line each, unless their ids are in `unfolded` (replaced, never changed). */
export function diffRows(diff: PlanDiff, unfolded: ReadonlySet<number>, layout: DiffLayout): readonly DiffRow[] {
	const last = drawn.get(diff);
	if (last?.unfolded === unfolded && last.layout === layout) {
		return last.rows;
	}

	const rows = layout === 'stacked' ? stackedLines(diff, unfolded) : sideBySideLines(diff, unfolded);
	drawn.set(diff, {unfolded, layout, rows});
	return rows;
}
