import type {Measurement, MeasuredEntry} from '../experiment/measurement.ts';
import type {Attention} from './attention.ts';
import type {IndexChanges} from './index-adoption.ts';
import type {OperationComparison} from './operation-comparison.ts';
import type {Overall} from './overall.ts';
import type {Recommendation} from './recommendations.ts';
import type {StatementComparison} from './statement-comparison.ts';

/** An entry that one of the two did not measure. */
export interface Missing {
	readonly entry: MeasuredEntry;
	/** Why, a sentence or the letter's lines; null where it was measured. */
	readonly before: readonly string[] | null;
	readonly after: readonly string[] | null;
}

/** Two measurements of a catalogue, compared. */
export interface MeasurementComparison {
	readonly kind: 'MeasurementComparison';
	readonly before: Measurement;
	readonly after: Measurement;
	/** What keeps the two from being alike besides their indexes. Sentences, the gravest first. */
	readonly differences: readonly string[];
	readonly statements: readonly StatementComparison[];
	readonly operations: readonly OperationComparison[];
	/** What could not be compared because one of the two lacks it. */
	readonly missing: readonly Missing[];
	readonly indexes: IndexChanges;
	readonly overall: {readonly statements: Overall; readonly operations: Overall};
	/** At most five statements, those that gained most. */
	readonly top: readonly StatementComparison[];
	readonly attention: readonly Attention[];
	readonly recommendations: readonly Recommendation[];
}
