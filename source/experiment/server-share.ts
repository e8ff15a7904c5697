import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Session} from '../database/session.ts';
import {planFingerprint} from '../plan/plan-fingerprint.ts';
import {explain} from './explain.ts';
import type {ServerShare, StatementRun} from './operation-run.ts';

/** What the server says of a statement, and which plan that was. */
export interface PlannedShare {
	readonly share: ServerShare;
	readonly fingerprint: string;
}

/**
 * What the server says of a statement of a walk: its blocks and its plan from an EXPLAIN with everything, its own time from one
 * without node times. Taken apart from the walk, which runs the plain statement. The one with everything comes first: after a
 * flip somebody has to pay for filling the catalog caches again.
 */
export async function serverShare(session: Session, {step, sql, values}: StatementRun, {name, file, line}: OperationEntry): Promise<PlannedShare> {
	const subject = {entry: name, sql, parameters: values.map((value, at) => ({name: `${step} $${at + 1}`, value})), file, line};
	const tree = await explain(session, subject, 'tree');
	const {planningMs, executionMs} = (await explain(session, subject, 'sample')).plan.totals;
	const buffers = tree.plan.nodes[0]?.inclusiveBuffers ?? null;
	return {
		fingerprint: planFingerprint(tree.plan),
		share: {
			ms: (planningMs ?? 0) + (executionMs ?? 0),
			blocks: buffers === null ? 0 : buffers.sharedHit + buffers.sharedRead,
			read: buffers?.sharedRead ?? 0,
			explain: tree.text,
		},
	};
}
