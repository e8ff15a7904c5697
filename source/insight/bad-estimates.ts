import type {Estimate, PlanNode} from '../plan/plan.ts';
import {ancestorsOf, endOf, inputsOf, type Scene, tableScanOf} from './scene.ts';
import {spillMsOf} from './spill.ts';

/** From 10 times on an estimate is wrong enough to mislead the planner (10, 100, 1000: the steps of all tools). */
const badFactor = 10;
/** An inner side with more nodes than this has its hottest spot elsewhere, too. */
const mostCovered = 100;

/** A node where the planner first went wrong. */
export interface Origin {
	readonly node: PlanNode;
	/** The scan that knows the table: of a Bitmap Index Scan the one above it; else the node. */
	readonly scan: PlanNode;
	readonly estimate: Estimate;
}

/** What a wrong estimate led to further up. */
export interface Damage {
	/** Wall ms that went there for its sake; null when not timed. */
	readonly ms: number | null;
	/** The join, hash or sort that was misled. */
	readonly node: PlanNode;
	readonly kind: 'nested loop' | 'hash' | 'sort';
	/** Whose time that is. */
	readonly nodes: readonly number[];
}

/** The lowest nodes whose estimate is 10 times wrong and means something. */
export function badEstimates(scene: Scene): readonly Origin[] {
	return scene.ran.flatMap(node => {
		const {estimate} = node;
		return estimate !== null && estimate.meaningful && !estimate.inherited && estimate.factor >= badFactor && node.rows.estimated >= 0 && Number.isFinite(node.rows.estimated) ? [{node, scan: tableScanOf(scene, node), estimate}] : [];
	});
}

function isStillWrong({estimate}: PlanNode, direction: Estimate['direction']): boolean {
	return estimate !== null && estimate.direction === direction && estimate.factor >= badFactor;
}

/**
 * Too few planned rows are what hurts: a nested loop whose inner side runs more often than planned, a hash or a sort that needs more
 * memory than planned. Looks up as long as the mistake is handed on.
 */
export function damageOf(scene: Scene, {node, estimate}: Origin, explained: ReadonlySet<number>): Damage | null {
	let worst: Damage | null = null;
	let below = node;
	for (const above of ancestorsOf(scene, node)) {
		if (estimate.direction !== 'under' || below.relationship === 'InitPlan' || below.relationship === 'SubPlan' || !isStillWrong(below, 'under')) {
			break;
		}

		const damage = explained.has(above.id) ? null : damageAt(scene, above, below, explained);
		if (damage !== null && (worst === null || (damage.ms ?? 0) > (worst.ms ?? 0))) {
			worst = damage;
		}

		below = above;
	}

	return worst;
}

function damageAt(scene: Scene, above: PlanNode, below: PlanNode, explained: ReadonlySet<number>): Damage | null {
	if (above.nodeType === 'Nested Loop' && below.relationship === 'Outer') {
		const [, inner] = inputsOf(scene, above);
		const factor = below.estimate?.factor ?? 1;
		return inner === undefined || explained.has(inner.id) ? null : {
			ms: inner.inclusiveMs === null ? null : inner.inclusiveMs * (1 - 1 / factor),
			node: above,
			kind: 'nested loop',
			nodes: Array.from({length: Math.min(mostCovered, endOf(scene, inner) - inner.id)}, (_, at) => inner.id + at),
		};
	}

	const spilt = above.nodeType === 'Hash' || above.nodeType === 'Sort' ? spillMsOf([above], null) : null;
	return spilt !== null && spilt > 0 ? {ms: spilt, node: above, kind: above.nodeType === 'Hash' ? 'hash' : 'sort', nodes: []} : null;
}
