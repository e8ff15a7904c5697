import type {IndexDefinition} from '../catalog/catalog-entry.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {namesTaken} from '../workload/names-taken.ts';

/**
 * Asked before the user is, and before a row is written: what is somebody's is neither replaced nor renamed. `keys`: the tables are to be made, too.
 * @throws PlanflipError permission
 */
export async function refuseTakenNames(session: Session, indexes: readonly IndexDefinition[], {keys}: {readonly keys: boolean}): Promise<void> {
	const taken = await namesTaken(session, indexes, {keys});
	const [first] = taken;
	if (first === undefined) {
		return;
	}

	const others = taken.slice(1).map(({what}) => what);
	throw new PlanflipError('permission', {
		message: `The Copy needs the name ${first.name} for an index of its own, and it is taken by ${first.what}${others.length === 0 ? '' : `; so ${others.length === 1 ? 'is' : 'are'} ${others.join(', ')}`}. Nothing was created.`,
		where: session.label,
		hint: 'Rename what is there, or name another database, or another schema: CREATE SCHEMA planflip, then PGOPTIONS=\'-c search_path=planflip\'.',
	});
}
