import type {PrepareRequest} from '../prepare-request.ts';

/** How the user agrees to what a step does. */
export interface StepRequest extends PrepareRequest {
	readonly dryRun: boolean;
	/** Where measurements and the record of applied indexes are kept. */
	readonly results: string;
	/** Resolves with false when he says no; rejects when nobody is there to ask. `statements` is what would run. */
	readonly agree: (question: string, statements: readonly string[]) => Promise<boolean>;
}
