import type {PrepareRequest} from '../prepare-request.ts';
import type {Place} from './open-place.ts';

/** How the user agrees to what a step does. */
export interface StepRequest extends PrepareRequest {
	readonly dryRun: boolean;
	/** A database that is open already and stays so when the step is done; null: the step opens it. */
	readonly lent: Place | null;
	/** Where measurements and the record of applied indexes are kept. */
	readonly results: string;
	/** Resolves with false when he says no; rejects when nobody is there to ask. `statements` is what would run. */
	readonly agree: (question: string, statements: readonly string[]) => Promise<boolean>;
}
