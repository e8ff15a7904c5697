import type {Plan} from '../plan/plan.ts';
import {clip} from '../text/cells.ts';
import type {InsightContext} from './context.ts';
import type {Draft} from './draft.ts';
import type {Insight, RuleName, Severity} from './insight.ts';
import {rules} from './rules.ts';
import {openScene, type Scene} from './scene.ts';
import {isWorthSaying, severityOf} from './worth.ts';

/** A handful: who is told more reads none of it. */
const most = 6;
const mostOfOneRule = 3;
const titleWidth = 60;

const loudness: Readonly<Record<Severity, number>> = {high: 0, medium: 1, low: 2, info: 3};

function byWorth(a: Insight, b: Insight): number {
	return (b.couldSaveMs ?? -1) - (a.couldSaveMs ?? -1)
		|| loudness[a.severity] - loudness[b.severity]
		|| (a.nodeId ?? -1) - (b.nodeId ?? -1);
}

function insight(scene: Scene, rule: RuleName, {nodeId, title, evidence, advice, savesMs, severity, proposal}: Draft): Insight {
	const couldSaveMs = savesMs === null || scene.wholeMs === null ? null : Math.min(Math.max(0, savesMs), scene.wholeMs);
	return {
		kind: 'Insight',
		rule,
		nodeId,
		severity: severity ?? severityOf(couldSaveMs, scene.wholeMs),
		title: clip(title, titleWidth),
		evidence,
		advice,
		couldSaveMs,
		proposal: proposal ?? null,
	};
}

/**
 * What is wrong with a plan and what to do about it, what could save most first. Few things, each cause once, and nothing that could
 * save next to nothing. The context is what the database knows besides; without it the plan speaks for itself.
 */
export function insightsOf(plan: Plan, context: InsightContext = {}): readonly Insight[] {
	const scene = openScene(plan, context);
	const ran = new Set(scene.ran.map(({id}) => id));
	const explained = new Set<number>();
	const said: Insight[] = [];
	for (const {name, find} of rules) {
		const drafts = find(scene, explained).filter(({nodeId, savesMs}) => (nodeId === null || ran.has(nodeId)) && isWorthSaying(savesMs, scene.wholeMs));
		for (const {nodeId, covers} of drafts) {
			for (const id of covers ?? (nodeId === null ? [] : [nodeId])) {
				explained.add(id);
			}
		}

		said.push(...drafts.map(draft => insight(scene, name, draft)).toSorted(byWorth).slice(0, mostOfOneRule));
	}

	return said.toSorted(byWorth).slice(0, most);
}
