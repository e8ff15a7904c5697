import type {Alteration, DiffNode, Figure, PlanDiff} from '../diff/plan-diff.ts';
import type {Plan, PlanNode} from '../plan/plan.ts';
import {wrap} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {figureChange, figureValues} from './diff-figures.ts';
import {diffMarks, diffTitle} from './diff-name.ts';
import {lineWidth} from './fit-line.ts';
import {lineText, type Line, span, type Tone} from './line.ts';
import {nodeName} from './plan-columns.ts';
import {wrapLine} from './wrap-line.ts';

/** `Index Cond: (none) → (scene_id = 7)`; what is too long for one line stands one under the other. */
function alterationLines({key, before, after}: Alteration, width: number): readonly Line[] {
	const name = span(`  ${sanitise(key)}: `, 'key');
	const old = sanitise(before ?? '(none)');
	const now = sanitise(after ?? '(none)');
	const line = [name, span(`${old} → `, 'dim'), span(now)];
	const stack = (text: string, tone: Tone) => wrap(text, width - 4).map(part => span(`    ${part}`, tone));
	return lineWidth(line) <= width ? [line] : [[name], ...stack(`was ${old}`, 'dim').map(part => [part]), ...stack(`is  ${now}`, 'plain').map(part => [part])];
}

function parentName(plan: Plan, node: PlanNode): string {
	const parent = plan.nodes[node.parentId ?? -1];
	return parent === undefined ? 'at the top' : `under ${lineText(nodeName(parent))}`;
}

function moveLines({before, after}: PlanDiff, node: DiffNode, width: number): readonly Line[] {
	if (node.kind !== 'moved') {
		return [];
	}

	const [was, is] = [parentName(before, node.before), parentName(after, node.after)];
	// Under the same node still, but for something else: a CTE that became an input, an inner side that became the outer one.
	const role = ({subplan, relationship}: PlanNode) => was !== is ? '' : ` (${sanitise(subplan ?? relationship ?? 'input')})`;
	return wrapLine([span('  was ', 'key'), span(`${was}${role(node.before)}, `, 'dim'), span('is ', 'key'), span(`${is}${role(node.after)}`)], width);
}

function figureLine(name: string, figure: Figure, format: (value: number) => string, isCost: boolean): Line {
	const change = figure.before === null || figure.after === null ? span('') : figureChange(figure);
	return [span(`  ${name.padEnd(10)} `, 'dim'), ...figureValues(figure, format), span(' '), isCost ? change : span(change.text, 'dim')];
}

/** What became of one node: its name, where it was, what it says differently, what it took in both plans. */
export function diffCard(diff: PlanDiff, node: DiffNode, width: number): readonly Line[] {
	const {selfMs, rows, blocks} = node.figures;
	const figures: readonly (readonly [string, Figure, (value: number) => string, boolean])[] = [
		['self time', selfMs, formatMs, true],
		['rows', rows, count => formatCount(Math.round(count)), false],
		['blocks', blocks, formatCount, true],
	];
	return [
		...wrapLine([span(`${diffMarks[node.kind]} `, 'warn'), ...diffTitle(node)], width),
		...moveLines(diff, node, width),
		// The title has the types of both.
		...node.alterations.filter(({key}) => key !== 'Node Type').flatMap(alteration => alterationLines(alteration, width)),
		...figures.flatMap(([name, figure, format, isCost]) => figure.before === null && figure.after === null ? [] : [figureLine(name, figure, format, isCost)]),
	];
}
