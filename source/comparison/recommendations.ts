import type {MeasuredIndex} from '../experiment/measurement.ts';
import {insightsOf} from '../insight/insights-of.ts';
import {quoteName} from '../insight/quote-name.ts';
import {formatBytes} from '../text/bytes.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount, formatPercent} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import type {IndexAdoption} from './index-adoption.ts';
import type {IndexUse} from './index-uses.ts';
import type {OperationComparison} from './operation-comparison.ts';
import {slowedText} from './slowed-text.ts';
import type {StatementComparison} from './statement-comparison.ts';

/** What to do, why the numbers say so, and the statement or command that does it. */
export interface Recommendation {
	readonly todo: string;
	readonly because: string;
	/** null when there is none. */
	readonly command: string | null;
}

/** A rewrite or an index must be worth this much of the time before it is proposed. */
const worthSaving = 0.2;

export interface Grounds {
	readonly statements: readonly StatementComparison[];
	readonly operations: readonly OperationComparison[];
	readonly adoptions: readonly IndexAdoption[];
	/** Every plan of the catalogue is known after: only then is what none of them uses not used. */
	readonly complete: boolean;
}

/** What follows from the numbers, the safest gain first. */
export function recommendationsOf({statements, operations, adoptions, complete}: Grounds): readonly Recommendation[] {
	// What was measured with other values will not be told by measuring it longer.
	const alike = statements.filter(one => one.alike);
	const cannotTell = alike.filter(({verdict}) => verdict?.verdict === 'cannot tell').length;
	return [
		...operations.flatMap(operation => replaceChain(operation)),
		...statements.flatMap(one => lookAtSlower(one)),
		...keep(adoptions),
		...dropHarmful(adoptions),
		...drop(adoptions, 'saves nothing', it => `The planner chooses ${it}, but nothing is seen to touch fewer blocks or take less time; every write pays for ${it}.`),
		...(complete ? drop(adoptions, 'not used', it => `No query${operations.length === 0 ? '' : ' and no operation'} of the catalogue uses ${it}; every write pays for ${it}.`) : []),
		...drop(adoptions, 'not valid', () => 'Left by a CREATE INDEX CONCURRENTLY that failed.'),
		...decideFirst(adoptions),
		...statements.flatMap(one => proposed(one)),
		...(cannotTell === 0 ? [] : [{todo: `Measure again where time cannot tell (${cannotTell} of ${alike.length})`, because: 'The machine was louder than the difference, or the two were measured at different times.', command: 'planflip post-optimization --runs 20'}]),
	];
}

function replaceChain({entry, best, chain, runs}: OperationComparison): readonly Recommendation[] {
	if (best === null || chain.after === null || best.againstChain?.verdict !== 'faster') {
		return [];
	}

	const wait = runs.after?.rttMs ?? 0;
	const trips = chain.after.statements - best.after.statements;
	return [{
		todo: `Replace the chain of ${entry.name} by ${sanitise(best.name)}`,
		because: `It answers alike and is ${formatRatio(best.againstChain)}: ${trips} round ${trips === 1 ? 'trip' : 'trips'} fewer${wait === 0 ? ', measured without a network; each saves its round trip besides' : ` at ${formatMs(wait)} each`}.`,
		command: null,
	}];
}

function lookAtSlower({entry, verdict, before, after}: StatementComparison): readonly Recommendation[] {
	if (verdict?.verdict !== 'slower' || before === null || after === null) {
		return [];
	}

	const added = after.indexes.filter(name => !before.indexes.includes(name));
	return [{
		todo: `Look at ${entry.name}`,
		because: added.length === 0 ? `${verdict.because}; its plans stand side by side in the report.` : `${verdict.because}; its plan uses ${added.map(name => sanitise(name)).join(', ')} now, and both plans stand side by side in the report.`,
		command: null,
	}];
}

