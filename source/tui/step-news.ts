import type {StepEvent} from '../lab/steps/step-event.ts';
import {progressMs} from './perform-query.ts';
import type {StepsNews} from './steps-overlay.ts';

/** What a step says, as news for the screen: progress no oftener than it can be seen. null: nothing to show. `now` is in monotonic ms. */
export function stepNews(now: () => number): (event: StepEvent) => StepsNews | null {
	let shownAt = Number.NEGATIVE_INFINITY;
	return event => {
		switch (event.kind) {
			case 'step': {
				if (event.fraction !== null && now() - shownAt < progressMs) {
					return null;
				}

				shownAt = now();
				return {kind: 'at', title: event.title, fraction: event.fraction, at: event.at ?? ''};
			}

			case 'done': {
				return {kind: 'said', said: {text: `done: ${event.title}`, tone: 'better'}};
			}

			case 'skipped': {
				return {kind: 'said', said: {text: `${event.title}: ${event.why}`, tone: 'dim'}};
			}

			case 'note': {
				return {kind: 'said', said: {text: event.text, tone: 'warn'}};
			}

			case 'would': {
				return null;
			}
		}
	};
}
