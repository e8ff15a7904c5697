import type {OperationRun} from '../experiment/operation-run.ts';
import {formatMs} from '../text/duration.ts';
import {formatCount} from '../text/quantity.ts';
import {routeBlocks} from '../view/operation-figures.ts';

interface ComparedWalks {
	/** The baseline's own run. */
	readonly own: OperationRun;
	readonly after: OperationRun;
	/** Under the baseline's indexes in turns with `after`; null where nothing was. */
	readonly turned: OperationRun | null;
	/** The chain's statements are others than at the baseline. */
	readonly changed: boolean;
	readonly otherWait: boolean;
	readonly strange: string | null;
}

/** What keeps the walks from being alike besides their indexes, or makes them doubtful. Sentences. */
export function operationNotes({own, after, turned, changed, otherWait, strange}: ComparedWalks): readonly string[] {
	const inTurns = turned !== null;
	return [
		...(changed ? [inTurns ? 'Its statements were changed since the baseline: both sides are the new ones.' : 'Its statements were changed in between: the chain of the baseline is another one.'] : []),
		...(otherWait ? [`The baseline waited ${formatMs(own.rttMs)} per round trip, this measurement ${formatMs(after.rttMs)}${inTurns ? ' on both sides' : ''}.`] : []),
		...(turned === null || changed || strange !== null ? [] : otherBlocks(own, turned)),
	];
}

/** The same values under the same indexes: what differs is the data. */
function otherBlocks(own: OperationRun, turned: OperationRun): readonly string[] {
	const [was, is] = [routeBlocks(own.chain), routeBlocks(turned.chain)];
	return was === is || JSON.stringify(own.parameters) !== JSON.stringify(turned.parameters)
		? []
		: [`The baseline's own walk touched ${formatCount(was)} blocks, the same statements under the same indexes ${formatCount(is)} now: the data have changed. What stands here is measured now.`];
}
