import type {InsightContext} from '../insight/context.ts';
import type {Insight} from '../insight/insight.ts';
import {insightsOf} from '../insight/insights-of.ts';
import type {Plan, PlanNode} from '../plan/plan.ts';
import {nodeNamesJson} from './node-names-json.ts';

/** `explain --json`: the contract of one plan. Times in ms of wall clock, buffers in 8 kB blocks, null where Postgres did not say. */
export function planJson(plan: Plan, context: InsightContext = {}): object {
	return {
		...(plan.query === null ? {} : {query: plan.query}),
		totals: plan.totals,
		outside: plan.outside,
		nodes: plan.nodes.map(node => nodeJson(node)),
		insights: insightsOf(plan, context).map(insight => insightJson(insight)),
	};
}

function insightJson({rule, nodeId, severity, title, evidence, advice, couldSaveMs, proposal}: Insight): object {
	return {
		rule,
		...(nodeId === null ? {} : {nodeId}),
		severity,
		title,
		evidence,
		...(advice === null ? {} : {advice}),
		...(couldSaveMs === null ? {} : {couldSaveMs}),
		...(proposal === null ? {} : {proposal: proposal.sql}),
	};
}

function nodeJson(node: PlanNode): object {
	return {
		id: node.id,
		parentId: node.parentId,
		...nodeNamesJson(node),
		processes: node.processes,
		executed: node.executed,
		inclusiveMs: node.inclusiveMs,
		selfMs: node.selfMs,
		rows: node.rows,
		selfBuffers: node.selfBuffers,
		// The children stand in `nodes` already.
		raw: Object.fromEntries(Object.entries(node.raw).filter(([key]) => key !== 'Plans')),
	};
}
