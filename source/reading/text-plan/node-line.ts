import {indentOf} from '../line.ts';
import {type Building, put} from '../building.ts';
import {describeNode, isKnownNode} from './describe-node.ts';
import {isBalanced, isOutside, nestingAfter} from './nesting.ts';

/** What a node's line says, as EXPLAIN's JSON would. */
export interface NodeLine {
	/** Column of the arrow; null for the plan's first node, which has none. */
	readonly arrow: number | null;
	/** Column of the name. Children's arrows stand to the right of it. */
	readonly column: number;
	readonly facts: Building;
	readonly costs: boolean;
	/** `no`: the line says nothing of a run. `never`: executed 0 times. */
	readonly actual: 'no' | 'never' | 'rows' | 'times';
	/** Rows with two decimals: PostgreSQL 18 and up. */
	readonly fractions: boolean;
}

const cost = /\(cost=(\d+\.?\d*)\.\.(\d+\.?\d*) rows=(\d+) width=(-?\d+)\)/y;
const actual = / *\((?:(never executed)|actual (?:time=(\d+\.?\d*)\.\.(\d+\.?\d*) )?rows=(\d+\.?\d*) loops=(\d+))\)/y;

/** What one process measured: `time=0.003..0.004 rows=1.00 loops=1`, as a node's line and a worker's have it. */
export const measurement = /^(?:time=(\d+\.?\d*)\.\.(\d+\.?\d*) )?rows=(\d+\.?\d*) loops=(\d+)$/;

const property = /^\s*[A-Za-z][\w/ -]*:(?:\s|$)/;

interface Measures {
	readonly description: string;
	readonly costs: RegExpExecArray | null;
	readonly actual: RegExpExecArray | null;
}

/** Where the last of these stands, outside of names in quotes; -1 when it does not. */
function lastOutside(body: string, ...openings: readonly string[]): number {
	const at = Math.max(...openings.map(opening => body.lastIndexOf(opening)));
	return at >= 0 && isOutside(nestingAfter(body.slice(0, at))) ? at : -1;
}

/** Takes costs and measurements from the end of the line; null when they are not what Postgres prints. */
function splitMeasures(body: string): Measures | null {
	const costAt = lastOutside(body, '(cost=');
	cost.lastIndex = Math.max(0, costAt);
	const costs = costAt < 0 ? null : cost.exec(body);
	const costEnd = costs === null ? -1 : cost.lastIndex;
	const actualAt = costEnd >= 0 ? costEnd : lastOutside(body, '(actual ', '(never executed)');
	actual.lastIndex = Math.max(0, actualAt);
	const measured = actualAt < 0 ? null : actual.exec(body);
	const end = measured !== null ? actual.lastIndex : costEnd >= 0 ? costEnd : body.length;
	const malformed = (costAt >= 0 && costs === null) || (costEnd < 0 && actualAt >= 0 && measured === null) || end < body.length;
	const start = costs === null ? actualAt : costAt;
	return malformed ? null : {description: start < 0 ? body : body.slice(0, start).trimEnd(), costs, actual: measured};
}

/** Sets what was measured, from a match of `actual` (or of `measurement`, one group less). */
export function putMeasured(facts: Building, [startup, total, rows, loops]: readonly (string | undefined)[]): void {
	if (startup !== undefined && total !== undefined) {
		put(facts, 'Actual Startup Time', Number(startup));
		put(facts, 'Actual Total Time', Number(total));
	}

	put(facts, 'Actual Rows', Number(rows));
	put(facts, 'Actual Loops', Number(loops));
}

/** Sets costs and measurements, and tells which there were. */
function putMeasures(facts: Building, {costs, actual: measured}: Measures): Pick<NodeLine, 'costs' | 'actual' | 'fractions'> {
	if (costs !== null) {
		const [, startup, total, rows, width] = costs.map(Number);
		put(facts, 'Startup Cost', startup ?? 0);
		put(facts, 'Total Cost', total ?? 0);
		put(facts, 'Plan Rows', rows ?? 0);
		put(facts, 'Plan Width', width ?? 0);
	}

	if (measured === null) {
		return {costs: costs !== null, actual: 'no', fractions: false};
	}

	const [, never, ...numbers] = measured;
	if (never !== undefined) {
		return {costs: costs !== null, actual: 'never', fractions: false};
	}

	putMeasured(facts, numbers);
	return {costs: costs !== null, actual: numbers[0] === undefined ? 'rows' : 'times', fractions: numbers[2]?.includes('.') === true};
}

/**
 * Reads `->  Hash Join  (cost=1.00..2.00 rows=3 width=4) (actual time=0.005..0.006 rows=1 loops=1)`; null when the line is no node.
 * Without an arrow, a node is what has costs or measurements, or a name of EXPLAIN's and nothing else.
 */
export function readNodeLine(line: string): NodeLine | null {
	const indent = indentOf(line);
	const hasArrow = line.startsWith('->', indent);
	const column = hasArrow ? indent + 2 + indentOf(line.slice(indent + 2)) : indent;
	// Most lines are properties: these need not be taken apart to see it.
	if (!hasArrow && property.test(line) && !line.includes('(cost=') && !line.includes('(actual ') && !line.includes('(never ')) {
		return null;
	}

	const body = line.slice(column).trimEnd();
	const measures = splitMeasures(body);
	if (measures === null || measures.description === '') {
		return null;
	}

	const {description, costs, actual: measured} = measures;
	if (!hasArrow && costs === null && measured === null && !isKnownNode(description)) {
		return null;
	}

	// Neither a property that quotes a plan (`Filter: (note ~~ '% (cost=...'`) nor the rest of a line is one.
	if (!hasArrow && (property.test(description) || !isBalanced(description))) {
		return null;
	}

	const facts = describeNode(description);
	return {arrow: hasArrow ? indent : null, column, facts, ...putMeasures(facts, measures)};
}
