import type {StatementOf} from '../../catalog/catalog-entry.ts';
import type {WriteCost} from '../../experiment/write-cost.ts';
import type {Choice} from '../../lattice/choice.ts';
import {dominantEntry} from '../../lattice/dominant-entry.ts';
import type {IndexVerdict, IndexWorth} from '../../lattice/index-worth.ts';
import type {RedundantGroup} from '../../lattice/redundant-groups.ts';
import type {WorkloadEntry} from '../../lattice/workload-entry.ts';
import {worstEntry, worstUnder} from '../../lattice/worst-entry.ts';
import {choiceChanges, type PlanChange} from '../../view/choice-changes.ts';
import type {Combinations} from '../../view/combinations.ts';
import {doubtSentence, namesOf, verdictSentence, wishWords} from '../../view/lattice-words.ts';
import {notJudged} from '../../view/not-judged.ts';
import {writeSentences} from '../../view/write-words.ts';
import {writesJson} from '../writes-json.ts';
import type {LatticePlace} from './lattice-document.ts';

/**
 * `lattice --json`. Costs are the planner's, those of several queries weighted; sizes in bytes; `walBytes` is write-ahead log for one new row (of a set: in each of its tables); `times` and `costTimes` are multiples of the cost
 * with all indexes on, `worst` the entry that pays most by it, `each` what none may exceed, `dominant` who is more than four fifths of the cost by itself; a measured ratio is time with all on / time with the choice (above 1 is faster); `writes` as writes-json.ts says. null: not known, or not measured.
 */
export function latticeJson(combinations: Combinations, place: LatticePlace): object {
	const {lattice, gone, held, failed, unmeasured, notes, effort, weights, writes} = combinations;
	const {toggles, all, none, claim, each, entries, indexes, groups, front, choices, unmet} = lattice;
	return {
		planflip: 'lattice',
		server: place,
		all: {configuration: combinations.all.name, cost: all.cost, bytes: all.bytes, indexes: all.indexes, walBytes: all.walBytes},
		none: {cost: none.cost},
		claim,
		each,
		dominant: dominantEntry(entries),
		weights,
		effort,
		choices: choices.map(choice => choiceJson(choice, combinations)),
		unmet,
		indexes: indexes.map((worth, at) => indexJson(worth, writes.costs[at], combinations)),
		entries: entries.map((entry, at) => entryJson(entry, combinations.entries[at]?.step ?? null, combinations)),
		keepAtLeastOneOf: groups.map(group => groupJson(group, combinations)),
		front: {
			points: front.points.map(({on, cost, bytes, indexes: count, walBytes}) => ({on: namesOf(on, toggles), notJudged: namesOf(notJudged(all.on & ~on, combinations), toggles), cost, worst: worstUnder(entries, on), bytes, indexes: count, walBytes})),
			thinned: front.thinned,
		},
		writes: {ms: writes.ms, notMeasured: writes.costs.flatMap(({index, operations}) => operations.flatMap(cost => cost.kind === 'measured' ? [] : [{index, operation: cost.operation, because: cost.because}]))},
		gone,
		held: held.map(({index, because}) => ({index: index.key, table: `${index.schema}.${index.table}`, because, notLookedAt: combinations.unasked.get(index.key) ?? []})),
		failed,
		unmeasured,
		notes,
	};
}

function choiceJson(choice: Choice, combinations: Combinations): object {
	const {wish, on, off, cost, answers, bytes, indexes, walBytes} = choice;
	const {toggles, entries, each} = combinations.lattice;
	return {
		wish,
		words: wishWords(wish, each),
		on: namesOf(on, toggles),
		off: namesOf(off, toggles),
		/** Of them: entries that name their tables could not be looked at. */
		notJudged: namesOf(notJudged(off, combinations), toggles),
		cost,
		costTimes: cost / combinations.lattice.all.cost,
		worst: worstEntry(entries, (_, at) => answers[at]?.planned.cost ?? null),
		bytes,
		indexes,
		walBytes,
		changes: choiceChanges(choice, combinations).map(change => changeJson(change)),
	};
}

function changeJson({entry, costTimes, timeTimes, measured, miss}: PlanChange): object {
	return {
		entry,
		costTimes,
		timeTimes,
		miss,
		measured: measured === null ? null : {
			configuration: measured.indexes.name,
			fingerprint: measured.fingerprint,
			verdict: measured.delta.comparison?.verdict ?? null,
			ratio: measured.delta.comparison?.ratio ?? null,
			samples: {all: measured.delta.baseline.samples, choice: measured.delta.current.samples},
			timedOutMs: measured.delta.current.timedOutMs,
		},
	};
}

function indexJson(worth: IndexWorth, cost: WriteCost | undefined, combinations: Combinations): object {
	const {lattice: {toggles, entries}} = combinations;
	const {toggle: {key, table, bytes, walBytes}, shapley, dropAlone, stakes, verdict} = worth;
	return {
		index: key,
		table,
		bytes,
		walBytes,
		shapley,
		dropAlone,
		verdict: verdictJson(verdict, combinations),
		sentence: `${verdictSentence(worth, toggles)}${doubtSentence(verdict, combinations.unasked.get(key))}${writeSentences(cost)}`,
		notLookedAt: combinations.unasked.get(key) ?? [],
		writes: writesJson(cost ?? null),
		entries: stakes.flatMap((stake, at) => stake.kind === 'indifferent' ? [] : [{entry: entries[at]?.name ?? '', ...stake}]),
	};
}

function verdictJson(verdict: IndexVerdict, combinations: Combinations): object {
	return 'groups' in verdict ? {...verdict, groups: verdict.groups.map(group => groupJson(group, combinations))} : verdict;
}

function groupJson({toggles: group, missedBy, saves}: RedundantGroup, {lattice: {toggles}}: Combinations): object {
	return {indexes: namesOf(group, toggles), missedBy, saves};
}

function entryJson({name, weight, lattice, cover: {scope}}: WorkloadEntry, step: StatementOf | null, {lattice: {toggles}}: Combinations): object {
	return {
		entry: name,
		/** null: a query of the catalogue. */
		operation: step,
		weight,
		cost: {all: lattice.top.cost, none: lattice.bottom.cost},
		combinations: scope,
		relevant: namesOf(lattice.relevant, toggles),
		pinned: namesOf(lattice.pinned(), toggles),
		nothingInferred: lattice.exact(),
		explains: lattice.explained(),
	};
}
