import {insightsOf} from '../source/insight/insights-of.ts';
import {readExplainJson} from '../source/plan/read-explain-json.ts';
import {readPlans} from '../source/reading/read-plans.ts';
import type {Benchmark} from './benchmark.ts';
import {inTurns, timed} from './in-turns.ts';
import {deepPlan, widePlan} from './synthetic-plan.ts';

const texts = [
	{what: 'plan of 1,000 nodes', text: widePlan(1001), turns: 40},
	{what: 'plan of 10,000 nodes', text: widePlan(10_001), turns: 10},
	{what: 'plan of 400 levels', text: deepPlan(400), turns: 20},
];

/**
 * From EXPLAIN's text to a Plan with every figure in it; and as `planflip explain` has it, with the format found out and the
 * insights drawn. Against JSON.parse of the same text.
 */
export const plan: Benchmark = {
	name: 'plan',
	async * measure() {
		for (const {what, text, turns} of texts) {
			const ms = await inTurns(turns, {
				read: () => timed(() => readExplainJson(text)),
				analysed: () => timed(() => readPlans(text).flatMap(({plan}) => insightsOf(plan))),
				json: () => timed(() => JSON.parse(text) as unknown),
			}, turns);
			const against = {reference: {what: 'JSON.parse', ms: ms.json}, aim: {times: 5, plusMs: 0}};
			yield {kind: 'duration', what: `${what}, read`, ours: ms.read, ...against};
			yield {kind: 'duration', what: `${what}, read and analysed`, ours: ms.analysed, ...against};
		}
	},
};
