import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {errorLines} from '../errors.ts';
import type {CombineEvent} from '../lab/combine/combine-events.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {usualWishes} from '../lattice/workload-lattice.ts';
import type {Action, CombineNews} from './action.ts';
import type {Runner} from './runner.ts';

export interface CombineWish {
	/** The largest combination. */
	readonly configuration: IndexConfiguration;
	/** Execute the plans that the smallest sets bring, too. */
	readonly measure: boolean;
}

/** Looks at all combinations of the indexes while nothing else uses the session; whoever tries something goes before. */
export interface Combiner {
	/** Instead of what it was asked for before. */
	readonly combine: (wish: CombineWish) => void;
}

export interface CombinerPorts {
	readonly lab: Pick<Laboratory, 'catalog' | 'cancel' | 'combine'>;
	readonly runner: Runner;
	readonly dispatch: (action: Action) => void;
	/** There is a connection, and no step of the analysis works on it. */
	readonly free: () => boolean;
}

/** No trial's. */
const combineId = -2;

export function createCombiner({lab, runner, dispatch, free}: CombinerPorts): Combiner {
	let latest = 0;
	const tell = (news: CombineNews) => {
		dispatch({kind: 'combined', news});
	};

	/** Whether it came to an end, be it a bad one. */
	const look = async ({configuration, measure}: CombineWish, signal: AbortSignal): Promise<boolean> => {
		try {
			for await (const event of lab.combine({entries: lab.catalog.entries, configuration, wishes: usualWishes, measure, signal})) {
				const news = newsOf(event);
				if (news !== null) {
					tell(news);
				}
			}

			return !signal.aborted;
		} catch (error) {
			if (signal.aborted) {
				return false;
			}

			tell({kind: 'failed', lines: errorLines(error)});
			return true;
		}
	};

	const work = async (wish: CombineWish, mine: number) => {
		while (mine === latest && free()) {
			if (!runner.idle()) {
				tell({kind: 'waiting'});
				await runner.ended();
				continue;
			}

			let ended = false;
			runner.start(lab, combineId, async signal => {
				ended = await look(wish, signal);
			});
			await runner.ended();
			if (ended) {
				return;
			}

			// What was found is on a shelf and found again at once; what was measured would begin anew under the next key.
			if (wish.measure) {
				tell({kind: 'stopped'});
				return;
			}
		}
	};

	return {
		combine(wish) {
			latest++;
			void work(wish, latest);
		},
	};
}

function newsOf(event: CombineEvent): CombineNews | null {
	switch (event.kind) {
		case 'step': {
			return {kind: 'step', title: event.title, fraction: event.fraction};
		}

		case 'measuring': {
			return {kind: 'step', title: `Measuring ${event.entry.name}`, fraction: event.at / event.of};
		}

		case 'found': {
			return {kind: 'found', combinations: event.combinations};
		}

		case 'done': {
			return {kind: 'done', combinations: event.combinations};
		}

		// Both are in what was found, too.
		case 'failed':
		case 'note': {
			return null;
		}
	}
}
