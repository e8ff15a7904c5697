import {expect} from 'vitest';

/** What `--json` promises (docs/guide.md), as far as others may build on it. Times in ms, buffers in 8 kB blocks. */
export interface PlanJson {
	readonly query?: string;
	readonly totals: Readonly<Record<'planningMs' | 'executionMs' | 'rootMs', number | null>>;
	readonly outside: ReadonlyArray<{readonly what: string; readonly ms: number | null; readonly buffers: BuffersJson | null}>;
	readonly nodes: readonly NodeJson[];
	readonly insights: readonly unknown[];
}

export interface NodeJson {
	readonly id: number;
	readonly parentId: number | null;
	readonly nodeType: string;
	readonly label: string;
	readonly relation?: string;
	readonly index?: string;
	readonly loops: number | null;
	readonly executed: boolean | null;
	readonly inclusiveMs: number | null;
	readonly selfMs: number | null;
	readonly rows: Readonly<Record<'estimated' | 'actual' | 'low' | 'high', number | null>>;
	readonly selfBuffers: BuffersJson | null;
	readonly raw: Readonly<Record<string, unknown>>;
}

export interface RunJson {
	readonly entry: string;
	readonly configuration: string;
	readonly rung: {readonly number: number; readonly badge: string};
	readonly samples: readonly number[];
	readonly ratio?: {readonly value: number; readonly low: number; readonly high: number};
	readonly verdict: string | null;
	readonly parameters: ReadonlyArray<{readonly name: string; readonly value: unknown}>;
	readonly buffers: BuffersJson | null;
	readonly plan: PlanJson;
}

const counters = [
	'sharedHit', 'sharedRead', 'sharedDirtied', 'sharedWritten', 'localHit', 'localRead', 'localDirtied', 'localWritten', 'tempRead', 'tempWritten',
] as const;
type BuffersJson = Readonly<Record<(typeof counters)[number], number>>;

const numberOrNull = expect.toSatisfy((value: unknown) => value === null || typeof value === 'number', 'number or null') as number | null;
const block = expect.toSatisfy((value: unknown) => Number.isInteger(value), 'whole number') as number;
const buffers = Object.fromEntries(counters.map(counter => [counter, block]));
const buffersOrNull = expect.toSatisfy((value: unknown) => {
	return value === null || (typeof value === 'object' && counters.every(counter => Number.isInteger((value as BuffersJson)[counter])) && Object.keys(value).length === counters.length);
}, 'ten counters or null') as BuffersJson;

/** One element of `plans`: every promised field, of its kind; nodes in pre-order, each below the one it names. */
export function expectPlan(plan: PlanJson): void {
	expect(plan.totals).toEqual({planningMs: numberOrNull, executionMs: numberOrNull, rootMs: numberOrNull});
	expect(plan.insights).toBeInstanceOf(Array);
	for (const row of plan.outside) {
		expect(row).toEqual({what: expect.any(String) as string, ms: numberOrNull, buffers: buffersOrNull});
	}

	expect(plan.nodes.length).toBeGreaterThan(0);
	for (const [at, node] of plan.nodes.entries()) {
		expect(node).toMatchObject({
			id: at,
			nodeType: expect.any(String) as string,
			label: expect.any(String) as string,
			loops: numberOrNull,
			processes: expect.any(Number) as number,
			inclusiveMs: numberOrNull,
			selfMs: numberOrNull,
			rows: {estimated: numberOrNull, actual: numberOrNull, low: numberOrNull, high: numberOrNull},
			selfBuffers: buffersOrNull,
			raw: {'Node Type': node.nodeType},
		});
		expect(node.parentId).toSatisfy((parent: number | null) => at === 0 ? parent === null : parent !== null && parent >= 0 && parent < at);
		expect([true, false, null]).toContain(node.executed);
		for (const word of ['relation', 'alias', 'index', 'subplan'] as const) {
			expect(['string', 'undefined']).toContain(typeof (node as unknown as Record<string, unknown>)[word]);
		}
	}
}

/** Everything that `run --json` promises. */
export function expectRun(run: RunJson): void {
	expect(run).toMatchObject({
		entry: expect.any(String) as string,
		configuration: expect.any(String) as string,
		rung: {number: expect.any(Number) as number, badge: expect.any(String) as string},
		server: {version: expect.stringMatching(/^PostgreSQL \d+/) as string, versionNumber: expect.any(Number) as number},
		samples: expect.any(Array) as number[],
		buffers,
	});
	expect(run.samples.every(ms => typeof ms === 'number' && ms >= 0)).toBe(true);
	expect(run.parameters.every(({name, value}) => typeof name === 'string' && value !== undefined)).toBe(true);
	expect(['faster', 'slower', 'no difference', 'cannot tell', null]).toContain(run.verdict);
	if (run.ratio !== undefined) {
		expect(run.ratio.low).toBeLessThanOrEqual(run.ratio.value);
		expect(run.ratio.high).toBeGreaterThanOrEqual(run.ratio.value);
	}

	expectPlan(run.plan);
}

/** The root's own words against the sums: sum(selfBuffers) + outside = root, counter by counter, exactly. */
export function expectConservation(plan: PlanJson): void {
	const [root] = plan.nodes;
	const parts = [...plan.nodes.map(node => node.selfBuffers), ...plan.outside.map(row => row.buffers)];
	for (const [counter, word] of [['sharedHit', 'Shared Hit Blocks'], ['sharedRead', 'Shared Read Blocks'], ['tempRead', 'Temp Read Blocks'], ['tempWritten', 'Temp Written Blocks']] as const) {
		expect(parts.reduce((sum, part) => sum + (part?.[counter] ?? 0), 0), word).toBe(root?.raw[word]);
	}
}
