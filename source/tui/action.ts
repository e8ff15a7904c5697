import type {MonitorReport} from '../advice/monitor-report.ts';
import type {TextPosition} from '../errors.ts';
import type {OperationEvent} from '../experiment/operation-events.ts';
import type {SweepEvent} from '../lab/sweep-entry.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';
import type {Advice} from '../lab/advice/advice.ts';
import type {DecideEvent} from '../lab/decide-changes.ts';
import type {Combinations} from '../view/combinations.ts';
import type {PastRun} from '../view/past-rows.ts';
import type {Surroundings} from './state.ts';
import type {StepsNews} from './steps-overlay.ts';

/** Everything that can happen to the screen. */
export type Action =
	| {readonly kind: 'key'; readonly name: string; readonly text: string | null}
	| {readonly kind: 'paste'; readonly text: string}
	| {readonly kind: 'resized'; readonly columns: number; readonly rows: number}
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null}
	| {readonly kind: 'note'; readonly text: string}
	| {readonly kind: 'asked'; readonly question: string}
	| {readonly kind: 'opened'; readonly around: Surroundings}
	| {readonly kind: 'open failed'; readonly lines: readonly string[]; readonly code: number}
	| {readonly kind: 'around'; readonly around: Surroundings; readonly flip: string | null}
	/** A proposed index is one more to flip: it is switched on. */
	| {readonly kind: 'proposed'; readonly around: Surroundings; readonly key: string}
	| {readonly kind: 'lost'; readonly why: string}
	/** `nextAt`: when the next try is (monotonic ms); null: it is under way. `problem`: what the one before met. */
	| {readonly kind: 'reconnecting'; readonly nextAt: number | null; readonly problem: string | null}
	| {readonly kind: 'reopened'; readonly around: Surroundings}
	/** After a step, in another database, or because others have changed indexes: what was flipped stays flipped. `rowsAreNew`: sample values are, too. */
	| {readonly kind: 'looked again'; readonly around: Surroundings; readonly rowsAreNew: boolean}
	| {readonly kind: 'steps'; readonly news: StepsNews}
	| {readonly kind: 'parameters'; readonly entryName: string; readonly values: readonly BoundParameter[]}
	| {readonly kind: 'trial'; readonly id: number; readonly event: TrialEvent}
	| {readonly kind: 'operation'; readonly id: number; readonly event: OperationEvent}
	| {readonly kind: 'sweep'; readonly id: number; readonly event: SweepEvent}
	/** It came to no result: stopped, or failed with these lines. */
	| {readonly kind: 'sweep ended'; readonly id: number; readonly lines: readonly string[] | null}
	| {readonly kind: 'trial cancelled'; readonly id: number}
	| {readonly kind: 'trial failed'; readonly id: number; readonly lines: readonly string[]}
	/** An index that the trial wanted on could not be built. */
	| {readonly kind: 'build failed'; readonly id: number; readonly key: string; readonly lines: readonly string[]; readonly position: TextPosition | undefined}
	| {readonly kind: 'notice'; readonly text: string; readonly tone: 'plain' | 'warn'}
	/** What was measured of an entry before. */
	| {readonly kind: 'past'; readonly entryName: string; readonly runs: readonly PastRun[]}
	/** The monitor looked at the counters, is about to, waits for a measurement to end, or could not. */
	| {readonly kind: 'watched'; readonly news: WatchNews}
	| {readonly kind: 'export'; readonly news: ExportNews}
	/** News of all combinations of the indexes. */
	| {readonly kind: 'combined'; readonly news: CombineNews}
	| {readonly kind: 'tick'; readonly now: number};

/** An export is being planned, is ready to be written, was written, or could not be. */
export type ExportNews =
	/** Nothing is measured any more: what was just flipped has its result. */
	| {readonly kind: 'free'}
	| DecideEvent
	| {readonly kind: 'written'; readonly files: readonly string[]}
	| {readonly kind: 'failed'; readonly lines: readonly string[]};

export type WatchNews =
	| {readonly kind: 'looking'}
	| {readonly kind: 'paused'}
	| {readonly kind: 'seen'; readonly report: MonitorReport}
	| {readonly kind: 'failed'; readonly lines: readonly string[]};

export type CombineNews =
	| {readonly kind: 'waiting'}
	/** Fraction 0 to 1; null when it cannot be told. */
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null}
	/** By the planner's costs. */
	| {readonly kind: 'found'; readonly combinations: Combinations}
	| {readonly kind: 'done'; readonly combinations: Combinations}
	/** What is missing, by the planner's costs; `keys` are the toggles that it is now. */
	| {readonly kind: 'advised'; readonly advice: Advice; readonly keys: readonly string[]; readonly around: Surroundings}
	/** Measuring gave way to a trial. */
	| {readonly kind: 'stopped'}
	| {readonly kind: 'failed'; readonly lines: readonly string[]};
