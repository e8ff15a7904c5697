import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';
import type {Recognition} from '../../workload/recognise-the-copy.ts';
import {partsText, theCopyParts} from '../../workload/the-copy-parts.ts';

/** Tables of The Copy's names that planflip did not make are never filled, emptied or completed. @throws PlanflipError permission */
export async function refuseForeignCopy(session: Session, found: Recognition): Promise<void> {
	if (found === 'foreign') {
		throw new PlanflipError('permission', {
			message: 'The tables of The Copy are here, but planflip did not make them: they are somebody\'s data, and neither filled nor emptied.',
			where: session.label,
			hint: 'baseline, apply-indexes and post-optimization work with them as they are. For planflip\'s own, name another database, or another schema: CREATE SCHEMA planflip, then PGOPTIONS=\'-c search_path=planflip\'.',
		});
	}

	if (found === 'partial') {
		throw new PlanflipError('permission', {
			message: `${partsText(await theCopyParts(session))}: planflip did not make them, and adds none.`,
			where: session.label,
			hint: 'Name another database, or another schema: CREATE SCHEMA planflip, then PGOPTIONS=\'-c search_path=planflip\'.',
		});
	}
}
