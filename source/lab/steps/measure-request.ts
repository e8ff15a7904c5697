import type {StepRequest} from './step-request.ts';

export interface MeasureRequest extends StepRequest {
	/** Waited after every statement of an operation, ms; null: as the baseline did, else not at all. */
	readonly rttMs: number | null;
	/** A fixed number of samples instead of the sequential looks. */
	readonly pairs: number | undefined;
	/** Which baseline to answer: `latest`, its id or the beginning of it, or a file. */
	readonly baseline: string;
}
