import {PlanflipError} from '../errors.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {Laboratory, TryRequest} from '../lab/laboratory.ts';

/** Measures to the end; nobody watches on the way. */
export async function measureTrial(laboratory: Laboratory, request: TryRequest): Promise<{readonly run: Run; readonly delta: Delta | null}> {
	let measured: {readonly run: Run; readonly delta: Delta | null} | null = null;
	for await (const event of laboratory.try(request)) {
		if (event.kind === 'measured') {
			measured = event;
		}
	}

	if (measured === null) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: request.entry.file});
	}

	return measured;
}
