import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Insight} from '../../source/insight/insight.ts';
import {insightsOf} from '../../source/insight/insights-of.ts';
import {rules} from '../../source/insight/rules.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Json, JsonObject, Plan} from '../../source/plan/plan.ts';
import {cellWidth} from '../../source/text/cells.ts';
import {sanitise} from '../../source/text/plain.ts';
import {fixtures, member, node, outer} from '../plan/plan-fixtures.ts';
import {made, seqScan} from './insight-plans.ts';

const folder = join(import.meta.dirname, 'plans');
const texts = [
	...fixtures,
	...readdirSync(folder).map(file => ({name: `insight/${file}`, text: readFileSync(join(folder, file), 'utf8')})),
];
const plans = texts.flatMap(({name, text}) => (JSON.parse(text) as JsonObject[]).map(raw => ({name, plan: parsePlan(raw)})));
const said = plans.map(({name, plan}) => ({name, plan, insights: insightsOf(plan)}));

/** With everything that a database could tell: all tables changed, and no index there. */
const stale = (plan: Plan) => ({
	tables: plan.nodes.flatMap(({relation}) => relation === null ? [] : [{schema: null, name: relation, modifiedSinceAnalyze: 1e6, rows: 1000}]),
});

describe.each([
	['as it is', said],
	['with tables out of date', plans.map(({name, plan}) => ({name, plan, insights: insightsOf(plan, stale(plan))}))],
])('over every fixture, %s', (_, all) => {
	const each = (check: (insight: Insight, plan: Plan, name: string) => void) => {
		for (const {name, plan, insights} of all) {
			for (const insight of insights) {
				check(insight, plan, `${name}: ${insight.rule}`);
			}
		}
	};

	test('nothing is said of a node that was not executed', () => {
		each(({nodeId}, plan, name) => {
			expect(nodeId === null || plan.nodes[nodeId]?.executed, name).toBe(true);
		});
	});

	test('nothing could save more than the execution took, nor less than nothing', () => {
		each(({couldSaveMs}, plan, name) => {
			const whole = plan.totals.executionMs ?? plan.totals.rootMs;
			expect(couldSaveMs === null || (whole !== null && couldSaveMs >= 0 && couldSaveMs <= whole), name).toBe(true);
		});
	});

	test('what could be saved is worth a line: 2 % and 1 ms, or 10 % and 0.1 ms', () => {
		each(({couldSaveMs}, plan, name) => {
			const whole = plan.totals.executionMs ?? plan.totals.rootMs ?? 0;
			const worth = couldSaveMs === null || (couldSaveMs >= 1 && couldSaveMs >= 0.02 * whole) || (couldSaveMs >= 0.1 && couldSaveMs >= 0.1 * whole);
			expect(worth, name).toBe(true);
		});
	});

	test('every number is one, and every text is plain and says something', () => {
		each(({rule, title, evidence, advice}, _plan, name) => {
			for (const text of [title, evidence, advice ?? 'nothing']) {
				expect(text, name).not.toMatch(/NaN|Infinity|undefined|null|(?:^|[ (])- (?:ms|rows|of)| {2}/);
				expect(sanitise(text), name).toBe(text);
				expect(text.trim().length, name).toBeGreaterThan(0);
			}

			// enable_seqscan = off has none.
			expect(rule === 'settings' || /\d/.test(evidence), name).toBe(true);
		});
	});

	test('a title fits a line of 60 cells, and no name is so long that the numbers are cut off', () => {
		each(({title}, _plan, name) => {
			expect(cellWidth(title), name).toBeLessThanOrEqual(60);
			expect(title, name).not.toMatch(/…$/);
		});
	});

	test('at most a handful is said, three of one rule, what could save most first', () => {
		for (const {name, insights} of all) {
			expect(insights.length, name).toBeLessThanOrEqual(6);
			for (const {rule} of insights) {
				expect(insights.filter(insight => insight.rule === rule).length, name).toBeLessThanOrEqual(3);
			}

			const saves = insights.map(({couldSaveMs}) => couldSaveMs ?? -1);
			expect(saves, name).toEqual(saves.toSorted((a, b) => b - a));
		}
	});

	test('the same plan is told the same, however often', () => {
		for (const {plan} of all.filter((_plan, at) => at % 7 === 0)) {
			expect(insightsOf(parsePlan(plan.raw))).toEqual(insightsOf(plan));
		}
	});

	test('of one node, one rule at most asks for an index', () => {
		for (const {name, insights} of all) {
			const asked = insights.filter(({proposal}) => proposal !== null).map(({nodeId}) => nodeId);
			expect(new Set(asked).size, name).toBe(asked.length);
		}
	});

	test('an index that is proposed is on a table that the plan reads', () => {
		each(({proposal}, plan, name) => {
			expect(proposal === null || plan.nodes.some(({relation}) => relation === proposal.table), name).toBe(true);
		});
	});
});

test('most plans without a fault are told one thing or two', () => {
	const mean = said.reduce((sum, {insights}) => sum + insights.length, 0) / said.length;
	expect(mean).toBeLessThan(2);
});

test('every rule has something to say of some plan, or is said in a test of its own', () => {
	const ofFixtures = new Set(said.flatMap(({insights}) => insights.map(({rule}) => rule)));
	const silent = rules.map(({name}) => name).filter(name => !ofFixtures.has(name));
	expect(silent).toEqual(['stale-statistics']);
	expect(new Set(rules.map(({name}) => name)).size).toBe(rules.length);
});

test('a plan that was only planned is not judged by what it might have done', () => {
	const planned = plans.filter(({plan}) => plan.measured === 'nothing');
	expect(planned.length).toBeGreaterThan(0);
	expect(planned.flatMap(({plan}) => insightsOf(plan))).toEqual([]);
});

describe('saying less', () => {
	test('the same fault in five places is told in three', () => {
		const scans = Array.from({length: 5}, (_, at) => seqScan(`(t${at}.a = 1)`, 1, 20_000, {...member, 'Relation Name': `t${at}`, Alias: `t${at}`, 'Actual Total Time': 100 + at}));
		const insights = insightsOf(made(node('BitmapOr', {'Actual Total Time': 520}, scans)));
		expect(insights.map(({rule, nodeId}) => `${rule} ${nodeId}`)).toEqual(['large-seq-scan 5', 'large-seq-scan 4', 'large-seq-scan 3']);
	});

	test('below 2 % of the time nothing is said, and below 1 ms it must be 10 %', () => {
		const sayings = (ms: number, whole: number) => insightsOf(made(node('Sort', {'Actual Total Time': whole}, [
			node('Index Scan', {...outer, 'Relation Name': 't', Alias: 't', 'Index Cond': '(a = 1)', Filter: '(b = 1)', 'Actual Rows': 0, 'Rows Removed by Filter': 1000, 'Actual Total Time': ms}),
		]))).filter(({rule}) => rule === 'filter-removes-rows').length;
		expect([sayings(1.9, 100), sayings(2.1, 100), sayings(0.9, 10), sayings(0.9, 5), sayings(0.09, 0.1)]).toEqual([0, 1, 0, 1, 0]);
	});

	test('severity follows the share that could be saved: 10 and 40 %', () => {
		const severity = (ms: number) => insightsOf(made(node('Sort', {'Actual Total Time': 100}, [
			node('Index Scan', {...outer, 'Relation Name': 't', Alias: 't', 'Index Cond': '(a = 1)', Filter: '(b = 1)', 'Actual Rows': 0, 'Rows Removed by Filter': 1000, 'Actual Total Time': ms}),
		])))[0]?.severity;
		expect([severity(5), severity(15), severity(45)]).toEqual(['low', 'medium', 'high']);
	});
});

describe('plans of any size', () => {
	test('names that steer a terminal are shown, not obeyed, and names of any length leave room for the numbers', () => {
		const name = '\u001B[31m\u202E' + 'مشهد طويل'.repeat(50);
		const [insight] = insightsOf(made(seqScan('(t.a = 1)', 10, 50_000, {'Relation Name': name})));
		expect(insight?.title).toMatch(/…: 50,000 rows read, 10 kept$/);
		expect(cellWidth(insight?.title ?? '')).toBeLessThanOrEqual(60);
		expect(insight?.evidence).not.toMatch(/[\u001B\u202E]/);
	});

	test('a chain of 100,000 nodes, and an Append of 10,000 partitions', () => {
		let chain = seqScan('(t.a = 1)', 10, 50_000, outer);
		for (let depth = 0; depth < 100_000; depth++) {
			chain = node(depth % 2 === 0 ? 'Nested Loop' : 'Sort', {...outer, 'Actual Total Time': 100, 'Plan Rows': 1, 'Actual Rows': 1000}, [chain]);
		}

		expect(insightsOf(made(chain)).map(({rule}) => rule)).toContain('large-seq-scan');
		const partitions = Array.from({length: 10_000}, (_, at) => seqScan(`(p${at}.a = 1)`, 1, 100, {...member, 'Relation Name': `p${at}`, Alias: `p${at}`, 'Actual Total Time': 0.2}));
		const [insight, ...more] = insightsOf(made(node('Append', {'Actual Total Time': 2010, 'Plan Rows': 10_000, 'Actual Rows': 10_000}, partitions)));
		expect(insight).toMatchObject({rule: 'large-seq-scan', evidence: expect.stringContaining('10,000 partitions such as p0') as string});
		expect(insight?.couldSaveMs).toBeCloseTo(2000 * 0.96);
		expect(more.map(({rule}) => rule)).not.toContain('large-seq-scan');
	});
});

/** Plans as people paste them: edited, cut, put together from two. Seeded, so that a failure can be run again. */
describe('plans that somebody has tampered with', () => {
	let seed = 4711;
	const dice = () => {
		seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
		return seed / 2 ** 32;
	};

	const odd: readonly Json[] = [null, -1, 0, 1, 1e9, 1e308, -5.5, 0.0001, 'x', '', 'off', true, [], {}];
	const shape = new Set(['Plan', 'Plans', 'Node Type']);

	function tampered(value: Json): Json {
		if (Array.isArray(value)) {
			return (value as readonly Json[]).map(element => tampered(element));
		}

		if (typeof value !== 'object' || value === null) {
			return value;
		}

		return Object.fromEntries(Object.entries(value).flatMap(([key, part]: [string, Json]) => {
			const roll = shape.has(key) ? 1 : dice();
			const scaled = typeof part === 'number' ? part * 10 ** Math.floor(dice() * 9 - 3) : typeof part === 'string' ? part.slice(0, Math.floor(dice() * part.length)) : part;
			return roll < 0.03 ? [] : [[key, roll < 0.06 ? odd[Math.floor(dice() * odd.length)] ?? null : roll < 0.12 ? scaled : tampered(part)]];
		}));
	}

	const victims = texts.flatMap(({text}) => JSON.parse(text) as JsonObject[]);

	test('1,500 of them: nothing breaks, and every number that is said is one', () => {
		for (let round = 0; round < 1500; round++) {
			const plan = parsePlan(tampered(victims[Math.floor(dice() * victims.length)] ?? {}) as JsonObject);
			const whole = plan.totals.executionMs ?? plan.totals.rootMs ?? 0;
			for (const {rule, nodeId, title, evidence, advice, couldSaveMs} of insightsOf(plan, stale(plan))) {
				const name = `round ${round}, ${rule}`;
				expect([title, evidence, advice].join(' '), name).not.toMatch(/NaN|Infinity|undefined|\[object/);
				expect(couldSaveMs === null || (couldSaveMs >= 0 && couldSaveMs <= whole), name).toBe(true);
				expect(nodeId === null || plan.nodes[nodeId]?.executed, name).toBe(true);
			}
		}
	});
});
