import type {Plan} from '../plan/plan.ts';
import type {Ratio, Verdict} from '../statistics/comparison.ts';
import type {IndexFamily} from './index-family.ts';
import type {OperationComparison} from './operation-comparison.ts';
import type {StatementComparison} from './statement-comparison.ts';
import {tableBlocks} from './table-blocks.ts';

/** A query, or a route of an operation, whose plans use the index. */
export interface IndexUse {
	readonly comparison: StatementComparison | OperationComparison;
	/** Of an operation: `chain`, or the rewrite. null for a query. */
	readonly route: string | null;
	/** Other new indexes in the same plans: the time is theirs too. */
	readonly beside: readonly string[];
	/** Of 8 kB, touched in the index's table and its indexes; null where nobody counted. */
	readonly blocks: {readonly before: number; readonly after: number} | null;
	readonly time: Verdict | null;
	/** Before / after, of the whole; null where nothing was compared. */
	readonly ratio: Ratio | null;
	/** Fewer blocks in its table, or less time and no other index to thank for it; and not slower. */
	readonly saves: boolean;
	/** Slower beyond doubt, and no other new index to blame for it, or more blocks in its table. */
	readonly slows: boolean;
	/** Its time was judged, and was not less. */
	readonly told: boolean;
}

export interface ComparedEntries {
	readonly statements: readonly StatementComparison[];
	readonly operations: readonly OperationComparison[];
}

/** What was executed on each side, and how long it took: a query's one plan, a route's several. */
interface Used {
	readonly comparison: StatementComparison | OperationComparison;
	readonly route: string | null;
	readonly before: readonly Plan[];
	readonly after: {readonly plans: readonly Plan[]; readonly indexes: readonly string[]};
	readonly time: Verdict | null;
	readonly ratio: Ratio | null;
}

/** Who uses an index that was built in between: queries, and of each operation the route that gains by it, else the first that has it. `built` are all new ones. */
export function indexUses(family: IndexFamily, built: readonly IndexFamily[], {statements, operations}: ComparedEntries): readonly IndexUse[] {
	const useOf = (used: Used) => used.after.indexes.some(name => family.names.has(name)) ? [judged(family, built, used)] : [];
	return [
		...statements.flatMap(one => one.after === null ? [] : useOf({
			comparison: one, route: null, before: one.before?.plan == null ? [] : [one.before.plan], after: {plans: one.after.plan === null ? [] : [one.after.plan], indexes: one.after.indexes},
			time: one.verdict?.verdict ?? null, ratio: one.ratio,
		})),
		...operations.flatMap(one => {
			const uses = routesOf(one).flatMap(route => useOf(route));
			return uses.find(({saves}) => saves) ?? uses.find(({slows}) => slows) ?? uses[0] ?? [];
		}),
	];
}

function routesOf(comparison: OperationComparison): readonly Used[] {
	const {chain, rewrites, verdict, ratio} = comparison;
	return [
		...(chain.after === null ? [] : [{comparison, route: 'chain', before: chain.before?.plans ?? [], after: chain.after, time: verdict?.verdict ?? null, ratio}]),
		...rewrites.map(rewrite => ({comparison, route: rewrite.name, before: rewrite.before?.plans ?? [], after: rewrite.after, time: rewrite.verdict?.verdict ?? null, ratio: rewrite.ratio})),
	];
}

function judged(family: IndexFamily, built: readonly IndexFamily[], {comparison, route, before, after, time, ratio}: Used): IndexUse {
	const [was, is] = [blocksIn(before, family), blocksIn(after.plans, family)];
	const blocks = was === null || is === null || comparison.basis === 'none' ? null : {before: was, after: is};
	const beside = [...new Set(after.indexes.flatMap(name => built.find(other => other !== family && other.names.has(name))?.index.name ?? []))];
	const fewer = blocks !== null && blocks.after < blocks.before;
	const more = blocks !== null && blocks.after > blocks.before;
	return {
		comparison, route, beside, blocks, time, ratio,
		saves: time !== 'slower' && (fewer || (time === 'faster' && beside.length === 0)),
		slows: time === 'slower' && (more || beside.length === 0),
		told: time === 'no difference' || time === 'slower',
	};
}

function blocksIn(plans: readonly Plan[], {tables}: IndexFamily): number | null {
	const counted = plans.flatMap(plan => [...tables].map(table => tableBlocks(plan, table))).filter(blocks => blocks !== null);
	return counted.length === 0 ? null : counted.reduce((sum, blocks) => sum + blocks, 0);
}
