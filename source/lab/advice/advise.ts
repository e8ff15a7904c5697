import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {weigh} from '../../catalog/weight.ts';
import {readAbsent} from '../../database/read-absent.ts';
import {type PlannerFacts, readPlannerFacts} from '../../database/read-planner-facts.ts';
import {PlanflipError} from '../../errors.ts';
import {genericObstacle} from '../../experiment/explain-generic.ts';
import {planDesk, type PlanDesk} from '../../experiment/plan-desk.ts';
import {writesOf} from '../../experiment/side-effects.ts';
import {statementLimit} from '../../experiment/statement-limit.ts';
import {unaskedOf} from '../../experiment/unasked-of.ts';
import type {GoneIndex} from '../../view/gone-index.ts';
import {IndexesWent} from '../indexes-went.ts';
import {operationEntries} from '../operation-entries.ts';
import {sampleEntry} from '../sample-entry.ts';
import {subjectOf} from '../subject-of.ts';
import {textsOf} from '../texts-of.ts';
import type {TryTools} from '../try-entry.ts';
import {withGrants} from '../with-grants.ts';
import {withoutGone} from '../without-gone.ts';
import type {Advice, Failure} from './advice.ts';
import {type AdviseEvent, type AdviseRequest, step} from './advise-request.ts';
import {isItsOwn} from './each-entry.ts';
import {FailedEntries} from './failed-entries.ts';
import {judge} from './judge.ts';
import {type ParsedEntry, readStatements} from './read-statements.ts';
import {readsOf} from './reads-of.ts';
import type {Ready} from './tell.ts';

/**
 * What indexes are missing, all candidates judged together over the whole catalogue, and which of those that are there could go. Nothing stays:
 * candidates are built in the transaction that is always rolled back, or imagined. What is proposed can be flipped afterwards. An entry that fails
 * costs itself: the others are judged as if it were not there. Where others drop indexes meanwhile, all is judged anew without them.
 * `lookOver`: the database anew, and whatever was known of its indexes forgotten.
 */
export async function * advise(tools: TryTools, lookOver: () => Promise<void>, request: AdviseRequest): AsyncGenerator<AdviseEvent, void, void> {
	const {bench, clock} = tools;
	refuse(bench.rung);
	const {operations, signal} = request;
	let {start} = request;
	const gone: GoneIndex[] = [];
	const entries = [...request.entries];
	const notes: string[] = [];
	for (const [at, operation] of operations.entries()) {
		yield step('Walking operations', {at, of: operations.length, what: operation.name});
		const walked = await operationEntries(operation, {bench, clock, walk: true, signal});
		entries.push(...walked.entries);
		notes.push(...walked.notes);
	}

	yield step('Reading the statements');
	const {parsed, failures: unread} = await readStatements(bench.session, entries);
	const failures = [...unread];
	const reads = readsOf(parsed);
	/** Partitions, too, of what they read. */
	const watched = () => {
		const tops = new Map(bench.tables.map(({schema, name, partitionOf}) => [JSON.stringify([schema, name]), partitionOf ?? null]));
		return bench.universe.indexes.filter(({built, schema, table}) => built && (reads({schema, name: table}) || reads(tops.get(JSON.stringify([schema, table])) ?? {schema, name: table})));
	};
	const desk = planDesk({workbench: () => bench.workbench, limits: () => statementLimit(bench.rung, null), signal: () => signal, clock});
	const {weightOf, basis} = weigh(entries);
	let before = await readPlannerFacts(bench.session);
	let ready: readonly Ready[] = yield * readyOnes(tools, desk, {parsed, start, signal, weightOf, failures});
	for (let again = 0; ; again++) {
		try {
			const {told, facts} = yield * judge({tools, desk, request: {...request, start}, ready, watched, again});
			const changed = changedTables(facts.before ?? before, facts.after, ready);
			const out = [...failures, ...told.failures];
			const leftOut = entries.filter(({name}) => out.some(({entry}) => entry === name));
			yield {kind: 'advised', advice: {
				kind: 'Advice',
				label: bench.session.label,
				version: bench.facts.version,
				rung: bench.rung,
				start: bench.named(start),
				within: request.within,
				each: request.each ?? null,
				basis,
				...told,
				removable: told.removable.map(one => ({...one, unasked: unaskedOf(one.index, leftOut)})),
				failures: out,
				gone,
				notes: [...notes, ...told.notes, ...(changed.length === 0 ? [] : [`Meanwhile the statistics of ${changed.join(', ')} changed: not all figures are of one moment.`])],
				explains: desk.done().explains,
			}};
			return;
		} catch (error) {
			if (!(error instanceof FailedEntries || error instanceof IndexesWent) || signal.aborted) {
				throw error;
			}

			await drain(desk, start, ready);
			await bench.workbench.rest();
			// Whoever fails may fail by what is not there any more.
			if (error instanceof IndexesWent || (again < mostAgain && (await readAbsent(bench.session, watched())).length > 0)) {
				const left = await withoutGone(bench, start, lookOver);
				gone.push(...left.gone);
				start = left.configuration;
				yield {kind: 'looked again'};
				before = await readPlannerFacts(bench.session);
				ready = yield * readyOnes(tools, desk, {parsed: ready, start, signal, weightOf, failures});
				continue;
			}

			const left = await leftOut(desk, {start, signal}, ready, error.failures);
			// A candidate that cannot be built any more fails whoever is planned with it: gathered again, it is turned down.
			const out = left.length === 0 && again >= mostAgain ? error.failures : left;
			failures.push(...out);
			ready = ready.filter(({name}) => !out.some(({entry}) => entry === name));
		}
	}
}

