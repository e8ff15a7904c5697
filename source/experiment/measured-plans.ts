import {planFingerprint} from '../plan/plan-fingerprint.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import type {Measured} from './forecast.ts';
import type {Run, Subject} from './run.ts';

/** What was really executed in this session, by statement, values and plan: a time is a plan's, not a configuration's. */
export interface MeasuredPlans {
	keep(run: Run): void;
	/** The latest run of this statement that had this plan. */
	find(subject: Subject, plan: Plan): Measured | null;
	/** The rows may be others now. */
	forget(): void;
}

export function measuredPlans(): MeasuredPlans {
	const runs = new Map<string, Run[]>();
	const read = new WeakMap<Run, {readonly plan: Plan; readonly fingerprint: string} | null>();
	/** Read when first asked for: most runs never are. */
	const planOf = (run: Run) => {
		const known = read.get(run);
		if (known !== undefined) {
			return known;
		}

		const plan = readExplainJson(run.explain)[0];
		const fresh = plan === undefined ? null : {plan, fingerprint: planFingerprint(plan)};
		read.set(run, fresh);
		return fresh;
	};

	return {
		keep(run) {
			if (run.explain !== '' && run.samples.length > 0) {
				const key = keyOf(run.subject);
				runs.set(key, [run, ...(runs.get(key) ?? []).slice(0, 19)]);
			}
		},
		find(subject, plan) {
			const fingerprint = planFingerprint(plan);
			for (const run of runs.get(keyOf(subject)) ?? []) {
				const known = planOf(run);
				if (known?.fingerprint === fingerprint) {
					return {run, plan: known.plan};
				}
			}

			return null;
		},
		forget() {
			runs.clear();
		},
	};
}

function keyOf({sql, parameters}: Subject): string {
	return JSON.stringify([sql, parameters.map(({value}) => value)]);
}
