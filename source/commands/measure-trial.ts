import {PlanflipError} from '../errors.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {Laboratory, TryRequest} from '../lab/laboratory.ts';
import type {Surface} from './settings.ts';

/** Measures to the end; who waits for an index to be built is told. */
export async function measureTrial(laboratory: Laboratory, request: TryRequest, {tell}: Pick<Surface, 'tell'>): Promise<{readonly run: Run; readonly delta: Delta | null}> {
	let measured: {readonly run: Run; readonly delta: Delta | null} | null = null;
	for await (const event of laboratory.try(request)) {
		if (event.kind === 'building') {
			tell(`Building ${event.indexes.join(', ')}`);
		}

		if (event.kind === 'measured') {
			measured = event;
		}
	}

	if (measured === null) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: request.entry.file});
	}

	return measured;
}
