import {PlanflipError} from '../../source/errors.ts';

/** The letter that the action throws, as `kind | message | where | hint`. */
export function letterOf(action: () => unknown): string {
	try {
		action();
	} catch (error) {
		if (error instanceof PlanflipError) {
			return [error.kind, error.message, error.where, error.hint].join(' | ');
		}

		throw error;
	}

	throw new Error('It threw nothing.');
}
