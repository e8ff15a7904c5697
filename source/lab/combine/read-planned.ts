import type {TableState} from '../../database/list-tables.ts';
import type {IndexUniverse, UniverseIndex} from '../../experiment/index-universe.ts';
import {partitionIndexName} from '../../experiment/partition-index-name.ts';
import {withPartitions} from '../../experiment/partition-indexes.ts';
import {bitAt, type Mask} from '../../lattice/mask.ts';
import {mayBeGenetic} from '../../lattice/may-be-genetic.ts';
import type {Planned} from '../../lattice/planned.ts';
import {isJsonArray} from '../../plan/json-object.ts';
import {planFingerprint} from '../../plan/plan-fingerprint.ts';
import type {Plan, PlanNode} from '../../plan/plan.ts';

/** Where the toggles are. */
export interface ToggledPlace {
	readonly universe: Pick<IndexUniverse, 'indexes'>;
	readonly tables: ReadonlyArray<Pick<TableState, 'schema' | 'name' | 'partitionOf'>>;
}

/** Reads of a plan what the lattice asks: which toggles it uses, and those of which tables it reads. */
export function readPlanned(toggles: readonly UniverseIndex[], {universe: {indexes}, tables}: ToggledPlace): (plan: Plan) => Planned {
	const byIndex = new Map<string, Mask>();
	const byTable = new Map<string, Mask>();
	for (const [at, toggle] of toggles.entries()) {
		for (const {schema, table, name, key} of withPartitions(toggle, indexes)) {
			byTable.set(inSchema(schema, table), (byTable.get(inSchema(schema, table)) ?? 0n) | bitAt(at));
			// An imagined one goes by its key.
			byIndex.set(inSchema(schema, name), bitAt(at));
			byIndex.set(inSchema(schema, key), bitAt(at));
		}

		// What is built for a trial has parts that nobody has listed: on which tables is known, and what they are called there.
		for (const {schema, name} of toggle.built ? [] : tables.filter(({partitionOf}) => partitionOf?.schema === toggle.schema && partitionOf.name === toggle.table)) {
			byTable.set(inSchema(schema, name), (byTable.get(inSchema(schema, name)) ?? 0n) | bitAt(at));
			byIndex.set(inSchema(schema, partitionIndexName(toggle.name, name)), bitAt(at));
		}
	}

	/** What was read as one plan is looked at once. */
	const known = new WeakMap<Plan, Planned>();
	const look = (plan: Plan): Planned => {
		let uses = 0n;
		let reads = 0n;
		for (const node of plan.nodes) {
			const schema = schemaOf(node, plan);
			reads |= byTable.get(inSchema(schema, node.relation ?? '')) ?? 0n;
			for (const index of indexesOf(node)) {
				uses |= byIndex.get(inSchema(schema, index)) ?? 0n;
			}
		}

		return {fingerprint: planFingerprint(plan), cost: plan.nodes[0]?.totalCost ?? Number.NaN, uses, reads, genetic: mayBeGenetic(plan)};
	};

	return plan => {
		const planned = known.get(plan) ?? look(plan);
		known.set(plan, planned);
		return planned;
	};
}

/** Of the table; a Bitmap Index Scan has its table further up. */
function schemaOf(node: PlanNode, {nodes}: Plan): string {
	let named = node;
	while (named.schema === null && named.parentId !== null) {
		named = nodes[named.parentId] ?? named;
	}

	return named.schema ?? '';
}

/** What is scanned, and what ON CONFLICT goes by. */
function indexesOf({index, raw}: PlanNode): readonly string[] {
	const arbiters = raw['Conflict Arbiter Indexes'];
	return [...(index === null ? [] : [index]), ...(arbiters !== undefined && isJsonArray(arbiters) ? arbiters.filter(name => typeof name === 'string') : [])];
}

function inSchema(schema: string, name: string): string {
	return JSON.stringify([schema, name]);
}
