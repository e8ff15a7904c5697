import type {Run} from '../experiment/run.ts';
import type {InsightContext} from '../insight/context.ts';
import type {Contest} from './contest-text.ts';
import {runJson} from './run-json.ts';

/** `run --json` for several configurations: `baseline` and each of `runs` as for one, each run compared with the baseline; `confidence` is that of all claims together. */
export function contestJson({baseline, deltas, ids, warnings}: Contest, contextOf: (run: Run) => InsightContext): object {
	return {
		entry: baseline.subject.entry,
		warnings,
		baseline: runJson({run: baseline, delta: null, context: contextOf(baseline)}),
		runs: deltas.map((delta, at) => ({...(ids === null ? {} : {id: ids[at]}), ...runJson({run: delta.current, delta, context: contextOf(delta.current)})})),
	};
}
