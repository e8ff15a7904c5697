import type {DiffNode, Figure, PlanDiff} from '../diff/plan-diff.ts';

/** A part of the whole below which a change of an unchanged node is the noise of a single run. */
const noise = 0.05;

/** Same node, same place, and no figure changed by more than a twentieth of the whole plan's. */
export function isQuiet({totals}: PlanDiff, {kind, figures}: DiffNode): boolean {
	const whole = ({before, after}: Figure) => Math.max(before ?? 0, after ?? 0);
	const small = (figure: Figure, all: number) => figure.rounding || Math.abs(figure.change ?? 0) <= noise * all;
	return kind === 'matched'
		&& small(figures.selfMs, Math.max(whole(totals.executionMs), whole(totals.rootMs)))
		&& small(figures.blocks, whole(totals.blocks));
}
