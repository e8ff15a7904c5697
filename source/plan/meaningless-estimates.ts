import {numberAt, objectsAt, textAt} from './json-object.ts';
import type {Ledger} from './ledger.ts';
import {cteNameOf, isLazy, type PlanTree} from './plan-tree.ts';

/** Why a node's row estimate cannot be held against the planner. */
const belowLimit = 1;
/** Stopped at the first row that answered the question: EXISTS, the inner side of a semi or anti join. */
const stoppedEarly = 2;
/** An input of a Merge Join, which ends when the other input does: fewer rows than planned mean nothing. */
const mayEndEarly = 4;
/** Counts wrongly by itself: BitmapAnd, lossy bitmaps, the rescanned side of a Merge Join ... */
const miscounts = 8;

const aggregatesAtOnce = new Set(['Plain', 'Hashed', 'Mixed']);

/** These read their input to its end before they return a row, whatever the node above them wants. */
function readsAll(tree: PlanTree, node: number): boolean {
	const type = tree.types[node];
	return type === 'Sort' || type === 'Hash'
		|| (type === 'Aggregate' && aggregatesAtOnce.has(textAt(tree.raws[node] ?? {}, 'Strategy') ?? ''));
}

/** A lossy bitmap knows only blocks, BRIN and GIN only guess: rows that the heap scan had to check again show it. */
function isLossy(tree: PlanTree, bitmap: number): boolean {
	let heap = tree.parents[bitmap] ?? -1;
	while (tree.types[heap] === 'BitmapAnd' || tree.types[heap] === 'BitmapOr') {
		heap = tree.parents[heap] ?? -1;
	}

	const raw = tree.raws[heap] ?? {};
	const lossy = [raw, ...objectsAt(raw, 'Workers')].some(part => (numberAt(part, 'Lossy Heap Blocks') ?? 0) > 0);
	return lossy || (numberAt(raw, 'Rows Removed by Index Recheck') ?? 0) > 0;
}

function ownReason(tree: PlanTree, node: number): number {
	const raw = tree.raws[node] ?? {};
	const type = tree.types[node];
	// Postgres does not count the rows of BitmapAnd and BitmapOr, and a ModifyTable without RETURNING returns none: always 0.
	const countsNothing = type === 'BitmapAnd' || type === 'BitmapOr'
		|| (type === 'ModifyTable' && numberAt(raw, 'Actual Rows') === 0);
	return countsNothing || (type === 'Bitmap Index Scan' && isLossy(tree, node)) ? miscounts : 0;
}

function reasonFromParent(tree: PlanTree, node: number, parent: number): number {
	const raw = tree.raws[parent] ?? {};
	const type = tree.types[parent];
	const relationship = tree.relationships[node];
	if (type === 'Limit' && relationship === 'Outer') {
		return belowLimit;
	}

	const inner = relationship === 'Inner';
	const joinType = textAt(raw, 'Join Type');
	if (inner && (type === 'Nested Loop' || type === 'Merge Join') && (joinType === 'Semi' || joinType === 'Anti')) {
		return stoppedEarly;
	}

	if (type === 'Merge Join' && (inner || relationship === 'Outer')) {
		return mayEndEarly;
	}

	return 0;
}

/** EXISTS does not name itself, but only it plans many rows where the answer is one. */
function isExists(tree: PlanTree, ledger: Ledger, node: number): boolean {
	const relationship = tree.relationships[node];
	const raw = tree.raws[node] ?? {};
	return (relationship === 'InitPlan' || relationship === 'SubPlan')
		&& cteNameOf(tree, node) === null
		&& (ledger.loops[node] ?? 0) > 0
		&& (numberAt(raw, 'Plan Rows') ?? 1) > 1
		&& (numberAt(raw, 'Actual Rows') ?? 0) <= 1;
}

/** For every node, whether an estimate that is wrong in this direction means something. */
export function findMeaninglessEstimates(tree: PlanTree, ledger: Ledger): (node: number, direction: 'over' | 'under' | 'exact') => boolean {
	const handedDown = new Uint8Array(tree.size);
	const own = new Uint8Array(tree.size);
	for (let node = 0; node < tree.size; node++) {
		const parent = tree.parents[node] ?? -1;
		let reasons = handedDown[parent] ?? 0;
		if (isLazy(tree, node) && cteNameOf(tree, node) === null) {
			reasons = 0; // Runs on its own account, when its value is needed.
		} else if (readsAll(tree, parent)) {
			reasons &= belowLimit;
		}

		reasons |= parent < 0 ? 0 : reasonFromParent(tree, node, parent);
		reasons |= isExists(tree, ledger, node) ? stoppedEarly : 0;
		handedDown[node] = reasons;
		const rescanned = tree.types[parent] === 'Merge Join' && tree.relationships[node] === 'Inner';
		own[node] = reasons | ownReason(tree, node) | (rescanned ? miscounts : 0);
	}

	return (node, direction) => {
		const reasons = own[node] ?? 0;
		return (reasons & ~mayEndEarly) === 0 && !(direction === 'over' && (reasons & mayEndEarly) !== 0);
	};
}
