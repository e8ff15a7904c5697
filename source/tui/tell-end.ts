import {errorLines, PlanflipError} from '../errors.ts';
import {IndexBuildError} from '../experiment/index-build-error.ts';
import type {Action} from './action.ts';

/** How a trial ended that did not come to a result. */
export function tellEnd(error: unknown, id: number): Action {
	if (error instanceof PlanflipError && error.kind === 'cancelled') {
		return {kind: 'trial cancelled', id};
	}

	return error instanceof IndexBuildError
		? {kind: 'build failed', id, key: error.key, lines: errorLines(error), position: error.position}
		: {kind: 'trial failed', id, lines: errorLines(error)};
}
