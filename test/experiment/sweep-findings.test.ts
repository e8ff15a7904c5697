import {describe, expect, it} from 'vitest';
import type {CacheAnswer, GenericPlan} from '../../source/experiment/sweep.ts';
import {judgePlanCache, letterOf, planningCharge} from '../../source/experiment/sweep-findings.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';

const read = (relation: string, alias: string) => ({'Node Type': 'Seq Scan', 'Relation Name': relation, Alias: alias, 'Startup Cost': 0, 'Total Cost': 8, 'Plan Rows': 1, 'Plan Width': 8});
const plan = parsePlan({Plan: {'Node Type': 'Nested Loop', 'Startup Cost': 0, 'Total Cost': 16, 'Plan Rows': 1, 'Plan Width': 8, Plans: [read('orders', 'a'), read('orders', 'b')]}});
const answer = (customCost: number, chosen: CacheAnswer['chosen']): CacheAnswer => ({value: {value: 'x', origins: ['usual'], share: null}, customCost, chosen});
const generic = (changes: Partial<Extract<GenericPlan, {kind: 'planned'}>> = {}): Extract<GenericPlan, {kind: 'planned'}> => ({kind: 'planned', plan, shape: 's', asked: [], operatorCost: 0.0025, mode: 'auto', ...changes});

describe('what Postgres does with a prepared statement', () => {
	it('is certain where the cheapest and the dearest value lead to the same choice, as every mixture of values lies between them', () => {
		expect(judgePlanCache(generic({asked: [answer(1, 'custom'), answer(900, 'custom')]}))).toBe('custom');
		expect(judgePlanCache(generic({asked: [answer(1, 'generic'), answer(900, 'generic')]}))).toBe('generic');
	});

	it('depends on who comes first where they do not', () => {
		expect(judgePlanCache(generic({asked: [answer(1, 'custom'), answer(900, 'generic')]}))).toBe('depends');
	});

	it('is what the session says where it forces one, and not known where nobody could be asked', () => {
		expect(judgePlanCache(generic({mode: 'force_custom_plan', asked: [answer(1, 'custom')]}))).toBe('forced');
		expect(judgePlanCache(generic())).toBe('unknown');
		expect(judgePlanCache({kind: 'unknown', because: 'too old'})).toBe('unknown');
	});

	it('has a price for planning: 1000 operator costs for each relation and once more, a table that is read twice counting twice', () => {
		expect(planningCharge(generic())).toBeCloseTo(1000 * 0.0025 * 3, 9);
	});
});

it('plans are lettered for as long as there are letters, and on', () => {
	expect([0, 25, 26, 27].map(at => letterOf(at))).toEqual(['A', 'Z', 'A1', 'B1']);
});
