import type {Json, JsonObject} from '../../plan/plan.ts';
import {isJsonObject} from '../../plan/json-object.ts';
import type {Reading} from './reading.ts';
import {type TextNode, typeOf} from './text-node.ts';

/**
 * With which options, by which PostgreSQL a plan was printed. Text leaves zeros out and JSON does not, so this decides which
 * zeros there were. What no line gives away is taken for not there.
 */
export interface Evidence {
	readonly analyze: boolean;
	/** TIMING is on unless rows come without times. */
	readonly timing: boolean;
	readonly costs: boolean;
	readonly verbose: boolean;
	readonly buffers: boolean;
	readonly wal: boolean;
	/** By auto_explain, which prints the query, and not what the planner did. */
	readonly logged: boolean;
	/**
	 * Keys of I/O times: up to 14 `I/O Read Time`, in 15 and 16 `Temp I/O Read Time` as well, from 17 on one for shared, local
	 * and temp each; null without track_io_timing.
	 */
	readonly timings: 'one' | 'temp' | 'each' | null;
	/** 13: no `Async Capable`, and the children of a ModifyTable are members. */
	readonly before14: boolean;
	/** 18: `Disabled`, `WAL Buffers Full`. */
	readonly since18: boolean;
}

/** 17 and up: InitPlans no longer say which parameters they return, and there are options that did not exist before. */
function isSince17(nodes: readonly TextNode[], summary: JsonObject): boolean {
	const planning = summary['Planning'];
	const jit = summary['JIT'];
	const timing = isJsonObject(jit) ? jit['Timing'] : undefined;
	return summary['Serialization'] !== undefined
		|| (isJsonObject(planning) && planning['Memory Used'] !== undefined)
		|| (isJsonObject(timing) && isJsonObject(timing['Generation']))
		|| nodes.some(({label}) => label?.startsWith('InitPlan ') === true && !label.includes('(returns '));
}

/** Up to 16, certainly. */
function isBefore17(nodes: readonly TextNode[], summary: JsonObject): boolean {
	const jit = summary['JIT'];
	const timing = isJsonObject(jit) ? jit['Timing'] : undefined;
	return nodes.some(({label, facts}) => label?.includes('(returns $') === true || facts['Params Evaluated'] !== undefined)
		|| (isJsonObject(timing) && typeof timing['Generation'] === 'number');
}

/** Up to 13 a ModifyTable without RETURNING estimated the rows of its child, and returned none of them; later it estimates 0. */
function isBefore14(nodes: readonly TextNode[]): boolean {
	return nodes.some(node => typeOf(node) === 'ModifyTable' && node.facts['Output'] === undefined
		&& Number(node.facts['Plan Rows'] ?? 0) > 0 && node.facts['Actual Rows'] === 0
		&& node.children.some(({facts}) => Number(facts['Actual Rows'] ?? 0) > 0));
}

function isObject(value: Json | undefined): value is JsonObject {
	return isJsonObject(value);
}

/** Looks for what gives the options away. `nodes` are all of the plan. */
export function findEvidence(nodes: readonly TextNode[], {summary, root}: Reading): Evidence {
	const counted = [...nodes.flatMap(({facts, workers}) => [facts, ...workers.values()]), ...[summary['Planning'], summary['Serialization']].filter(isObject)];
	const has = (...keys: readonly string[]) => counted.some(object => keys.some(key => object[key] !== undefined));
	const analyze = nodes.some(({line}) => line.actual !== 'no');
	const since18 = nodes.some(({line}) => line.fractions) || has('Disabled', 'Index Searches', 'Storage', 'Window', 'WAL Buffers Full');
	const placed = has('Shared I/O Read Time', 'Shared I/O Write Time', 'Local I/O Read Time', 'Local I/O Write Time', 'Temp I/O Read Time', 'Temp I/O Write Time');
	const timings = has('I/O Read Time', 'I/O Write Time')
		? 'one'
		: placed ? since18 || isSince17(nodes, summary) || !isBefore17(nodes, summary) ? 'each' : 'temp' : null;
	return {
		analyze,
		timing: nodes.some(({line}) => line.actual === 'times') || !nodes.some(({line}) => line.actual === 'rows'),
		costs: root.line.costs,
		verbose: has('Output'),
		buffers: has('Shared Hit Blocks'),
		wal: has('WAL Records'),
		logged: summary['Query Text'] !== undefined,
		timings,
		before14: isBefore14(nodes),
		since18,
	};
}
