import {errorLines} from '../../errors.ts';
import type {Advice, AdvisedEntry, Rejected} from '../../lab/advice/advice.ts';
import type {Delta} from '../../experiment/run.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import {planOfRun, runBlocks, typicalMs} from '../../view/run-figures.ts';
import {removableSentence, stayingSentence} from './index-sentences.ts';
import {proposalSentence} from './proposal-sentence.ts';
import {writesJson} from '../writes-json.ts';
import {rejectionWords} from './rejection-words.ts';

/** `advise --json`. Costs in the planner's units, weighted where they are of several queries; sizes in bytes, times in ms, shares as fractions of the cost now; `writes` as writes-json.ts says. */
export function adviceJson(advice: Advice): object {
	const {label, version, rung, start, within, each, basis, claim, candidates, explains, notMeasured, now, proposed, lean, allOn} = advice;
	return {
		server: {label, version},
		rung: rung.number,
		start: start.name,
		within,
		each,
		weights: basis,
		candidates,
		explains,
		proved: claim,
		notMeasured,
		now,
		proposed,
		withoutRemovable: lean,
		allOn,
		proposals: advice.proposals.map(proposal => {
			const {index, bytes, saves, share, together, users, writes} = proposal;
			return {index: index.key, schema: index.schema, table: index.table, sql: index.definition, bytes, saves, share, together, users, writes: writesJson(writes), verdict: proposalSentence(proposal, advice)};
		}),
		removable: advice.removable.map(one => ({index: one.index.key, schema: one.index.schema, table: one.index.table, sql: one.index.definition, bytes: one.index.bytes, read: one.read, notLookedAt: one.unasked, verdict: removableSentence(one, advice)})),
		withoutRemovableWrites: advice.lighter.map(cost => ({indexes: cost.index, schema: cost.schema, table: cost.table, writes: writesJson(cost)})),
		staying: advice.staying.map(one => ({index: one.index.key, schema: one.index.schema, table: one.index.table, bytes: one.index.bytes, because: one.because.kind, verdict: stayingSentence(one)})),
		rejected: advice.rejected.map(one => rejectedJson(one)),
		entries: advice.entries.map(entry => entryJson(entry)),
		notes: advice.notes,
		gone: advice.gone,
		failures: advice.failures.map(({entry, error}) => ({entry, error: errorLines(error)})),
	};
}

function rejectedJson({name, schema, table, sql, bytes, because}: Rejected): object {
	return {index: name, schema, table, sql, bytes, because: because.kind, verdict: rejectionWords(because)};
}

function entryJson({name, step, weight, cost, uses, delta, leanDelta}: AdvisedEntry): object {
	return {entry: name, operation: step, weight, cost, uses, measured: deltaJson(delta), withoutRemovable: deltaJson(leanDelta)};
}

function deltaJson(delta: Delta | null): object | null {
	if (delta === null) {
		return null;
	}

	const {baseline, current, comparison} = delta;
	const side = (run: Delta['current']) => ({ms: typicalMs(run), timedOutMs: run.timedOutMs, blocks: runBlocks(planOfRun(run))});
	return {before: side(baseline), after: side(current), ratio: comparison?.ratio ?? null, verdict: measuredVerdict(delta).verdict};
}