function keep(adoptions: readonly IndexAdoption[]): readonly Recommendation[] {
	const proofs = (uses: readonly IndexUse[]) => uses.filter(({saves, comparison}) => saves && comparison.alike);
	const kept = adoptions.filter(({verdict, uses}) => verdict === 'saves' && proofs(uses).length > 0);
	return kept.length === 0 ? [] : [{
		todo: `Keep ${kept.map(({index}) => sanitise(index.name)).join(', ')}`,
		because: kept.flatMap(({index, uses}) => proofs(uses).map(use => savedText(index, use))).join('; ').concat('.'),
		command: null,
	}];
}

function savedText({table}: MeasuredIndex, {comparison, route, blocks, time, beside, ratio}: IndexUse): string {
	const fewer = blocks === null || blocks.after >= blocks.before ? [] : [`${formatPercent(1 - blocks.after / blocks.before)} of the blocks in ${sanitise(table)} (${formatCount(blocks.before)} → ${formatCount(blocks.after)})`];
	const clock = time === 'faster' && ratio !== null && beside.length === 0 ? [`${formatPercent(1 - 1 / ratio.value)} of the time`] : [];
	return `${comparison.entry.name}${route === null ? '' : ` (${sanitise(route)})`} saves ${[...fewer, ...clock].join(' and ')}`;
}

function dropHarmful(adoptions: readonly IndexAdoption[]): readonly Recommendation[] {
	return drop(adoptions, 'slows', it => `${adoptions.filter(({verdict}) => verdict === 'slows').map(one => slowedText(one)).join('; ').replace(/^./, first => first.toUpperCase())}, and nothing that uses ${it} gains.`);
}

/** Nobody's time was told: that is no ground to drop. */
function decideFirst(adoptions: readonly IndexAdoption[]): readonly Recommendation[] {
	const undecided = adoptions.filter(({verdict, index}) => verdict === 'cannot tell' && !index.constraint);
	const it = undecided.length === 1 ? 'it' : 'them';
	return undecided.length === 0 ? [] : [{
		todo: `Measure again before dropping ${undecided.map(({index}) => sanitise(index.name)).join(', ')}`,
		because: `The planner chooses ${it}, and nothing is seen to touch fewer blocks; of the time nothing can be told.`,
		command: 'planflip post-optimization --runs 20',
	}];
}

function drop(adoptions: readonly IndexAdoption[], verdict: IndexAdoption['verdict'], because: (it: string) => string): readonly Recommendation[] {
	// What backs a constraint is there for more than speed.
	const vain = adoptions.filter(adoption => adoption.verdict === verdict && !adoption.index.constraint);
	return vain.length === 0 ? [] : [{
		todo: `Drop ${vain.map(({index}) => sanitise(index.name)).join(', ')} (${formatBytes(vain.reduce((sum, {index}) => sum + index.bytes, 0))})`,
		because: because(vain.length === 1 ? 'it' : 'them'),
		command: vain.map(({index, partitioned}) => `DROP INDEX ${partitioned ? '' : 'CONCURRENTLY '}${qualified(index)};`).join(' '),
	}];
}

function qualified({schema, name}: MeasuredIndex): string {
	return `${quoteName(schema, true)}.${quoteName(name, true)}`;
}

/** The index that the plan after still asks for, where it would save a good part of the time. */
function proposed({entry, after}: StatementComparison): readonly Recommendation[] {
	if (after?.plan == null) {
		return [];
	}

	const whole = after.plan.totals.executionMs ?? 0;
	const [best] = insightsOf(after.plan, after.record.context).filter(({proposal, couldSaveMs}) => proposal !== null && couldSaveMs !== null && couldSaveMs > worthSaving * whole);
	return best?.proposal == null ? [] : [{
		todo: `Try an index for ${entry.name}`,
		because: `${sanitise(best.title)}: it could save ${formatMs(best.couldSaveMs)} of ${formatMs(whole)}.`,
		command: `planflip run ${entry.name} --propose '${best.proposal.sql.replaceAll('\'', '\'\\\'\'')}'`,
	}];
}
