import {expect} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';

/** The PlanflipError that the promise rejects with. */
export async function letterOf(promise: Promise<unknown>): Promise<PlanflipError> {
	const said: unknown = await promise.then(() => 'no error', (error: unknown) => error);
	expect(said).toBeInstanceOf(PlanflipError);
	return said as PlanflipError;
}
