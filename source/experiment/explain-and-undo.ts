import type {Session} from '../database/session.ts';
import {explain} from './explain.ts';
import type {Explain} from './workbench.ts';

/** EXPLAIN of a statement that writes: each execution in a savepoint of its own, taken back at once, so that the next one finds the same rows. */
export function explainAndUndo(session: Session): Explain {
	return async (subject, depth) => {
		if (depth === 'plan') {
			return explain(session, subject, depth);
		}

		await session.script('SAVEPOINT planflip_execution');
		try {
			return await explain(session, subject, depth);
		} finally {
			await session.undo('ROLLBACK TO SAVEPOINT planflip_execution; RELEASE SAVEPOINT planflip_execution');
		}
	};
}
