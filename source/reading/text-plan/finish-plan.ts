import {isJsonObject} from '../../plan/json-object.ts';
import type {Json, JsonObject} from '../../plan/plan.ts';
import {type Building, put, putMissing} from '../building.ts';
import {type Evidence, findEvidence} from './evidence.ts';
import {fillIn, fillInCounters} from './fill-in.ts';
import {putGroupingKeys} from './grouping-keys.ts';
import type {Reading} from './reading.ts';
import {readTrigger} from './read-summary.ts';
import {type TextNode, typeOf} from './text-node.ts';

const memberTypes: ReadonlySet<string> = new Set(['Append', 'Merge Append', 'BitmapAnd', 'BitmapOr']);

/** What EXPLAIN's JSON calls the child; text only shows its place. */
function relationshipOf(parent: TextNode, ordinary: number, place: number): string {
	const type = typeOf(parent);
	// Up to 13 a ModifyTable had a plan for each of its tables.
	if (memberTypes.has(type) || (type === 'ModifyTable' && ordinary > 1)) {
		return 'Member';
	}

	if (type === 'Subquery Scan') {
		return 'Subquery';
	}

	if (type === 'Custom Scan') {
		return ordinary === 1 ? 'child' : 'children';
	}

	return place > 1 ? 'Member' : place === 0 ? 'Outer' : 'Inner';
}

/** Where JSON has the relationship: before the flags that every node has. */
const firstFlag = 'Parallel Aware';

/** The node's keys in the order of EXPLAIN's JSON, without its children. */
function orderKeys({facts, label, workers, targets}: TextNode, relationship: string | null): Building {
	const object: Building = {};
	for (const [key, value] of Object.entries(facts)) {
		if (key === firstFlag && relationship !== null) {
			put(object, 'Parent Relationship', relationship);
			if (label !== null) {
				put(object, 'Subplan Name', label);
			}
		}

		put(object, key, value);
	}

	if (targets.length > 0) {
		put(object, 'Target Tables', targets);
	}

	if (workers.size > 0) {
		put(object, 'Workers', [...workers.values()]);
	}

	return object;
}

interface Placed {
	readonly node: TextNode;
	readonly relationship: string | null;
	/** Its place in pre-order; -1 for the root. */
	readonly parent: number;
	/** True below a Gather that ran. */
	readonly inWorkers: boolean;
}

/** Nodes in pre-order, each with what it is to its parent. */
function listNodes(root: TextNode): readonly Placed[] {
	const list: Placed[] = [];
	const open: Placed[] = [{node: root, relationship: null, parent: -1, inWorkers: false}];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const index = list.push(next) - 1;
		const {node} = next;
		const ordinary = node.children.filter(({label}) => label === null).length;
		const gathers = typeOf(node).startsWith('Gather') && Number(node.facts['Actual Loops'] ?? 0) > 0;
		let place = ordinary;
		for (const child of node.children.toReversed()) {
			place -= child.label === null ? 1 : 0;
			const relationship = child.label === null
				? relationshipOf(node, ordinary, place)
				: child.label.startsWith('SubPlan ') ? 'SubPlan' : 'InitPlan';
			open.push({node: child, relationship, parent: index, inWorkers: next.inWorkers || (gathers && child.label === null)});
		}
	}

	return list;
}

/** The relation of a trigger is printed only when there are several it could be on. */
function readTriggers(lines: readonly string[], nodes: readonly TextNode[]): readonly JsonObject[] {
	const hasRelation = lines.every(line => line.includes(' on '));
	const modified = nodes.filter(node => typeOf(node) === 'ModifyTable');
	const relation: Json | undefined = modified.length === 1 ? (modified[0]?.targets[0] ?? modified[0]?.facts)?.['Relation Name'] : undefined;
	return lines.map(line => {
		const trigger = readTrigger(line, hasRelation);
		return hasRelation || relation === undefined ? trigger : {...trigger, Relation: relation};
	});
}

/** The keys of the whole plan, with the zeros that text leaves out. */
function finishSummary({summary, triggers}: Reading, nodes: readonly TextNode[], evidence: Evidence): Building {
	if (evidence.buffers && !evidence.logged) {
		putMissing(summary, 'Planning', {});
	}

	for (const key of ['Planning', 'Serialization']) {
		const object = summary[key];
		if (isJsonObject(object)) {
			const filled: Building = {...object};
			fillInCounters(filled, evidence, false);
			put(summary, key, filled);
		}
	}

	if (triggers.length > 0 || (evidence.analyze && !evidence.logged)) {
		put(summary, 'Triggers', readTriggers(triggers, nodes));
	}

	return summary;
}

/** The whole plan as EXPLAIN (FORMAT JSON) would have printed it. */
export function finishPlan(reading: Reading): JsonObject {
	const list = listNodes(reading.root);
	const nodes = list.map(({node}) => node);
	const evidence = findEvidence(nodes, reading);
	const objects = list.map(({node, relationship, parent, inWorkers}) => {
		putGroupingKeys(node);
		fillIn(node, evidence);
		if (evidence.before14) {
			delete node.facts['Async Capable'];
		}

		const modified = evidence.before14 && relationship === 'Outer' && typeOf(nodes[parent] ?? node) === 'ModifyTable';
		const object = orderKeys(node, modified ? 'Member' : relationship);
		if (inWorkers && evidence.analyze) {
			putMissing(object, 'Workers', []);
		}

		return object;
	});
	const plans: Json[][] = objects.map(() => []);
	for (const [index, {parent}] of list.entries()) {
		const object = objects[index];
		if (parent >= 0 && object !== undefined) {
			plans[parent]?.push(object);
		}
	}

	for (const [index, object] of objects.entries()) {
		const children = plans[index] ?? [];
		if (children.length > 0) {
			put(object, 'Plans', children);
		}
	}

	return {Plan: objects[0] ?? {}, ...finishSummary(reading, nodes, evidence)};
}
