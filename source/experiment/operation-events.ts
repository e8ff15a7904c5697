import type {AnswerCheck, OperationDelta, OperationRun} from './operation-run.ts';

/** What happens while an operation is tried, in this order: building (where an index is), checked, walked, round (often), operated, kept. */
export type OperationEvent =
	/** Proposed indexes are about to be built, by their keys; a large table takes a while. */
	| {readonly kind: 'building'; readonly indexes: readonly string[]}
	/** Whether the rewrites answer as the chain does: known before anything is timed. */
	| {readonly kind: 'checked'; readonly checks: readonly AnswerCheck[]}
	/** Every route was walked once, and the server asked about each statement; `run` has no samples yet. */
	| {readonly kind: 'walked'; readonly side: 'current' | 'baseline'; readonly run: OperationRun}
	| {readonly kind: 'round'; readonly taken: number; readonly aim: number}
	| {readonly kind: 'operated'; readonly run: OperationRun; readonly delta: OperationDelta | null}
	/** The run is in the history; or it is not, and the note (null when it was told before) says why. */
	| {readonly kind: 'kept'; readonly id: string | null; readonly note: string | null};
