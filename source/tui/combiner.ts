import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {errorLines} from '../errors.ts';
import type {CombineEvent} from '../lab/combine/combine-events.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {usualWishes} from '../lattice/workload-lattice.ts';
import type {Action, CombineNews} from './action.ts';
import type {Runner} from './runner.ts';
import type {Surroundings} from './state.ts';

export type CombineWish =
	| {
		readonly task: 'combine';
		/** The largest combination. */
		readonly configuration: IndexConfiguration;
		/** Execute the plans that the smallest sets bring, too. */
		readonly measure: boolean;
	}
	| {
		readonly task: 'advise';
		/** What is taken as there. */
		readonly start: IndexConfiguration;
	};

/** Looks at all combinations of the indexes, or for what is missing, while nothing else uses the session; whoever tries something goes before. */
export interface Combiner {
	/** Instead of what it was asked for before. */
	readonly combine: (wish: CombineWish) => void;
}

export interface CombinerPorts {
	readonly lab: Pick<Laboratory, 'advise' | 'catalog' | 'cancel' | 'combine' | 'propose'>;
	readonly runner: Runner;
	readonly dispatch: (action: Action) => void;
	/** There is a connection, and no step of the analysis works on it. */
	readonly free: () => boolean;
	readonly around: () => Surroundings;
	/** Others changed indexes: the screen is to have those of now. */
	readonly lookedAgain: () => void;
}

/** Of the best, so much may be given up for fewer bytes: what planflip advise takes, too. */
const within = 0.05;

/** No trial's. */
const combineId = -2;

export function createCombiner({lab, runner, dispatch, free, around, lookedAgain}: CombinerPorts): Combiner {
	let latest = 0;
	const tell = (news: CombineNews) => {
		dispatch({kind: 'combined', news});
	};

	const combine = async ({configuration, measure}: Extract<CombineWish, {task: 'combine'}>, signal: AbortSignal) => {
		for await (const event of lab.combine({entries: lab.catalog.entries, operations: lab.catalog.operations, configuration, wishes: usualWishes, measure, signal})) {
			if (event.kind === 'looked again') {
				lookedAgain();
				continue;
			}

			const news = newsOf(event);
			if (news !== null) {
				tell(news);
			}
		}
	};

	/** What is proposed becomes toggles; costs only: what they are worth in time, the screen measures. */
	const advise = async ({start}: Extract<CombineWish, {task: 'advise'}>, signal: AbortSignal) => {
		for await (const event of lab.advise({entries: lab.catalog.entries, operations: lab.catalog.operations, start, within, mostBytes: null, mostIndexes: null, pairs: undefined, measure: false, signal})) {
			if (event.kind === 'looked again') {
				lookedAgain();
			} else if (event.kind === 'step') {
				tell({kind: 'step', title: event.title, fraction: event.fraction});
			} else {
				const {advice} = event;
				const keys = advice.proposals.map(({index, users}) => lab.propose({...index, sql: index.definition, why: `Advised: read by ${users.join(', ')}.`}));
				tell({kind: 'advised', advice, keys, around: around()});
			}
		}
	};

	/** Whether it came to an end, be it a bad one. */
	const look = async (wish: CombineWish, signal: AbortSignal): Promise<boolean> => {
		try {
			await (wish.task === 'combine' ? combine(wish, signal) : advise(wish, signal));
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
			if (wish.task === 'combine' && wish.measure) {
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

function newsOf(event: Exclude<CombineEvent, {kind: 'looked again'}>): CombineNews | null {
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
