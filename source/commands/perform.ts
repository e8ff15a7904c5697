import {errorLines, PlanflipError} from '../errors.ts';
import {followSteps, type StepLog} from '../lab/steps/follow-steps.ts';
import type {StepEvent} from '../lab/steps/step-event.ts';
import {commentLine, plainSql} from '../catalog/plain-sql.ts';
import {jsonText} from '../text/json-text.ts';
import {heedSignals} from './heed-signals.ts';
import {type Progress, progressOn} from './progress-on.ts';
import type {Settings, Surface} from './settings.ts';
import {stepRequest} from './step-request.ts';
import type {StepVerb} from './steps/step-verb.ts';
import {tellUnusedNames} from './tell-unused-names.ts';

/** A step that is stopped says what it left: an index may have to be looked at on the server. */
const leaveWithinMs = 8000;

/**
 * Goes through a verb's steps: progress and notes to stderr; then what came of it to stdout, and its exit code. A signal
 * stops the server's work, and the letter says what was done until then.
 */
export async function perform<R>({begin, conclude}: StepVerb<R>, settings: Settings, surface: Surface): Promise<number> {
	const {signal, stoppedBy, dispose} = heedSignals(leaveWithinMs);
	const progress = progressOn(surface);
	tellUnusedNames(settings, surface);
	try {
		const request = await stepRequest(settings, surface, signal);
		const agree: typeof request.agree = async (...asked) => {
			progress.end();
			return request.agree(...asked);
		};

		const {result, log} = await followSteps(begin({...request, agree}), event => {
			tellEvent(event, progress, surface);
		});
		progress.end();
		const stopped = stoppedBy();
		if (stopped !== null) {
			return stopped;
		}

		const {code, report, talk, next} = conclude(result, log);
		if (settings.dryRun) {
			printDryRun(log, settings, surface);
		} else if (report !== null) {
			const text = settings.json ? jsonText(report.json, 2) : report.text(surface.stdout.isTTY ? surface.stdout.columns : null);
			if (text !== '') {
				surface.print(text);
			}
		}

		for (const sentence of [...talk, ...(settings.dryRun || next === null ? [] : [next])]) {
			surface.tell(sentence);
		}

		return code;
	} catch (error) {
		progress.end();
		const code = stoppedBy();
		if (code !== null && error instanceof PlanflipError && error.kind === 'cancelled') {
			surface.tell(`planflip: ${errorLines(error).join('\n  ')}`);
			return code;
		}

		throw error;
	} finally {
		dispose();
	}
}

function tellEvent(event: StepEvent, progress: Progress, surface: Surface): void {
	if (event.kind === 'step') {
		progress.step(event.title, event.fraction, event.at);
		return;
	}

	progress.end();
	switch (event.kind) {
		case 'done': {
			if (surface.stderr.isTTY) {
				surface.tell(`✓ ${event.title}`);
			}

			break;
		}

		case 'skipped': {
			surface.tell(`${event.title}: ${event.why}`);
			break;
		}

		case 'note': {
			surface.tell(event.text);
			break;
		}

		case 'would': {
			break;
		}
	}
}

/** What --dry-run prints: statements with their titles, a script that can be run; or the same as JSON. */
function printDryRun({would, skipped}: StepLog, settings: Settings, {print}: Pick<Surface, 'print'>): void {
	if (settings.json) {
		print(jsonText({dryRun: true, would, skipped}, 2));
		return;
	}

	const script = would.map(({title, statements}) => [commentLine(title), ...statements.map(sql => `${plainSql(sql)};`)].join('\n')).join('\n\n');
	print(script === '' ? commentLine('Nothing is to be done.') : script);
}
