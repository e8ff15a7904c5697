import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';
import {recogniseTheCopy} from '../../workload/recognise-the-copy.ts';
import type {PrepareRequest} from '../prepare-request.ts';

/** The built-in catalogue has nothing to measure or to index where none of The Copy's tables is. @throws PlanflipError usage */
export async function refuseAbsentCopy(session: Session, {catalog, shipped}: Pick<PrepareRequest, 'catalog' | 'shipped'>): Promise<void> {
	if (catalog === shipped && await recogniseTheCopy(session) === 'absent') {
		throw new PlanflipError('usage', {
			message: 'The Copy is not set up here, and the built-in catalogue is about its tables.',
			where: session.label,
			hint: 'planflip setup makes them; --catalog DIR brings queries and indexes of your own.',
		});
	}
}
