import {describe, expect, test} from 'vitest';
import {sumBuffers} from '../../source/plan/buffers.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {JsonObject, Plan} from '../../source/plan/plan.ts';
import {planFingerprint} from '../../source/plan/plan-fingerprint.ts';
import {readPlans} from '../../source/reading/read-plans.ts';
import {printText} from './print-text.ts';
import {printXml} from './print-xml.ts';
import {printYaml} from './print-yaml.ts';
import {type Other, pairs, rawFixtures, readingsIn, readOne} from './reading-fixtures.ts';
import {whatTextTells} from './what-text-tells.ts';

describe('one execution in four formats is the same Plan, down to what Postgres said of every node', () => {
	test.each(rawFixtures)('$name: text, but for what text does not tell (see what-text-tells.ts)', ({raw, version}) => {
		const {plan, format} = readOne(printText(raw, version));
		const told = parsePlan(whatTextTells(raw, version));
		expect(format).toBe('text');
		expect(plan.raw).toEqual(told.raw);
		expect(plan).toEqual(told);
		// And the fingerprint needs no exception.
		expect(planFingerprint(plan)).toBe(planFingerprint(parsePlan(raw)));
	});

	test.each(rawFixtures)('$name: YAML and XML, without exception', ({raw}) => {
		const plan = parsePlan(raw);
		expect(readOne(printYaml(raw)).plan).toEqual(plan);
		expect(readOne(printXml(raw)).plan).toEqual(plan);
	});
});

/** The JSON of the pair as far as its other format tells it. */
const asTold = (raw: JsonObject, version: number, format: Other) => parsePlan(format === 'text' ? whatTextTells(raw, version) : raw);
const outputs = ({nodes}: Plan) => nodes.map(({raw}) => raw['Output']);
const estimates = ({nodes}: Plan) => nodes.map(({label, rows, startupCost, totalCost, raw}) => [label, rows.estimated, startupCost, totalCost, raw['Plan Width']]);
const seats = ({nodes}: Plan) => nodes.map(({label, depth, relationship, subplan, schema, relation, alias, index, executed}) =>
	({label, depth, relationship, subplan, schema, relation, alias, index, executed}));

describe('what real servers printed in two formats, of two executions', () => {
	test('there are pairs of all major versions, in all formats', () => {
		expect(new Set(pairs.map(({version}) => version))).toEqual(new Set([13, 14, 15, 16, 17, 18]));
		expect(new Set(pairs.map(({format}) => format))).toEqual(new Set(['text', 'yaml', 'xml']));
		expect(pairs.length).toBeGreaterThan(200);
	});

	test.each(pairs)('$name in $format is the plan of the JSON: shape, labels, relations, conditions, lists, settings', ({raw, version, format, text}) => {
		const {plan, format: found} = readOne(text);
		const json = asTold(raw, version, format);
		expect(found).toBe(format);
		expect(seats(plan)).toEqual(seats(json));
		expect(planFingerprint(plan)).toBe(planFingerprint(parsePlan(raw)));
		expect(outputs(plan)).toEqual(outputs(json));
		expect(plan.settings).toEqual(json.settings);
		expect(plan.triggers.map(({name, relation, constraint, calls}) => ({name, relation, constraint, calls})))
			.toEqual(json.triggers.map(({name, relation, constraint, calls}) => ({name, relation, constraint, calls})));
		expect(plan.measured).toBe(json.measured);
		expect(plan.nodes[0]?.inclusiveBuffers === null).toBe(json.nodes[0]?.inclusiveBuffers === null);
		expect(plan.serialization === null).toBe(json.serialization === null);
	});

	// Every run of the UPDATE makes its table longer.
	test.each(pairs.filter(({name}) => !name.includes('15_update_triggers')))('$name in $format has the estimates of the JSON', ({raw, text}) => {
		expect(estimates(readOne(text).plan)).toEqual(estimates(parsePlan(raw)));
	});

	test.each(pairs)('$name in $format adds up: self times and outside to Execution Time, self buffers to the root\'s', ({text}) => {
		const {plan} = readOne(text);
		const sum = [...plan.nodes.map(({selfMs}) => selfMs), ...plan.outside.map(({ms}) => ms)].reduce<number>((total, ms) => total + (ms ?? Number.NaN), 0);
		expect(Math.abs(sum - (plan.totals.executionMs ?? Number.NaN))).toBeLessThanOrEqual(0.0005 * (2 + plan.outside.length) + 1e-6);
		expect(sumBuffers([...plan.nodes.map(({selfBuffers}) => selfBuffers), ...plan.outside.map(({buffers}) => buffers)]) ?? null)
			.toEqual(plan.nodes[0]?.inclusiveBuffers);
	});
});

describe('what a real server printed of statements that have nothing to measure but rows', () => {
	/** Their tables grew from one run to the next. */
	const growing = new Set(['merge', 'part_update', 'update_triggers']);
	const costs = ['Startup Cost', 'Total Cost', 'Plan Rows'];
	const withoutCosts = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, entry: unknown) => costs.includes(key) ? undefined : entry)) as unknown;

	test.each<[string, number, readonly Other[]]>([
		['pg18-verbose', 18, ['text', 'yaml', 'xml']],
		['pg15-costs-off', 15, ['text']],
	])('%s: every statement is the same Plan in each format', (file, version, formats) => {
		const statements = readingsIn(`${file}.json`);
		expect(statements.size).toBeGreaterThan(60);
		for (const format of formats) {
			const texts = readingsIn(`${file}.${format}`);
			for (const [name, json] of statements) {
				const plans = readPlans(texts.get(name) ?? '').map(({plan}) => plan.raw);
				const expected = readPlans(json).map(({plan}) => format === 'text' ? whatTextTells(plan.raw, version) : plan.raw);
				const change = growing.has(name) ? withoutCosts : (raws: unknown) => raws;
				expect(change(plans), `${name} in ${format}`).toEqual(change(expected));
			}
		}
	});
});
