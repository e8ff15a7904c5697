import {readInput} from '../disk/read-input.ts';
import {PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {planJson} from '../report/plan-json.ts';
import {planText} from '../report/plan-text.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

/** `planflip explain FILE|-`: reads EXPLAIN (FORMAT JSON) output; needs no database. */
export async function explainCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [file, ...surplus] = words;
	if (file === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'explain takes one file, or - for standard input.', hint: 'psql -XqAt -c "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ..." | planflip explain -'});
	}

	surface.stdin.setEncoding('utf8');
	const plans = readPlans(await readInput(file, surface.stdin), file === '-' ? 'standard input' : file);
	// Standard input that brought the plan cannot bring keys too.
	if (surface.stdout.isTTY && surface.stdin.isTTY && !settings.json && !settings.plain) {
		const [{explore}, {planShelf}] = await Promise.all([import('../tui/explore.ts'), import('../lab/plan-shelf.ts')]);
		return explore({
			noColor: !settings.color,
			async * open() {
				yield await Promise.resolve({kind: 'open', laboratory: planShelf(file, plans.map(plan => ({plan, line: 1})))} as const);
			},
		});
	}

	surface.print(settings.json
		? JSON.stringify({plans: plans.map(plan => planJson(plan))}, null, 2)
		: plans.map(plan => planText(plan, textWidth(surface))).join('\n\n'));
	return 0;
}

/** The reader knows lines; which file they are in, only we do. */
function readPlans(text: string, file: string): readonly Plan[] {
	try {
		return readExplainJson(text);
	} catch (error) {
		if (!(error instanceof PlanflipError)) {
			throw error;
		}

		throw new PlanflipError(error.kind, {message: error.message, where: [file, error.where].filter(Boolean).join(', '), hint: error.hint, cause: error});
	}
}
