import {weigh} from '../catalog/weight.ts';
import type {Measurement, MeasuredEntry} from '../experiment/measurement.ts';
import {attentionOf} from './attention.ts';
import {compareOperation} from './compare-operation.ts';
import {compareStatement} from './compare-statement.ts';
import {indexChanges} from './index-adoption.ts';
import {indexesOfBoth} from './indexes-of-both.ts';
import type {MeasurementComparison, Missing} from './measurement-comparison.ts';
import type {OperationComparison} from './operation-comparison.ts';
import {type Change, overall} from './overall.ts';
import {recommendationsOf} from './recommendations.ts';
import {sideOf} from './side.ts';
import type {StatementComparison} from './statement-comparison.ts';
import {strangeness, whatDiffers} from './what-differs.ts';

const topOf = 5;

/** Everything that two measurements of a catalogue say of each other. Pure: the same two give the same comparison, on any machine. */
export function compareMeasurements(before: Measurement, after: Measurement): MeasurementComparison {
	const strange = strangeness(before, after);
	const entries = allEntries(before, after);
	const statements = entries.flatMap(entry => statementOf(entry, before, after, strange));
	const operations = entries.flatMap(entry => operationOf(entry, before, after, strange));
	const missing = entries.flatMap(entry => missingOf(entry, before, after));
	const known = indexesOfBoth(before, after);
	const indexes = indexChanges(known.before, known.after, {statements, operations});
	return {
		kind: 'MeasurementComparison',
		before,
		after,
		differences: whatDiffers(before, after, indexes),
		statements,
		operations,
		missing,
		indexes,
		overall: {statements: overall(statements.flatMap(one => changeOf(one))), operations: overall(operations.flatMap(one => wholeChangeOf(one)))},
		top: topGains(statements),
		attention: attentionOf({statements, operations, adoptions: indexes.adoptions, tables: after.tables}),
		recommendations: recommendationsOf({statements, operations, adoptions: indexes.adoptions, complete: isComplete({statements, operations, missing}, after)}),
	};
}

/** Every plan of the catalogue is known after: only then is what none of them uses not used. */
function isComplete({statements, operations, missing}: Pick<MeasurementComparison, 'statements' | 'operations' | 'missing'>, {finishedAt}: Measurement): boolean {
	const routes = operations.flatMap(({chain, rewrites}) => [...(chain.after === null ? [] : [chain.after]), ...rewrites.map(rewrite => rewrite.after)]);
	return finishedAt !== null && statements.length + operations.length > 0 && missing.every(one => one.after === null)
		&& routes.every(({plans, result}) => plans.length === result.server.length);
}

/** In the catalogue's order of today, then what is gone from it. */
function allEntries(before: Measurement, after: Measurement): readonly MeasuredEntry[] {
	const now = new Set(after.catalog.entries.map(({name}) => name));
	return [...after.catalog.entries, ...before.catalog.entries.filter(({name}) => !now.has(name))];
}

function statementOf(entry: MeasuredEntry, before: Measurement, after: Measurement, strange: string | null): readonly StatementComparison[] {
	const own = before.statements.find(({run}) => run.run.subject.entry === entry.name);
	const now = after.statements.find(({run}) => run.run.subject.entry === entry.name);
	return own === undefined && now === undefined ? [] : [compareStatement(entry, {
		own: own === undefined ? null : sideOf(own.run),
		turned: now?.before == null ? null : sideOf(now.before),
		after: now === undefined ? null : sideOf(now.run),
		strange,
	})];
}

function operationOf(entry: MeasuredEntry, before: Measurement, after: Measurement, strange: string | null): readonly OperationComparison[] {
	const find = ({operations}: Measurement) => operations.find(({run}) => run.operation.name === entry.name) ?? null;
	const [own, measured] = [find(before)?.run ?? null, find(after)];
	return own === null && measured === null ? [] : [compareOperation(entry, {own, measured, strange})];
}

function missingOf(entry: MeasuredEntry, before: Measurement, after: Measurement): readonly Missing[] {
	const [was, is] = [whyMissing(entry, before), whyMissing(entry, after)];
	return was === null && is === null ? [] : [{entry, before: was, after: is}];
}

/** null where it was measured. */
function whyMissing({name}: MeasuredEntry, {statements, operations, failures, leftOut, catalog, finishedAt}: Measurement): readonly string[] | null {
	if (statements.some(({run}) => run.run.subject.entry === name) || operations.some(({run}) => run.operation.name === name)) {
		return null;
	}

	const failure = [...failures, ...leftOut].find(({entry}) => entry === name);
	return failure?.lines ?? [catalog.entries.some(entry => entry.name === name)
		? (finishedAt === null ? 'not reached before it was stopped' : 'not measured')
		: 'not in the catalogue'];
}

function changeOf({entry, before, after, verdict, ratio, alike}: StatementComparison): readonly Change[] {
	return !alike || before?.executionMs == null || verdict === null || after === null ? [] : [{
		entry,
		beforeMs: before.executionMs,
		verdict: verdict.verdict,
		ratio,
		blocks: before.blocks === null || after.blocks === null ? null : {before: before.blocks, after: after.blocks},
	}];
}

/** From the chain to its best rewrite. Against each other in turns, so the chain is that of `after`. */
function wholeChangeOf({entry, chain, best}: OperationComparison): readonly Change[] {
	return chain.after?.ms == null ? [] : [{
		entry,
		beforeMs: chain.after.ms,
		verdict: best?.againstChain?.verdict ?? 'cannot tell',
		ratio: best?.againstChain?.ratio ?? null,
		blocks: best === null ? null : {before: chain.after.blocks, after: best.after.blocks},
	}];
}

/** Of one call, where it is faster beyond doubt; at least, where it was stopped before. */
function savedMs({verdict, ratio, before, after}: StatementComparison): number {
	const was = before?.executionMs ?? before?.run.timedOutMs ?? null;
	return verdict?.verdict !== 'faster' || was === null ? 0 : was - (ratio === null ? after?.executionMs ?? was : was / ratio.value);
}

/** Those that are faster beyond doubt, by the time they save in all their calls; then those that only touch fewer blocks. */
function topGains(statements: readonly StatementComparison[]): readonly StatementComparison[] {
	const {weightOf} = weigh(statements.map(({entry}) => entry));
	const blocks = ({before, after}: StatementComparison) => before?.blocks == null || after?.blocks == null ? 0 : before.blocks - after.blocks;
	const inAll = (one: StatementComparison, of: (one: StatementComparison) => number) => weightOf(one.entry) * of(one);
	return statements
		.filter(one => one.alike)
		.filter(one => savedMs(one) > 0 || (blocks(one) > 0 && one.verdict?.verdict !== 'slower'))
		.toSorted((a, b) => inAll(b, savedMs) - inAll(a, savedMs) || inAll(b, blocks) - inAll(a, blocks))
		.slice(0, topOf);
}
