import {textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Term} from '../condition.ts';
import type {Draft, Rule} from '../draft.ts';
import {filterAdvice, filterOf} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {indexSavingMs} from '../index-saving.ts';
import {proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {nameOf, subjectOf, timeClause} from '../say.ts';
import {inputsOf, parentOf, ranOf, repeatsOf, rowsOf, type Scene, totalOf} from '../scene.ts';

/** Inner sequential scans that run more often than this (depesz's and pgMustard's habit). */
const manyLoops = 100;
/** A table of fewer rows fills a block or two, and an index on it is as many again. */
const fewRows = 100;

/** A whole table read again and again: by a Seq Scan, or out of the Materialize that keeps its rows. */
interface Repetition {
	readonly scan: PlanNode;
	/** The scan, or the Materialize above it. */
	readonly top: PlanNode;
	/** The join whose condition picks among the rows; null when the scan's own filter does. */
	readonly join: PlanNode | null;
}

function repetitionOf(scene: Scene, node: PlanNode): Repetition | null {
	const [below] = inputsOf(scene, node);
	const scan = node.nodeType === 'Materialize' && below?.nodeType === 'Seq Scan' ? below : node;
	if (scan.nodeType !== 'Seq Scan' || repeatsOf(node) <= manyLoops) {
		return null;
	}

	const parent = parentOf(scene, node);
	return {scan, top: node, join: parent?.nodeType === 'Nested Loop' && node.relationship === 'Inner' ? parent : null};
}

function draftOf(scene: Scene, {scan, top, join}: Repetition): Draft | null {
	const loops = top.loops ?? 0;
	const filter = filterOf(scan);
	const joinFilter = join === null ? null : textAt(join.raw, 'Join Filter');
	// What is asked anew each time comes first; rows kept by a Materialize are picked by nothing else.
	const joinTerms = joinFilter === null ? [] : readCondition(joinFilter);
	const terms: readonly Term[] = [...joinTerms, ...filter === null ? [] : readCondition(filter)];
	const keys = indexKeysOf(terms, scan.alias);
	const picks = top === scan ? keys : indexKeysOf(joinTerms, scan.alias);
	const removed = top === scan ? totalOf(scan, 'Rows Removed by Filter') : 0;
	const visited = rowsOf(top) + removed;
	if (visited / loops < fewRows || picks.equal.length + picks.range.length === 0) {
		return null;
	}

	// The join compares every row that it is handed.
	const compared = joinFilter === null || join === null ? 0 : join.selfMs;
	const ms = top.inclusiveMs === null || compared === null ? null : top.inclusiveMs + compared;
	const kept = joinFilter === null || join === null ? rowsOf(scan) : rowsOf(join);
	const idea = proposeIndex(scene, scan, keys, []);
	return {
		nodeId: scan.id,
		title: `${subjectOf(scan)} is read ${formatCount(Math.round(repeatsOf(top)))} times from start to end`,
		evidence: `${nameOf(scan)} hands over ${formatCount(Math.round(visited / loops))} rows each of ${formatCount(loops)} times, and ${formatCount(Math.round(kept))} of all these rows are wanted${timeClause(scene, ms)}.`,
		advice: filterAdvice(scan, terms, idea, 1),
		savesMs: indexSavingMs(ms, kept, visited),
		proposal: idea.kind === 'try' ? idea.proposal : null,
		covers: [scan.id, top.id, ...(join === null ? [] : [join.id])],
	};
}

/** An inner table without an index on what it is joined by. */
export const repeatedSeqScan: Rule = {
	name: 'repeated-seq-scan',
	find: scene => ranOf(scene, 'Seq Scan', 'Materialize').flatMap(node => {
		const repetition = repetitionOf(scene, node);
		const draft = repetition === null ? null : draftOf(scene, repetition);
		return draft === null ? [] : [draft];
	}),
};
