import type {DiffVerdict} from '../../diff/diff-verdict.ts';
import type {PlanDiff} from '../../diff/plan-diff.ts';
import type {RunRecord} from '../../experiment/run-record.ts';
import {sanitise} from '../../text/plain.ts';
import {span} from '../../view/line.ts';
import {verdictLine} from '../comparison/verdict-line.ts';
import {diffText} from '../diff-text.ts';
import type {Section} from '../document.ts';

/** Two runs of one query, compared. */
export interface ComparedRuns {
	readonly before: RunRecord;
	readonly after: RunRecord;
	/** null when one of them has no plan. */
	readonly diff: PlanDiff | null;
	readonly verdict: DiffVerdict;
	/** What keeps them from being alike. Sentences. */
	readonly notes: readonly string[];
}

/** Cells: two trees stand one above the other in it, as in a narrow pane. */
const drawnWidth = 100;

export function comparedSection({before, after, diff, verdict, notes}: ComparedRuns, at: number): Section {
	const names = {before: `${before.id} ${before.run.indexes.name}`, after: `${after.id} ${after.run.indexes.name}`};
	return {
		id: `comparison-${at + 1}`,
		title: `${before.run.subject.entry}: ${before.run.indexes.name} → ${after.run.indexes.name}`,
		blocks: [
			{kind: 'lines', lines: [verdictLine({verdict}), ...notes.map(note => [span(sanitise(note), 'dim' as const)])]},
			...(diff === null ? [] : [{kind: 'code' as const, language: 'text' as const, text: diffText(diff, verdict, names, drawnWidth)}]),
		],
	};
}
