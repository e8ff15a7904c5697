import type {Step} from '../catalog/operation-entry.ts';
import type {Row} from '../database/session.ts';

/** The rows of a step, and for a step that is run for each row of another, those of each run, in that order. */
export interface StepRows {
	readonly step: Step;
	readonly runs: ReadonlyArray<readonly Row[]>;
}
