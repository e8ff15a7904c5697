import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {planDesk} from '../../experiment/plan-desk.ts';
import type {Rung} from '../../experiment/rung.ts';
import type {Limits} from '../../experiment/workbench.ts';
import type {Answer} from '../../lattice/entry-lattice.ts';
import type {Combinations} from '../../view/combinations.ts';
import type {TryTools} from '../try-entry.ts';
import {combine} from './combine.ts';
import {combineAnew} from './combine-anew.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';
import {latticeShelf} from './lattice-shelf.ts';
import type {ToggleBoard} from './toggle-board.ts';

/** An EXPLAIN alone needs milliseconds; what takes longer is held up, or never ends. */
const planningMs = 10_000;
/** On rung 5 its table is locked meanwhile. */
const blockingMs = 600;

/** What one entry does under a combination. */
export interface EntryAnswer {
	readonly entry: string;
	readonly answer: Answer;
}

/** All combinations in one session: what was found out of an entry is kept until its tables, settings or values change. */
export interface Combiner {
	combine(request: CombineRequest): AsyncGenerator<CombineEvent, void, void>;
	/**
	 * Every entry of the combinations found last, under one of them: inferred as far as that goes, or each planned for real (where
	 * that contradicts, nothing is inferred of the entry any more). null when none were found yet.
	 */
	ask(configuration: IndexConfiguration, how: 'inferred' | 'planned', signal: AbortSignal): Promise<readonly EntryAnswer[] | null>;
	/** The indexes may be others now: also those that are no toggles, which no cache key names. */
	forget(): void;
}

/** `lookOver`: the database anew, and whatever was known of its indexes forgotten. */
export function combiner(tools: TryTools, lookOver: () => Promise<void>): Combiner {
	const {bench, clock} = tools;
	let shelf = latticeShelf();
	let heeded: AbortSignal = new AbortController().signal;
	let last: {readonly board: ToggleBoard; readonly combinations: Combinations} | null = null;
	const desk = planDesk({workbench: () => bench.workbench, limits: () => limitsOn(bench.rung), signal: () => heeded, clock});
	const remember = (board: ToggleBoard, combinations: Combinations) => {
		last = {board, combinations};
	};

	return {
		combine(request) {
			heeded = request.signal;
			return combineAnew({bench, lookOver, look: (some, gone, again) => combine({tools, desk, shelf, remember, gone, again}, some)}, request);
		},
		async ask(configuration, how, signal) {
			if (last === null) {
				return null;
			}

			heeded = signal;
			const {board, combinations: {lattice: {entries}}} = last;
			const on = board.maskOf(configuration);
			return Promise.all(entries.map(async ({name, lattice}) => ({entry: name, answer: await (how === 'inferred' ? lattice.ask(on) : lattice.check(on))})));
		},
		forget() {
			shelf = latticeShelf();
			last = null;
		},
	};
}

function limitsOn({number}: Rung): Limits {
	return {statementMs: number === 5 ? blockingMs : planningMs};
}
