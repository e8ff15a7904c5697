import {diffPlans} from '../diff/diff-plans.ts';
import type {DiffVerdict} from '../diff/diff-verdict.ts';
import type {Plan} from '../plan/plan.ts';
import {diffJson} from '../report/diff-json.ts';
import {type DiffNames, diffText} from '../report/diff-text.ts';
import {jsonText} from '../text/json-text.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

export interface Compared {
	/** null for a run that was stopped before it had a plan: then there is a verdict, and nothing to lay side by side. */
	readonly before: Plan | null;
	readonly after: Plan | null;
	readonly verdict: DiffVerdict;
}

/** Prints the comparison; the exit code is 1 when the second is slower beyond doubt. */
export function reportDiff({before, after, verdict}: Compared, names: DiffNames, settings: Pick<Settings, 'json'>, surface: Pick<Surface, 'print' | 'stdout'>): number {
	if (before === null || after === null) {
		const {notes = []} = names;
		surface.print(settings.json
			? jsonText({...names, ...verdict}, 2)
			: [`${names.before} → ${names.after}`, `${verdict.verdict}: ${verdict.because}`, ...notes].join('\n'));
	} else {
		const diff = diffPlans(before, after);
		surface.print(settings.json ? jsonText(diffJson(diff, verdict, names), 2) : diffText(diff, verdict, names, textWidth(surface)));
	}

	return verdict.verdict === 'slower' ? 1 : 0;
}
