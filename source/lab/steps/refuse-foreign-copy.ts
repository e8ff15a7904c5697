import {PlanflipError} from '../../errors.ts';
import type {Recognition} from '../../workload/recognise-the-copy.ts';

/** Tables of The Copy's names that planflip did not make are never filled, emptied or completed. @throws PlanflipError permission */
export function refuseForeignCopy(found: Recognition, label: string): void {
	if (found === 'foreign') {
		throw new PlanflipError('permission', {
			message: 'The tables of The Copy are here, but planflip did not make them: they are somebody\'s data, and neither filled nor emptied.',
			where: label,
			hint: 'baseline, apply-indexes and post-optimization work with them as they are. For planflip\'s own, name another database, or another schema: PGOPTIONS=\'-c search_path=planflip\'.',
		});
	}

	if (found === 'partial') {
		throw new PlanflipError('permission', {
			message: 'Some tables here have names of The Copy\'s, and others are missing: planflip did not make them, and adds none.',
			where: label,
			hint: 'Name another database, or another schema: PGOPTIONS=\'-c search_path=planflip\'.',
		});
	}
}
