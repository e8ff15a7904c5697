import {PlanflipError} from '../errors.ts';

/** Something about a catalogue that somebody should look at: an error keeps an entry from being used, a warning does not. */
export interface CatalogProblem {
	readonly severity: 'error' | 'warning';
	/** `queries/x.sql:12`, or the file alone. */
	readonly where: string;
	readonly message: string;
	/** What to do. */
	readonly hint: string | null;
}

/** A letter about a file as a problem of it; anything else is not for here. */
export function problemOf(error: unknown, file: string, severity: CatalogProblem['severity'] = 'error'): CatalogProblem {
	if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled' || error.kind === 'bug') {
		throw error;
	}

	return {severity, where: error.where ?? file, message: error.message, hint: error.hint ?? null};
}
