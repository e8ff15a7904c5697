import {formatCount, formatFactor} from '../../text/quantity.ts';
import {badEstimates, type Damage, damageOf, type Origin} from '../bad-estimates.ts';
import type {Draft, Rule} from '../draft.ts';
import {estimateAdvice} from '../estimate-advice.ts';
import type {Severity} from '../insight.ts';
import {nameOf, subjectOf, timeClause} from '../say.ts';
import {rowsOf, parentOf, type Scene} from '../scene.ts';
import {staleTables} from '../stale-tables.ts';
import {isWorthSaying} from '../worth.ts';

/** Without consequences in this plan, an estimate must be wrong about this many rows to be worth a line. */
const manyRows = 1000;
/** The steps of all tools: 10, 100, 1000. */
const badly = 100;

function consequence({node, kind}: Damage): string {
	switch (kind) {
		case 'nested loop':
			return ` So the inner side of ${node.label} runs more often than planned`;
		case 'hash':
			return ' So the hash above needs more memory than planned';
		case 'sort':
			return ' So the sort above needs more memory than planned';
	}
}

function draftOf(scene: Scene, {node, scan, estimate}: Origin, damage: Damage | null, severity?: Severity): Draft {
	const {estimated} = node.rows;
	const actual = rowsOf(node);
	const times = formatFactor(estimate.factor);
	return {
		nodeId: node.id,
		title: `${subjectOf(scan)}: ${times} ${estimate.direction === 'under' ? 'more' : 'fewer'} rows than planned`,
		evidence: `${nameOf(node)}: ${formatCount(estimated)} rows planned, ${formatCount(actual)} found.${damage === null ? '' : `${consequence(damage)}${timeClause(scene, damage.ms)}.`}`,
		advice: estimateAdvice(scan),
		savesMs: damage?.ms ?? null,
		...(severity === undefined ? {} : {severity}),
		covers: damage?.nodes ?? [],
	};
}

/** True where so much time is spent that another plan might matter. */
function matters(scene: Scene, {node}: Origin): boolean {
	const {estimated} = node.rows;
	return Math.max(Number.isFinite(estimated) ? estimated : 0, rowsOf(node)) >= manyRows
		&& isWorthSaying((parentOf(scene, node) ?? node).inclusiveMs, scene.wholeMs);
}

/** Where the planner first went wrong about the number of rows: not the nodes above, which only inherit it. */
export const rowMisestimate: Rule = {
	name: 'row-misestimate',
	find: (scene, explained) => {
		const stale = staleTables(scene);
		const origins = badEstimates(scene).filter(({scan}) => scan.relation === null || !stale.has(scan.relation));
		const harmful: Draft[] = [];
		const harmless: Origin[] = [];
		for (const origin of origins) {
			const damage = damageOf(scene, origin, explained);
			if (damage !== null && isWorthSaying(damage.ms, scene.wholeMs)) {
				harmful.push(draftOf(scene, origin, damage));
			} else if (matters(scene, origin)) {
				harmless.push(origin);
			}
		}

		// What harmed nobody is said once, of the worst.
		const [worst] = harmless.toSorted((a, b) => b.estimate.factor - a.estimate.factor);
		return worst === undefined || harmful.length > 0
			? harmful
			: [draftOf(scene, worst, null, worst.estimate.factor >= badly ? 'low' : 'info')];
	},
};
