import type {JsonObject} from '../../plan/plan.ts';
import {type Building, put} from '../building.ts';
import {indentOf, type Line, nextFilled} from '../line.ts';
import {modification, putTarget} from './describe-node.ts';
import {finishPlan} from './finish-plan.ts';
import type {LogicalLine} from './logical-line.ts';
import {measurement, type NodeLine, putMeasured, readNodeLine} from './node-line.ts';
import {putJit, putSummary} from './put-summary.ts';
import {lastNode, type Reading, refuse} from './reading.ts';
import {readProperty} from './read-property.ts';
import {isSummary} from './summary-lines.ts';
import {openNode, typeOf, workerOf} from './text-node.ts';

/** Column that a plan's own lines stand in: its nodes' are further to the right. */
const baseOf = ({arrow, column}: NodeLine) => arrow ?? column;

/** Hangs the node under the deepest one that its arrow is indented below. */
function takeNode(reading: Reading, node: NodeLine, line: Line): void {
	const {path, root, label} = reading;
	const arrow = baseOf(node);
	if (reading.summing) {
		refuse(line, 'no more nodes after the plan\'s summary');
	}

	if (arrow <= baseOf(root.line)) {
		refuse(line, 'the arrow to be indented, which tells whose child the node is');
	}

	const column = label?.column ?? arrow;
	while (path.length > 1 && lastNode(reading).line.column >= column) {
		path.pop();
	}

	const child = openNode(node, label?.text ?? null);
	lastNode(reading).children.push(child);
	path.push(child);
	reading.scopes.length = 0;
	reading.label = null;
}

/** `Key: value` into the owner. A key with nothing after it opens a group when lines are indented below it. */
function takeProperty(reading: Reading, line: Line, text: string, owner: Building, opensGroup: boolean): void {
	const colon = /:(?: +|$)/.exec(text);
	if (colon === null || colon.index === 0) {
		refuse(line, 'a node ("->  Seq Scan on t  (cost=...)") or a property ("Filter: ...")');
	}

	const key = text.slice(0, colon.index);
	const value = text.slice(colon.index + colon[0].length);
	if (value === '' && opensGroup) {
		const object: Building = {};
		put(owner, key, object);
		reading.scopes.push({kind: 'properties', column: indentOf(line.text), object});
		return;
	}

	const property = readProperty(key, value);
	if (property.kind === 'error') {
		refuse(line, property.expected, value);
	}

	const node = lastNode(reading);
	for (const [name, entry] of property.entries) {
		// An aggregate's keys are one list, or one for each grouping set: that shows when all of them are read.
		if (owner === node.facts && typeOf(node) === 'Aggregate' && /^(?:Group|Hash|Sort) Key$/.test(name) && Array.isArray(entry)) {
			node.groupingKeys.push({key: name, values: entry.map(String)});
		} else {
			put(owner, name, entry);
		}
	}
}

/** `Worker 0:  actual time=...`, or the first thing there is to say of it. */
function takeWorker(reading: Reading, line: Line, number: number, rest: string): void {
	const worker = workerOf(lastNode(reading), number);
	reading.scopes.push({kind: 'properties', column: indentOf(line.text), object: worker});
	const measured = rest.startsWith('actual ') ? measurement.exec(rest.slice('actual '.length)) : null;
	if (measured !== null) {
		putMeasured(worker, measured.slice(1));
	} else if (rest === 'JIT:') {
		putSummary(reading, line, rest, worker);
	} else if (rest !== '') {
		takeProperty(reading, line, rest, worker, false);
	}
}

/** `Update on public.child child_1`, below a ModifyTable that has several targets; false when it is none. */
function takeTarget(reading: Reading, line: Line, text: string): boolean {
	const node = lastNode(reading);
	const on = text.indexOf(' on ');
	if (typeOf(node) !== 'ModifyTable' || on < 0 || !modification.test(text.slice(0, on)) || indentOf(line.text) <= baseOf(node.line)) {
		return false;
	}

	const target: Building = {};
	putTarget(target, 'ModifyTable', text.slice(on + ' on '.length));
	node.targets.push(target);
	reading.scopes.push({kind: 'properties', column: indentOf(line.text), object: target});
	return true;
}

