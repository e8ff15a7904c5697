import {planFingerprint} from '../plan/plan-fingerprint.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {planGist} from '../view/plan-gist.ts';
import type {Side} from './side.ts';

/** More than this between two medians of the same work is worth a word: the machine was another one then. */
const drift = 2;
/** ms; below this, medians differ by nothing. */
const smallestMs = 0.05;

/** Other values than in the baseline. */
export function valueNotes(own: Side, after: Side, inTurns: boolean): readonly string[] {
	const said = ({run}: Side) => run.subject.parameters.map(({name, value}) => `${sanitise(name)} = ${value === null ? 'NULL' : sanitise(String(value))}`).join(', ') || 'none';
	return said(own) === said(after) ? [] : [`Values: the baseline was measured with ${said(own)}, this with ${said(after)}${inTurns ? ' on both sides' : ''}.`];
}

/** Where the baseline's own run contradicts what its indexes do now: another plan, other blocks, another time. */
export function disagreements(own: Side, turned: Side): readonly string[] {
	if (own.plan !== null && turned.plan !== null && planFingerprint(own.plan) !== planFingerprint(turned.plan)) {
		return [`Under the baseline's indexes the plan is another one now (${planGist(turned.plan)}) than when the baseline was measured (${planGist(own.plan)}): data, statistics or settings have changed. What stands here is measured now.`];
	}

	if (own.blocks !== null && turned.blocks !== null && own.blocks !== turned.blocks) {
		return [`The baseline's own run touched ${formatCount(own.blocks)} blocks, the same plan under the same indexes ${formatCount(turned.blocks)} now: the data have changed. What stands here is measured now.`];
	}

	const [then, now] = [own.executionMs, turned.executionMs];
	return then !== null && now !== null && Math.abs(then - now) > smallestMs && Math.max(then, now) > drift * Math.min(then, now)
		? [`The baseline's own run took ${formatMs(then)}, the same work ${formatMs(now)} now: the machine was ${then > now ? 'slower' : 'faster'} then.`]
		: [];
}
