import type {Wish} from '../lattice/choice.ts';
import {rounding} from '../lattice/costs-no-more.ts';
import type {DominantEntry} from '../lattice/dominant-entry.ts';
import type {IndexVerdict, IndexWorth, Miss} from '../lattice/index-worth.ts';
import {type Mask, positionsOf} from '../lattice/mask.ts';
import type {RedundantGroup} from '../lattice/redundant-groups.ts';
import type {Stake} from '../lattice/stake.ts';
import type {Toggle} from '../lattice/toggle.ts';
import type {WorstEntry} from '../lattice/worst-entry.ts';
import {formatBytes} from '../text/bytes.ts';
import {many} from '../text/many.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount, formatPercent, formatSignedPercent} from '../text/quantity.ts';
import {type Line, span, type Tone} from './line.ts';

/** `1.05x`, `44x`: three digits, as little is told from nothing. */
export function timesText(times: number): string {
	return `${formatCount(Number(times.toPrecision(3)))}x`;
}

/** `cost as with all of them`, `cost 0.2 % more than with all of them`, `cost 1.11x that with all of them`: below a tenth more in per cent. */
export function costWords(times: number): string {
	return Math.abs(times - 1) <= rounding ? 'cost as with all of them' : times > 1 && times < 1.1 ? `cost ${formatPercent(times - 1)} more than with all of them` : `cost ${timesText(times)} that with all of them`;
}

/** `+0.2 %`, `1.2x`. */
export function moreText(times: number): string {
	return times > 1 && times < 1.1 ? formatSignedPercent(times - 1) : timesText(times);
}

/** What is worth a share of the cost: `36.2 %`; less than nothing, but hardly, is nothing, as costs are rounded. */
export function worthText(shapley: number | null, saved: number): string {
	const share = shapley === null ? null : saved <= 0 ? 0 : shapley / saved;
	return formatPercent(share !== null && share < 0 && share > -nothing ? 0 : share);
}

/** What formatPercent could only call less than a tenth of a per cent. */
const nothing = 0.0005;

/** `4.8x list-shots`: who pays most for a set; nothing where nobody does. */
export function worstWords(worst: WorstEntry | null): Line {
	return worst === null ? [span('-', 'dim')] : [span(`${timesText(worst.times)} `, 'worse'), span(sanitise(worst.entry))];
}

/** `never-ends is >99.9 % of the cost: limits in per cent of the sum hardly bind the others; --each 2x bounds every query.` */
export function dominantSentence({entry, share}: DominantEntry, each: number | null): string {
	return `${sanitise(entry)} is ${formatPercent(share)} of the cost: limits in per cent of the sum hardly bind the others; ${each === null ? '--each 2x bounds every query' : `--each ${timesText(each)} does`}.`;
}

/** Of operation/step: how often it counts, and where its values come from. */
export const operationsSentence = 'The statements of an operation (operation/step) count as often as it executes them, those of each route: the application runs the chain today, and a rewrite tomorrow. Their values are those of one walk; a statement in a loop has the first with which it found a row.';

export function namesOf(some: Mask, toggles: readonly Toggle[]): readonly string[] {
	return positionsOf(some).map(position => sanitise(toggles[position]?.key ?? ''));
}

/** What a choice was looked for by. `each`: what any single query may cost, times its cost with all on. */
export function wishWords(wish: Wish, each: number | null = null): string {
	const bounded = each === null ? '' : `, each ${timesText(each)}`;
	switch (wish.kind) {
		case 'same plans': {
			return 'every plan as it is';
		}

		case 'within': {
			return wish.share === 0 ? 'at the same cost' : `within ${formatPercent(wish.share)}${bounded}`;
		}

		case 'limits': {
			const limits = [...(wish.bytes === null ? [] : [formatBytes(wish.bytes)]), ...(wish.indexes === null ? [] : [`${many(wish.indexes, 'index', 'indexes')}`])];
			return `at most ${limits.join(' and ')}${bounded}`;
		}
	}
}

const tones: Readonly<Record<IndexVerdict['kind'], Tone>> = {'keep': 'better', 'one of': 'better', 'spare': 'warn', 'little': 'warn', 'unused': 'worse', 'not known': 'dim'};
const words: Readonly<Record<IndexVerdict['kind'], string>> = {'keep': 'keep', 'one of': 'keep one', 'spare': 'can go', 'little': 'could go', 'unused': 'can go', 'not known': 'not known'};

const signs: Readonly<Record<IndexVerdict['kind'], string>> = {'keep': 'keep', 'one of': 'one', 'spare': 'go', 'little': 'may', 'unused': 'go', 'not known': '?'};

/** What a doubt bears on. */
const goes: ReadonlySet<IndexVerdict['kind']> = new Set(['spare', 'little', 'unused']);

