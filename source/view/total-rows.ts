import type {Plan} from '../plan/plan.ts';
import {formatMs} from '../text/duration.ts';
import {type Line, span} from './line.ts';

/** What one EXPLAIN said of the whole: a single run, with no samples to judge it by. */
export function totalRows({totals}: Plan): readonly Line[] {
	const line = (name: string, ms: number | null): readonly Line[] => ms === null ? [] : [[span(name.padEnd(10), 'dim'), span(formatMs(ms), 'strong')]];
	return [...line('planning', totals.planningMs), ...line('execution', totals.executionMs), [span('one run, nothing to judge it by', 'dim')]];
}
