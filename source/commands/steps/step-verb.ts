import type {StepEvent} from '../../lab/steps/step-event.ts';
import type {StepLog} from '../../lab/steps/follow-steps.ts';
import type {StepRequest} from '../../lab/steps/step-request.ts';

/** One of the steps, as the command line and the screen both perform it. */
export interface StepVerb<R> {
	readonly begin: (request: StepRequest) => AsyncGenerator<StepEvent, R, void>;
	/** What came of it, also of a dry run. */
	readonly conclude: (result: R, log: StepLog) => Conclusion;
}

export interface Conclusion {
	/** 0 done; 1 the answer is no. */
	readonly code: number;
	/** null: there is nothing to report. */
	readonly report: {readonly json: object; /** @param columns - null: as wide as it takes */ readonly text: (columns: number | null) => string} | null;
	/** Sentences beside the report. */
	readonly talk: readonly string[];
	/** The step that follows; null when none does. */
	readonly next: string | null;
}
