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
	/** Asked when it failed: what is told, where those after it have their turn all the same; null, or not there: the verb ends. */
	readonly outlived?: (error: unknown) => Promise<string | null>;
}

export interface Performance {
	readonly signal: AbortSignal;
	readonly dryRun: boolean;
}

/** Goes through the table from top to bottom; the first step that fails ends it, unless it can be outlived. */
export async function * performSteps(steps: readonly Step[], {signal, dryRun}: Performance): AsyncGenerator<StepEvent, void, void> {
	for (const {title, skip, statements, task, outlived} of steps) {
		refuseStopped(signal, title);
		const why = await skip();
		refuseStopped(signal, title);
		if (why !== null) {
			yield {kind: 'skipped', title, why};
		} else if (dryRun) {
			yield {kind: 'would', title, statements};
		} else {
			yield {kind: 'step', title, fraction: null};
			try {
				yield * perform(task);
				yield {kind: 'done', title};
			} catch (error) {
				const text = await outlived?.(error) ?? null;
				if (text === null) {
					throw error;
				}

				yield {kind: 'note', text};
			}
		}
	}
}

async function * perform(task: Step['task']): AsyncGenerator<StepEvent, void, void> {
	const work = task();
	if ('then' in work) {
		await work;
	} else {
		yield * work;
	}
}

/** Whoever stops us while nothing runs on the server finds nothing to cancel: asked before each thing that may take long. @throws PlanflipError cancelled */
export function refuseStopped({aborted}: AbortSignal, title: string): void {
	if (aborted) {
		throw new PlanflipError('cancelled', {message: `Stopped before: ${title}.`});
	}
}