export function verdictTone({kind}: IndexVerdict, doubts: readonly string[] = []): Tone {
	return doubts.length > 0 && goes.has(kind) ? 'warn' : tones[kind];
}

/** `keep`, `keep one`, `could go`, `can go`, `not known`; `can go?` where it is doubted. */
export function verdictWord({kind}: IndexVerdict, doubts: readonly string[] = []): string {
	return `${words[kind]}${doubts.length > 0 && goes.has(kind) ? '?' : ''}`;
}

/** Who of those that could not be looked at reads the index's table, as a sentence to go on with; nothing where the index stays anyway. */
export function doubtSentence({kind}: IndexVerdict, doubts: readonly string[] = []): string {
	if (doubts.length === 0 || !goes.has(kind)) {
		return '';
	}

	const named = doubts.length <= mostDoubts + 1 ? doubts : doubts.slice(0, mostDoubts);
	const others = doubts.length - named.length;
	return ` But ${named.map(name => sanitise(name)).join(', ')}${others === 0 ? '' : ` and ${others} more`}, which ${doubts.length === 1 ? 'reads' : 'read'} its table, could not be looked at.`;
}

/** Entries that a doubt names; what is missing is listed by itself. */
const mostDoubts = 2;

/** For a narrow column: `keep`, `one`, `may`, `go`, `?`; `go?` where it is doubted. */
export function verdictSign({kind}: IndexVerdict, doubts: readonly string[] = []): string {
	return `${signs[kind]}${doubts.length > 0 && goes.has(kind) ? '?' : ''}`;
}

/** The verdict on an index in one sentence, with its evidence. */
export function verdictSentence({verdict, bit}: Pick<IndexWorth, 'verdict' | 'bit'>, toggles: readonly Toggle[]): string {
	switch (verdict.kind) {
		case 'keep': {
			return `Keep it: without it ${missesWords(verdict.misses)}, whatever other index is there.`;
		}

		case 'one of': {
			return `Keep ${inGroups(verdict.groups, group => `it or ${othersOf(group, bit, toggles)}`)}.`;
		}

		case 'spare': {
			return verdict.groups.length === 0
				? 'It can go: it is read only where others are off, and hardly missed then.'
				: `It can go ${inGroups(verdict.groups, group => `while ${othersOf(group, bit, toggles)} stays`)}.`;
		}

		case 'little': {
			return `It could go: it is read, and ${verdict.misses.length === 0 ? 'without it others do as well' : `without it ${missesWords(verdict.misses)}`}.`;
		}

		case 'unused': {
			return 'It can go: in no combination does any of these queries read it.';
		}

		case 'not known': {
			return 'Not known: not all combinations of its table were looked at.';
		}
	}
}

function missesWords([worst, ...others]: readonly Miss[]): string {
	return worst === undefined ? 'nothing costs more' : `${sanitise(worst.entry)} costs ${timesText(worst.times)}${others.length === 0 ? '' : ` and ${others.length} more cost more`}`;
}

/** Groups that a sentence names; the report has all of them. */
const mostNamed = 3;

/** What holds of each group, and what comes when none of it is left. */
function inGroups(groups: readonly RedundantGroup[], holds: (group: RedundantGroup) => string): string {
	const named = groups.slice(0, mostNamed).map(group => `${holds(group)}: ${groupWords(group)}`);
	const others = groups.length - named.length;
	return [...named, ...(others === 0 ? [] : [`so in ${many(others, 'more group')}`])].join('; and ');
}

function othersOf({toggles: group}: RedundantGroup, bit: Mask, toggles: readonly Toggle[]): string {
	return namesOf(group & ~bit, toggles).join(' or ');
}

/** What comes when none of a group is left. */
export function groupWords({toggles: group, missedBy: [worst, ...others]}: RedundantGroup): string {
	const all = positionsOf(group).length === 2 ? 'both' : 'all of them';
	return worst === undefined ? '' : `without ${all} ${sanitise(worst.entry)} costs ${timesText(worst.times)}${others.length === 0 ? '' : ` and ${others.length} more cost more`}`;
}

/** One sign and the same in words; null for what is indifferent. */
export function stakeMark(stake: Stake): {readonly mark: string; readonly words: string; readonly tone: Tone} | null {
	switch (stake.kind) {
		case 'would miss': {
			return {mark: '●', words: `costs ${timesText(stake.times)} without it${stake.read ? '' : ', though it is not read: the planner knows more by it'}`, tone: 'better'};
		}

		case 'uses': {
			return {mark: '○', words: 'reads it; without it another does as well', tone: 'plain'};
		}

		case 'stands in': {
			return {mark: '·', words: 'reads it where others are off', tone: 'dim'};
		}

		case 'not known': {
			return {mark: '?', words: 'not all its combinations were looked at', tone: 'dim'};
		}

		case 'indifferent': {
			return null;
		}
	}
}
