import {PlanflipError} from '../errors.ts';

/** Without a connection everything that follows would fail alike: one letter says it. */
export function endsAll(error: unknown, signal: AbortSignal): boolean {
	return signal.aborted || (error instanceof PlanflipError && error.kind === 'connection');
}
