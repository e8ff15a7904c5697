import {isJsonArray, textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {subjectOf, timeClause} from '../say.ts';
import {countAt, inputsOf, ranOf, rowsOf, type Scene, shareOf} from '../scene.ts';

/** The thresholds of a large sequential scan. */
const manyRows = 10_000;
const worthALook = 0.1;

const handsOn = new Set(['Gather', 'Gather Merge', 'Append', 'Result']);
const scans = new Set(['Seq Scan', 'Index Only Scan', 'Index Scan']);

/** The scans that the aggregate counts, when nothing else is between; null when they do anything but read all there is. */
function countedScans(scene: Scene, aggregate: PlanNode): readonly PlanNode[] | null {
	const found: PlanNode[] = [];
	const open = [...inputsOf(scene, aggregate)];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		const partial = textAt(node.raw, 'Partial Mode') === 'Partial';
		if (partial || handsOn.has(node.nodeType)) {
			open.push(...inputsOf(scene, node));
		} else if (!scans.has(node.nodeType) || ['Filter', 'Index Cond'].some(key => node.raw[key] !== undefined)) {
			return null;
		} else {
			found.push(node);
		}
	}

	return found;
}

/** VERBOSE prints the target list; without it a scan whose rows are 0 bytes wide is only counted. */
function isCount(aggregate: PlanNode, counted: readonly PlanNode[]): boolean {
	const output = aggregate.raw['Output'];
	return isJsonArray(output)
		? output.length > 0 && output.every(column => column === 'count(*)')
		: counted.every(scan => countAt(scan.raw, 'Plan Width') === 0);
}

/** Postgres keeps no count of a table: every row is looked at, each time. */
export const slowCount: Rule = {
	name: 'slow-count',
	find: scene => ranOf(scene, 'Aggregate').flatMap(node => {
		const plain = textAt(node.raw, 'Strategy') === 'Plain' && textAt(node.raw, 'Partial Mode') !== 'Partial';
		const counted = plain && node.raw['Filter'] === undefined ? countedScans(scene, node) : null;
		const [scan] = counted ?? [];
		if (counted === null || scan === undefined || !isCount(node, counted)) {
			return [];
		}

		const rows = counted.reduce((sum, each) => sum + rowsOf(each), 0);
		if (rows < manyRows || (scene.wholeMs !== null && shareOf(scene, node.inclusiveMs) < worthALook)) {
			return [];
		}

		return [{
			nodeId: node.id,
			title: `COUNT(*) looks at ${formatCount(rows)} rows`,
			evidence: `Postgres keeps no count of ${counted.length === 1 ? subjectOf(scan) : 'a table'}, so all ${formatCount(rows)} rows are looked at${timeClause(scene, node.inclusiveMs)}.`,
			advice: 'If about is enough, read pg_class.reltuples; if you count to see whether there are any, ask EXISTS; else keep the count in a table.',
			savesMs: node.inclusiveMs,
			severity: 'medium' as const, // It is what was asked for.
			covers: [node.id, ...counted.map(({id}) => id)],
		}];
	}),
};