/** A property of the innermost thing that the line is indented below. */
function takeDetail(reading: Reading, line: Line, text: string, opensGroup: boolean): void {
	const scope = reading.scopes.at(-1);
	const jit = text.startsWith('JIT:');
	const [, worker, rest = ''] = /^Worker (\d+): *(.*)$/s.exec(text) ?? [];
	const [, key = '', value = ''] = /^(\w+): (.*)$/s.exec(text) ?? [];
	if (worker !== undefined) {
		takeWorker(reading, line, Number(worker), rest);
	} else if (isSummary(text) && !(jit && scope !== undefined)) {
		reading.summing = true;
		putSummary(reading, line, text, reading.summary);
	} else if (scope !== undefined) {
		if (jit) {
			putSummary(reading, line, text, scope.object);
		} else if (scope.kind !== 'jit' || !putJit(scope.object, line, key, value)) {
			takeProperty(reading, line, text, scope.object, opensGroup);
		}
	} else {
		// What an extension says of the whole plan stands where the root stands.
		const ofPlan = reading.summing || indentOf(line.text) <= baseOf(reading.root.line);
		takeProperty(reading, line, text, ofPlan ? reading.summary : lastNode(reading).facts, opensGroup);
	}
}

/** Takes one line into the plan; false when it begins another plan. */
function takeLine(reading: Reading, line: LogicalLine, following: Line | undefined): boolean {
	const text = line.text.trim();
	const column = indentOf(line.text);
	const opensGroup = following !== undefined && indentOf(following.text) > column;
	while ((reading.scopes.at(-1)?.column ?? -1) >= column) {
		reading.scopes.pop();
	}

	if (takeTarget(reading, line, text)) {
		return true;
	}

	const node = readNodeLine(line.text);
	if (node !== null) {
		if (node.arrow !== null) {
			takeNode(reading, node, line);
		}

		return node.arrow !== null;
	}

	if (/^(?:InitPlan|SubPlan|CTE) ./.test(text) && opensGroup && following.text.trimStart().startsWith('->')) {
		reading.label = {text, column};
	} else {
		takeDetail(reading, line, text, opensGroup);
	}

	return true;
}

/** True when the plan goes on after a blank line, as in a paste that doubled the line ends. */
function goesOn({text}: Line, root: NodeLine): boolean {
	return isSummary(text) || text.trimStart().startsWith('->')
		|| (indentOf(text) > root.column && /^\s*(?:[A-Z][\w/ -]*: |(?:InitPlan|SubPlan|CTE) |(?:Foreign )?\w+ on )/.test(text));
}

export interface TextPlan {
	/** As EXPLAIN (FORMAT JSON) would have printed it. */
	readonly raw: JsonObject;
	/** Index of the first line that is not the plan's. */
	readonly next: number;
}

/**
 * Reads the plan in EXPLAIN's text whose first node is at `start`, into the object that EXPLAIN (FORMAT JSON) would have
 * printed. `lineAt` comes from `logicalLines(lines)`, `preamble` are keys from before the nodes (auto_explain's Query Text).
 * Throws a PlanflipError of kind `input` that names the line.
 */
export function readTextPlan(lines: readonly Line[], lineAt: (index: number) => LogicalLine, start: number, preamble: JsonObject): TextPlan {
	const first = lineAt(start);
	const rootLine = readNodeLine(first.text) ?? refuse(first, 'the first node of a plan');
	const root = openNode(rootLine, null);
	const reading: Reading = {root, path: [root], scopes: [], summary: {...preamble}, triggers: [], label: null, summing: false};
	let index = first.next;
	while (index < lines.length) {
		const filled = nextFilled(lines, index);
		const following = lines[filled];
		if (following === undefined || (filled > index && !goesOn(following, rootLine))) {
			break;
		}

		const line = lineAt(filled);
		if (!takeLine(reading, line, lines[nextFilled(lines, line.next)])) {
			break;
		}

		index = line.next;
	}

	return {raw: finishPlan(reading), next: index};
}
