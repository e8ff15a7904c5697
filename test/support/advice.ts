import type {IndexConfiguration} from '../../source/catalog/index-configuration.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {Advice} from '../../source/lab/advice/advice.ts';
import {surroundings} from './surroundings.ts';

const tally = {cost: 100, bytes: 0, indexes: 0};

/** One proposal, the universe's shots_type, which saves 60 of 100. */
export function adviceOf(start: IndexConfiguration, candidates: number): Advice {
	const index = surroundings().universe.byKey.get('shots_type');
	return {
		kind: 'Advice', label: 'here', version: 'PostgreSQL 18.4', rung: rungOf(1), start: {name: 'baseline', configuration: start}, within: 0.05, each: null, basis: 'frequency',
		entries: [], failures: [], gone: [], now: tally, proposed: {...tally, cost: 40}, lean: tally, allOn: tally, rejected: [], removable: [], lighter: [], staying: [], notes: [], claim: 'every combination',
		proposals: index === undefined ? [] : [{index, bytes: 1, saves: 60, share: 0.6, together: [], users: ['shots-of-a-scene'], writes: null}],
		notMeasured: null, candidates, explains: 9,
	};
}
