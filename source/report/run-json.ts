import type {Delta, Run} from '../experiment/run.ts';
import type {InsightContext} from '../insight/context.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import {planJson} from './plan-json.ts';

/** `run --json`: one entry measured under one configuration, and beside the baseline when there was one. */
export function runJson(run: Run, delta: Delta | null, context: InsightContext): object {
	const comparison = delta?.comparison ?? null;
	const plan = run.explain === '' ? undefined : readExplainJson(run.explain)[0];
	return {
		entry: run.subject.entry,
		configuration: run.indexes.name,
		indexes: [...run.indexes.configuration.on].sort(),
		rung: {number: run.rung.number, badge: run.rung.badge},
		server: {version: run.server.version, versionNumber: run.server.versionNumber, engine: run.server.engine},
		parameters: run.subject.parameters.map(({name, value}) => ({name, value})),
		startedAt: run.startedAt.toISOString(),
		planningMs: run.planningMs,
		firstMs: run.firstMs,
		samples: run.samples,
		...(run.timedOutMs === null ? {} : {timedOutMs: run.timedOutMs}),
		...(delta === null ? {} : {
			baseline: {
				configuration: delta.baseline.indexes.name,
				samples: delta.baseline.samples,
				...(delta.baseline.timedOutMs === null ? {} : {timedOutMs: delta.baseline.timedOutMs}),
			},
			samePlan: delta.samePlan,
		}),
		...(comparison === null ? {} : {ratio: comparison.ratio, pairs: comparison.pairs, confidence: comparison.confidence, floor: comparison.floor}),
		verdict: comparison?.verdict ?? null,
		buffers: plan?.nodes[0]?.inclusiveBuffers ?? null,
		plan: plan === undefined ? null : planJson(plan, context),
	};
}
