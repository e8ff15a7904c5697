import {configurationOf, type IndexConfiguration} from '../../catalog/index-configuration.ts';
import {relationBytes} from '../../database/relation-bytes.ts';
import {errorLines, PlanflipError} from '../../errors.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import type {Subject} from '../../experiment/run.ts';
import {statementLimit} from '../../experiment/statement-limit.ts';
import type {Bench} from '../bench.ts';
import type {Rejection} from './advice.ts';

/** What came of building or imagining an index. */
export type BuiltOrNot =
	| {readonly kind: 'there'; readonly bytes: number | null}
	| {readonly kind: 'rejected'; readonly because: Rejection};

/** Builds one index in the open transaction, or imagines it; its size. What Postgres does not build is told and left out. */
export async function tryBuild({session, workbench, rung}: Bench, base: IndexConfiguration, {key, schema, name, columns}: UniverseIndex, probe: Subject, signal: AbortSignal): Promise<BuiltOrNot> {
	// Before it is built an expression has no statistics: what HypoPG's planner makes of it is worth nothing.
	if (rung.newIndexes === 'imagined' && columns.some(column => column.includes('('))) {
		return {kind: 'rejected', because: {kind: 'blind'}};
	}

	try {
		return await workbench.under(configurationOf([...base.on, key]), statementLimit(rung, null), async explain => {
			if (rung.newIndexes === 'imagined') {
				const {imagined} = await explain(probe, 'plan');
				return {kind: 'there', bytes: imagined.find(index => index.key === key)?.bytes ?? null};
			}

			const [bytes = null] = await relationBytes(session, [{schema, name}]);
			return {kind: 'there', bytes};
		});
	} catch (error) {
		if (signal.aborted || !(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'bug' || error.kind === 'cancelled') {
			throw error;
		}

		return {kind: 'rejected', because: {kind: 'cannot be built', message: errorLines(error)[0] ?? ''}};
	}
}