/** So often the tables may change under the candidates before whoever fails is left out. */
const mostAgain = 3;

interface ReadyGrounds {
	readonly parsed: readonly ParsedEntry[];
	readonly start: IndexConfiguration;
	readonly signal: AbortSignal;
	readonly weightOf: (entry: ParsedEntry['entry']) => number;
	/** Grows by those that cannot be planned. */
	readonly failures: Failure[];
}

async function * readyOnes(tools: TryTools, desk: PlanDesk, {parsed, start, signal, weightOf, failures}: ReadyGrounds): AsyncGenerator<AdviseEvent, readonly Ready[], void> {
	const ready: Ready[] = [];
	for (const [at, one] of parsed.entries()) {
		yield step('Planning as it is', {at, of: parsed.length, what: one.entry.name});
		try {
			ready.push({...one, ...await readied(tools, desk, start, one), name: one.entry.name, weight: weightOf(one.entry)});
		} catch (error) {
			if (!isItsOwn(error, signal)) {
				throw error;
			}

			failures.push({entry: one.entry.name, error: await withGrants(tools.bench, textsOf(one.entry), error)});
		}
	}

	return ready;
}

/** Whoever asked together with the one that failed goes on asking for a while: nothing else may use the session before they are answered. */
async function drain(desk: PlanDesk, configuration: IndexConfiguration, [first]: readonly Ready[]): Promise<void> {
	for (let alone = first === undefined; first !== undefined && !alone;) {
		const {explains} = desk.done();
		await desk.plan({subject: first.subject, configuration}).catch(() => undefined);
		alone = desk.done().explains <= explains + 1;
	}
}

/** Of those that failed, the ones that fail without any candidate, too, and what they fail by. */
async function leftOut(desk: PlanDesk, {start, signal}: Pick<AdviseRequest, 'start' | 'signal'>, ready: readonly Ready[], failed: readonly Failure[]): Promise<readonly Failure[]> {
	const left: Failure[] = [];
	for (const {name, subject} of ready.filter(one => failed.some(({entry}) => entry === one.name))) {
		try {
			await desk.plan({subject, configuration: start});
		} catch (error) {
			if (!isItsOwn(error, signal)) {
				throw error;
			}

			left.push({entry: name, error});
		}
	}

	return left;
}

/** Where a candidate can neither be built nor imagined there is nothing to judge. */
function refuse({newIndexes, number, badge}: Advice['rung']): void {
	if (newIndexes === 'none' || number === 5) {
		throw new PlanflipError('permission', {
			message: `indexes that are not there can be neither built nor imagined here (${badge}), so nothing can be advised`,
			hint: number === 5
				? 'Leave --allow-blocking away where HypoPG is installed, or try a copy of the database with --disposable.'
				: 'Install HypoPG on the server (planflip doctor has the statement), or try a copy of the database with --disposable. planflip lattice judges the indexes that are there.',
		});
	}
}

async function readied({bench}: TryTools, desk: PlanDesk, start: IndexConfiguration, {entry}: ParsedEntry): Promise<Pick<Ready, 'subject' | 'now' | 'effects'>> {
	const subject = subjectOf(entry, await sampleEntry(bench, entry));
	const obstacle = genericObstacle(subject, bench.facts);
	if (obstacle !== null) {
		throw obstacle;
	}

	const {plan: now} = await desk.plan({subject, configuration: start});
	return {subject, now, effects: writesOf(now)};
}

/** Tables that the entries read and of which the planner knew something else before. */
function changedTables(before: PlannerFacts, after: PlannerFacts, ready: readonly Ready[]): readonly string[] {
	const reads = readsOf(ready);
	const print = ({tables}: PlannerFacts) => new Map(tables.filter(table => reads(table)).map(({schema, name, rows, pages, analyzed}) => [`${schema}.${name}`, JSON.stringify([rows, pages, analyzed])]));
	const [then, now] = [print(before), print(after)];
	return [...new Set([...then.keys(), ...now.keys()])].filter(name => then.get(name) !== now.get(name)).map(name => name.replace(/^public\./, ''));
}
