import {errorLines} from '../../errors.ts';
import {unknownOf} from '../../experiment/explain-generic.ts';
import type {WorkloadLattice} from '../../lattice/workload-lattice.ts';
import type {Failure, MeasuredPlan} from '../../view/combinations.ts';
import {contestEntry} from '../contest-entry.ts';
import {endsAll} from '../ends-all.ts';
import type {TryTools} from '../try-entry.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';
import type {Surveyed} from './survey.ts';
import type {ToggleBoard} from './toggle-board.ts';

export interface MeasuredChoices {
	readonly measured: readonly MeasuredPlan[];
	readonly unmeasured: readonly Failure[];
}

/**
 * What the planner thinks of the choices, against the clock: every plan that one of them brings is executed once, however many of them do,
 * in turns with the plan of all indexes on. A plan that stays what it is needs no clock.
 */
export async function * measureChoices(tools: TryTools, board: ToggleBoard, {choices, entries}: WorkloadLattice, surveyed: readonly Surveyed[], {pairs, signal}: CombineRequest): AsyncGenerator<CombineEvent, MeasuredChoices, void> {
	const measured: MeasuredPlan[] = [];
	const unmeasured: Failure[] = [];
	const tasks = entries.flatMap(({lattice: {top}}, at) => {
		const answers = choices.flatMap(({on, answers: all}) => all[at] === undefined ? [] : [{on, planned: all[at].planned}]);
		const plans = new Map(answers.filter(({planned}) => planned.fingerprint !== top.fingerprint).map(answer => [answer.planned.fingerprint, answer]));
		const one = surveyed[at];
		return one === undefined || plans.size === 0 ? [] : [{one, top, plans: [...plans.values()]}];
	});
	for (const [at, {one: {entry, subject}, top, plans}] of tasks.entries()) {
		yield {kind: 'measuring', entry, at, of: tasks.length};
		if (unknownOf(subject.parameters).length > 0) {
			unmeasured.push({entry: entry.name, lines: ['no value is known of one of its parameters: it can be planned, not executed']});
			continue;
		}

		try {
			const contestants = plans.map(({on}) => board.configuration(on));
			for await (const event of contestEntry(tools, {entry, parameters: subject.parameters, contestants, baseline: board.configuration(board.all), pairs, signal})) {
				if (event.kind === 'contested') {
					measured.push(...event.deltas.flatMap((delta, which) => {
						const planned = plans[which]?.planned;
						return planned === undefined ? [] : [{entry: entry.name, fingerprint: planned.fingerprint, indexes: delta.current.indexes, costTimes: planned.cost / top.cost, delta}];
					}));
				} else if (event.kind === 'warned') {
					yield * event.warnings.map(text => ({kind: 'note' as const, text: `${entry.name}: ${text}`}));
				} else if (event.kind === 'kept' && event.note !== null) {
					yield {kind: 'note', text: event.note};
				}
			}
		} catch (error) {
			if (endsAll(error, signal)) {
				throw error;
			}

			unmeasured.push({entry: entry.name, lines: errorLines(error)});
		}
	}

	return {measured, unmeasured};
}
