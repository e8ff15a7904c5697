import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Session} from '../database/session.ts';
import {explain} from './explain.ts';
import type {RouteWalk, ServerShare} from './operation-run.ts';

/**
 * What the server says of each statement of a walk: its own time from an EXPLAIN without node times, its blocks from one
 * with everything. Taken apart from the walk, which runs the plain statements.
 */
export async function serverShares(session: Session, {statements}: RouteWalk, {name, file, line}: OperationEntry): Promise<readonly ServerShare[]> {
	const shares: ServerShare[] = [];
	for (const {step, sql, values} of statements) {
		const subject = {entry: name, sql, parameters: values.map((value, at) => ({name: `${step} $${at + 1}`, value})), file, line};
		const time = await explain(session, subject, 'sample');
		const {plan} = await explain(session, subject, 'tree');
		const {planningMs, executionMs} = time.plan.totals;
		const root = plan.nodes[0]?.inclusiveBuffers ?? null;
		shares.push({ms: (planningMs ?? 0) + (executionMs ?? 0), blocks: root === null ? 0 : root.sharedHit + root.sharedRead});
	}

	return shares;
}
