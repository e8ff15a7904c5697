import {textAt} from '../../plan/json-object.ts';
import type {PlanNode} from '../../plan/plan.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Draft, Rule} from '../draft.ts';
import {filterAdvice, filterOf} from '../filter-advice.ts';
import {indexKeysOf} from '../index-keys.ts';
import {indexSavingMs} from '../index-saving.ts';
import {proposeIndex} from '../propose-index.ts';
import {readCondition} from '../read-condition.ts';
import {countText, nameOf, subjectOf, timeClause} from '../say.ts';
import {inputsOf, ranOf, repeatsOf, rowsOf, type Scene} from '../scene.ts';

/** So many times more rows than the other side has, and than the join returns: then looking them up one by one is cheaper. */
const farMore = 20;
/** A table of fewer rows is read faster than looked up. */
const fewRows = 1000;

/** The sequential scan that feeds one side of the join, through the Hash that keeps it. */
function scanOf(scene: Scene, side: PlanNode): PlanNode | null {
	const below = side.nodeType === 'Hash' ? inputsOf(scene, side)[0] : side;
	return below?.nodeType === 'Seq Scan' && repeatsOf(below) <= 1 ? below : null;
}

function draftOf(scene: Scene, join: PlanNode, side: PlanNode, other: PlanNode): Draft | null {
	const scan = scanOf(scene, side);
	const condition = textAt(join.raw, 'Hash Cond');
	if (scan === null || condition === null) {
		return null;
	}

	const rows = rowsOf(scan);
	const kept = rowsOf(join);
	if (rows < fewRows || rows < farMore * kept || rows < farMore * rowsOf(other)) {
		return null;
	}

	const terms = readCondition(condition);
	if (indexKeysOf(terms, scan.alias).equal.length === 0) {
		return null;
	}

	const filter = filterOf(scan);
	const idea = proposeIndex(scene, scan, indexKeysOf([...terms, ...filter === null ? [] : readCondition(filter)], scan.alias), []);
	const ms = scan.selfMs === null || join.selfMs === null ? null : scan.selfMs + join.selfMs;
	return {
		nodeId: scan.id,
		title: `${subjectOf(scan)}: all ${formatCount(rows)} rows read to join ${formatCount(kept)}`,
		evidence: `${nameOf(scan)} hands ${countText(rows, 'row')} to ${join.label}, which has ${formatCount(rowsOf(other))} on its other side and returns ${formatCount(kept)}${timeClause(scene, ms)}.`,
		advice: filterAdvice(scan, [], idea, 1),
		savesMs: indexSavingMs(ms, kept, rows),
		proposal: idea.kind === 'try' ? idea.proposal : null,
		covers: [scan.id, join.id],
	};
}

/** A whole table is hashed, or run past a hash, to find the few rows that match: no index leads from the one side to the other. */
export const joinReadsAll: Rule = {
	name: 'join-reads-all',
	find: scene => ranOf(scene, 'Hash Join').flatMap(join => {
		const [outer, inner] = inputsOf(scene, join);
		if (outer === undefined || inner === undefined) {
			return [];
		}

		const draft = draftOf(scene, join, outer, inner) ?? draftOf(scene, join, inner, outer);
		return draft === null ? [] : [draft];
	}),
};
