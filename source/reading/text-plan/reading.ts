import type {Building} from '../building.ts';
import type {Line} from '../line.ts';
import {unreadable} from '../unreadable.ts';
import type {TextNode} from './text-node.ts';

/** What the lines that are indented below a line belong to: a worker, a target table, `Planning:`, a group of an extension's. */
export interface Scope {
	readonly kind: 'properties' | 'jit';
	readonly column: number;
	readonly object: Building;
}

/** A plan while its lines are being read. */
export interface Reading {
	readonly root: TextNode;
	/** From the root to the node whose properties come next. */
	readonly path: TextNode[];
	readonly scopes: Scope[];
	/** Keys of the whole plan. */
	readonly summary: Building;
	/** Their lines. */
	readonly triggers: string[];
	label: {readonly text: string; readonly column: number} | null;
	/** True when the nodes are over. */
	summing: boolean;
}

/** The node that was read last: properties are its. */
export function lastNode({path, root}: Reading): TextNode {
	return path.at(-1) ?? root;
}

export function refuse({number, text}: Line, expected: string, found = text.trim()): never {
	throw unreadable({line: number, as: 'a line of a plan in EXPLAIN\'s text', expected, found});
}

/** The value, or a letter about the line that should have had it. */
export function must<T>(value: T | null | undefined, line: Line, expected: string): T {
	return value ?? refuse(line, expected);
}
