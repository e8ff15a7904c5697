import {type Aligned, alignTrees} from '../diff/align-trees.ts';
import type {DiffNode, PlanDiff} from '../diff/plan-diff.ts';
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

type Visible = Omit<DiffRow, 'guides' | 'otherGuides'>;

interface Prepared {
	readonly folds: ReadonlyMap<number, DiffFold>;
	readonly aligned: readonly Aligned[];
}

/** Folds and order are the same at every key press; and most keys fold nothing. */
const prepared = new WeakMap<PlanDiff, Prepared>();
const drawn = new WeakMap<PlanDiff, {readonly unfolded: ReadonlySet<number>; readonly layout: DiffLayout; readonly rows: readonly DiffRow[]}>();

function prepare(diff: PlanDiff): Prepared {
	const known = prepared.get(diff);
	if (known !== undefined) {
		return known;
	}

	const made = {folds: diffFolds(diff), aligned: alignTrees(diff)};
	prepared.set(diff, made);
	return made;
}

function visibleLine(node: DiffNode, shows: Visible['shows'], folds: ReadonlyMap<number, DiffFold>, unfolded: ReadonlySet<number>): Visible {
	const fold = folds.get(node.id);
	const closed = fold !== undefined && !unfolded.has(node.id);
	return {node, shows, folded: closed ? fold : null, fold: fold === undefined ? 'none' : closed ? 'closed' : 'open'};
}

function stackedLines(diff: PlanDiff, unfolded: ReadonlySet<number>): readonly DiffRow[] {
	const {folds} = prepare(diff);
	const lines: Visible[] = [];
	for (let id = 0; id < diff.nodes.length;) {
		const node = diff.nodes[id];
		if (node === undefined) {
			break;
		}

		const line = visibleLine(node, 'both', folds, unfolded);
		lines.push(line);
		id = line.folded === null ? id + 1 : line.folded.end;
	}

	const guides = drawGuides(lines.map(({node}) => node));
	return lines.map((line, at) => ({...line, guides: guides[at] ?? '', otherGuides: ''}));
}

function sideBySideLines(diff: PlanDiff, unfolded: ReadonlySet<number>): readonly DiffRow[] {
	const {folds, aligned} = prepare(diff);
	const hidden = new Set<number>();
	for (const fold of folds.values()) {
		for (let id = fold.id + 1; id < fold.end && !unfolded.has(fold.id); id++) {
			hidden.add(id);
		}
	}

	const lines = aligned.filter(({node}) => !hidden.has(node.id)).map(({node, shows}) => visibleLine(node, shows, folds, unfolded));
	const side = (of: 'before' | 'after') => {
		const shown = lines.flatMap(({node, shows}, at): readonly (Branch & {readonly at: number})[] => {
			const own = node[of];
			return own === null || (shows !== 'both' && shows !== of) ? [] : [{id: own.id, parentId: own.parentId, at}];
		});
		const guides = drawGuides(shown);
		return new Map(shown.map(({at}, position) => [at, guides[position] ?? '']));
	};

	const left = side('before');
	const right = side('after');
	return lines.map((line, at) => ({...line, guides: left.get(at) ?? '', otherGuides: right.get(at) ?? ''}));
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
