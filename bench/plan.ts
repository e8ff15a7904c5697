import {readExplainJson} from '../source/plan/read-explain-json.ts';
import type {Benchmark} from './benchmark.ts';
import {inTurns, timed} from './in-turns.ts';
import {deepPlan, widePlan} from './synthetic-plan.ts';

const texts = [
	{what: 'plan of 1,000 nodes read', text: widePlan(1001), turns: 41},
	{what: 'plan of 10,000 nodes read', text: widePlan(10_001), turns: 11},
	{what: 'plan of 400 levels read', text: deepPlan(400), turns: 21},
];

/** From EXPLAIN's text to a Plan with every figure in it, against JSON.parse of the same text. */
export const plan: Benchmark = {
	name: 'plan',
	async * measure() {
		for (const {what, text, turns} of texts) {
			const {ours, json} = await inTurns(turns, {
				ours: () => timed(() => readExplainJson(text)),
				json: () => timed(() => JSON.parse(text) as unknown),
			});
			yield {what, ours, reference: {what: 'JSON.parse', ms: json}, aim: {times: 5, plusMs: 0}};
		}
	},
};
