import {errorLines, PlanflipError} from '../errors.ts';
import type {StepEvent} from '../lab/steps/step-event.ts';
import type {StepRequest} from '../lab/steps/step-request.ts';
import {heedSignals} from './heed-signals.ts';
import {progressOn} from './progress-on.ts';
import type {Settings, Surface} from './settings.ts';
import {stepRequest} from './step-request.ts';

/** What a verb did, by the titles of its steps. */
export interface StepLog {
	readonly done: readonly string[];
	readonly skipped: ReadonlyArray<Omit<Extract<StepEvent, {readonly kind: 'skipped'}>, 'kind'>>;
	/** --dry-run. */
	readonly would: ReadonlyArray<Omit<Extract<StepEvent, {readonly kind: 'would'}>, 'kind'>>;
}

/** A step that is stopped says what it left: an index may have to be looked at on the server. */
const leaveWithinMs = 8000;

/**
 * Goes through a verb's steps: progress and notes to stderr; then `conclude` prints what came of it, and says the exit code. A signal
 * stops the server's work, and the letter says what was done until then.
 */
export async function perform<R>(
	settings: Settings, surface: Surface,
	verb: (request: StepRequest) => AsyncGenerator<StepEvent, R, void>,
	conclude: (result: R, log: StepLog) => number | Promise<number>,
): Promise<number> {
	const {signal, stoppedBy, dispose} = heedSignals(leaveWithinMs);
	const progress = progressOn(surface);
	const done: string[] = [];
	const skipped: Array<StepLog['skipped'][number]> = [];
	const would: Array<StepLog['would'][number]> = [];
	try {
		const events = verb(await stepRequest(settings, surface, signal));
		let next = await events.next();
		for (; next.done !== true; next = await events.next()) {
			const event = next.value;
			switch (event.kind) {
				case 'step': {
					progress.step(event.title, event.fraction, event.at);
					break;
				}

				case 'done': {
					done.push(event.title);
					progress.end();
					if (surface.stderr.isTTY) {
						surface.tell(`✓ ${event.title}`);
					}

					break;
				}

				case 'skipped': {
					skipped.push({title: event.title, why: event.why});
					progress.end();
					surface.tell(`${event.title}: ${event.why}`);
					break;
				}

				case 'would': {
					would.push({title: event.title, statements: event.statements});
					progress.end();
					break;
				}

				case 'note': {
					progress.end();
					surface.tell(event.text);
					break;
				}
			}
		}

		progress.end();
		return stoppedBy() ?? await conclude(next.value, {done, skipped, would});
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

/** What --dry-run prints: statements with their titles, or the same as JSON. */
export function printDryRun({would, skipped}: StepLog, settings: Settings, {print}: Pick<Surface, 'print'>): void {
	print(settings.json
		? JSON.stringify({dryRun: true, would, skipped}, null, 2)
		: would.map(({title, statements}) => [`-- ${title}`, ...statements.map(sql => `${sql};`)].join('\n')).join('\n\n'));
}
