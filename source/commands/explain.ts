import {PlanflipError} from '../errors.ts';
import type {ReadPlan} from '../reading/read-plans.ts';
import {planJson} from '../report/plan-json.ts';
import {planText} from '../report/plan-text.ts';
import {formatMs} from '../text/duration.ts';
import {jsonText} from '../text/json-text.ts';
import {readPlanFile, slowestFirst} from './read-plan-file.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

/** `planflip explain FILE|-`: reads EXPLAIN output in any of its forms; needs no database. On a terminal, the screen on its plans. */
export async function explainCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [file, ...surplus] = words;
	if (file === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'explain takes one file, or - for standard input.', hint: 'psql -XqAt -c "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ..." | planflip explain -'});
	}

	const plans = await readPlanFile(file, surface);
	if (settings.json) {
		surface.print(jsonText({plans: plans.map(({plan}) => planJson(plan))}, 2));
		return 0;
	}

	// Standard input that brought the plan cannot bring keys too.
	if (surface.stdout.isTTY && surface.stdin.isTTY && !settings.plain) {
		const [{explore}, {planShelf}] = await Promise.all([import('../tui/explore.ts'), import('../lab/plan-shelf.ts')]);
		return explore({
			noColor: !settings.color,
			async * open() {
				yield await Promise.resolve({kind: 'open', laboratory: planShelf(file, slowestFirst(plans))} as const);
			},
		});
	}

	surface.print(slowestFirst(plans).map(read => plans.length === 1 ? textOf(read, surface) : `${heading(read, file)}\n${textOf(read, surface)}`).join('\n\n'));
	return 0;
}

function textOf({plan}: ReadPlan, surface: Surface): string {
	return planText(plan, textWidth(surface));
}

function heading({line, durationMs, plan}: ReadPlan, file: string): string {
	const ms = plan.totals.executionMs ?? durationMs;
	return `== ${file}, line ${line}${ms === null ? '' : `, ${formatMs(ms)}`}`;
}
