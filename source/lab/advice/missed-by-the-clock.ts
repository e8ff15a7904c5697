import type {Delta} from '../../experiment/run.ts';
import {allOf, positionsOf} from '../../lattice/mask.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import type {ToggledPlace} from '../combine/read-planned.ts';
import {eachEntry} from './each-entry.ts';
import {togglePlanner} from './planner.ts';
import type {Round, RoundGrounds} from './round.ts';

interface MissingGrounds extends Pick<RoundGrounds, 'desk' | 'subjects' | 'signal'> {
	readonly bench: ToggledPlace;
}

/** What was measured of an entry. */
type Measured = ReadonlyMap<string, {readonly delta: Delta | null; readonly leanDelta: Delta | null}>;

/**
 * Of what could go by its cost, the indexes that an entry which was measured slower without them reads beside the proposals, and by which entries they
 * are missed. Where such an entry reads none of them, all of its tables' are missed.
 */
export async function missedByTheClock({bench, desk, subjects, signal}: MissingGrounds, {removable, proposed}: Pick<Round, 'removable' | 'proposed'>, measured: Measured): Promise<ReadonlyMap<string, readonly string[]>> {
	const slowed = subjects.filter(({name}) => isSlowed(measured.get(name)));
	const planner = togglePlanner(bench, desk, proposed, removable);
	const plans = await eachEntry(slowed, signal, async ({name, subject}) => ({name, ...await planner.under(subject)(allOf(removable.length))}));
	const missed = new Map<string, readonly string[]>();
	for (const {name, uses, reads} of plans) {
		for (const at of positionsOf(uses === 0n ? reads : uses)) {
			const key = removable[at]?.key ?? '';
			missed.set(key, [...missed.get(key) ?? [], name]);
		}
	}

	return missed;
}

/** Slower without what could go, and not already with the proposals. */
function isSlowed(one: {readonly delta: Delta | null; readonly leanDelta: Delta | null} | undefined): boolean {
	return one?.leanDelta != null && measuredVerdict(one.leanDelta).verdict === 'slower' && (one.delta === null || measuredVerdict(one.delta).verdict !== 'slower');
}
