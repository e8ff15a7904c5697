import {PlanflipError} from '../../errors.ts';
import type {StepEvent} from './step-event.ts';

/** One line of a verb's table: what is done, when it need not be, and in which statements. */
export interface Step {
	/** `Building idx_shots_scene_type` */
	readonly title: string;
	/** Asked when its turn comes: why there is nothing to do; null when there is. */
	readonly skip: () => string | null | Promise<string | null>;
	/** What it runs, for --dry-run. */
	readonly statements: readonly string[];
	/** The work, telling how far it is where that can be told. */
	readonly task: () => AsyncIterable<StepEvent> | Promise<void>;
}

export interface Performance {
	readonly signal: AbortSignal;
	readonly dryRun: boolean;
}

/** Goes through the table from top to bottom; the first step that fails ends it. */
export async function * performSteps(steps: readonly Step[], {signal, dryRun}: Performance): AsyncGenerator<StepEvent, void, void> {
	for (const {title, skip, statements, task} of steps) {
		if (signal.aborted) {
			throw new PlanflipError('cancelled', {message: `Stopped before: ${title}.`});
		}

		const why = await skip();
		if (why !== null) {
			yield {kind: 'skipped', title, why};
		} else if (dryRun) {
			yield {kind: 'would', title, statements};
		} else {
			yield {kind: 'step', title, fraction: null};
			const work = task();
			if ('then' in work) {
				await work;
			} else {
				yield * work;
			}

			yield {kind: 'done', title};
		}
	}
}
