import type {CatalogEntry} from '../../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../../catalog/index-configuration.ts';
import {weigh} from '../../catalog/weight.ts';
import {readAbsent} from '../../database/read-absent.ts';
import {readPlannerFacts} from '../../database/read-planner-facts.ts';
import {errorLines, PlanflipError} from '../../errors.ts';
import {chooseToggles, type HeldIndex, type Toggling} from '../../experiment/choose-toggles.ts';
import type {UniverseIndex} from '../../experiment/index-universe.ts';
import type {PlanDesk} from '../../experiment/plan-desk.ts';
import {tablesRead} from '../../experiment/tables-read.ts';
import {unaskedOf} from '../../experiment/unasked-of.ts';
import {notMeasured, rowWalBytes} from '../../experiment/write-cost.ts';
import type {Toggle} from '../../lattice/toggle.ts';
import {pricedLattice} from '../../lattice/workload-lattice.ts';
import type {Combinations, Failure} from '../../view/combinations.ts';
import {type GoneIndex, lateSentences} from '../../view/gone-index.ts';
import type {Bench} from '../bench.ts';
import {wentMeanwhile} from '../indexes-went.ts';
import {operationEntries, type OperationEntries} from '../operation-entries.ts';
import type {TryTools} from '../try-entry.ts';
import {buildFirst} from './build-first.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';
import {findAll} from './find-all.ts';
import type {LatticeShelf} from './lattice-shelf.ts';
import {lookAtAll} from './look-at-all.ts';
import {measureChoices} from './measure-choices.ts';
import {priceWrites} from './price-writes.ts';
import {survey, type Surveyed} from './survey.ts';
import {toggleBoard, type ToggleBoard} from './toggle-board.ts';
import {toggleSizes} from './toggle-sizes.ts';

/** With what combinations are found. */
export interface CombineTools {
	readonly tools: TryTools;
	readonly desk: PlanDesk;
	readonly shelf: LatticeShelf;
	/** Called with what was found, as soon as it is, and again when it was measured. */
	readonly remember: (board: ToggleBoard, combinations: Combinations) => void;
	/** What went since the first look. */
	readonly gone: readonly GoneIndex[];
	/** How often it was begun anew for that. */
	readonly again: number;
}

/**
 * Every combination of the indexes, over the entries: what can go, what must stay, what each is worth; then what it leads to is executed.
 * @throws IndexesWent when others dropped one of them before all was planned
 */
export async function * combine({tools, desk, shelf, remember, gone, again}: CombineTools, request: CombineRequest): AsyncGenerator<CombineEvent, void, void> {
	const {bench, clock} = tools;
	const {signal} = request;
	const failures: Failure[] = [];
	const leftOut: CatalogEntry[] = [];
	/** Told on, and written down. */
	const heard = async function * <T>(events: AsyncGenerator<CombineEvent, T, void>): AsyncGenerator<CombineEvent, T, void> {
		for (;;) {
			const next = await events.next();
			if (next.done === true) {
				return next.value;
			}

			if (next.value.kind === 'failed') {
				failures.push({entry: next.value.entry.name, lines: errorLines(next.value.error)});
				leftOut.push(next.value.entry);
			}

			yield next.value;
		}
	};

	if (bench.rung.number === 6) {
		throw new PlanflipError('permission', {message: 'all combinations of indexes need a way of switching them, and there is none here'});
	}

	const walked = yield * walkAll(tools, request);
	const before = desk.done();
	const {all, refused, ...built} = yield * heard(buildFirst(bench, request.configuration, clock));
	const start = clock.ms();
	const surveyedAt = await readPlannerFacts(bench.session);
	const surveyed = yield * heard(survey(bench, desk, all, {entries: [...request.entries, ...walked.entries], signal}));
	const {toggles: indexes, held} = togglingOf(bench, all, surveyed);
	const board = toggleBoard(indexes, bench, all);
	const sizes = await toggleSizes(bench, indexes, all, surveyed.map(({explained}) => explained));
	const toggles = indexes.map(({key, schema, table}, at): Toggle => ({key, table: `${schema}.${table}`, bytes: sizes[at] ?? null, walBytes: null}));
	const notes = [...walked.notes, ...surveyed.flatMap(({entry: {name}, unsampled}) => unsampled.length === 0 ? [] : [`${name} was planned with NULL for ${unsampled.join(', ')}: the sample found no row.`])];
	const known = yield * heard(findAll(surveyed, {bench, desk, board, toggles, shelf, surveyedAt, signal, notes}));
	const {found, lattice} = yield * heard(lookAtAll(known, toggles, request));
	const watched = watchedOf(bench, all, [...request.entries, ...walked.entries], surveyed);
	notes.push(...lateSentences(await wentMeanwhile(bench, watched, again)));
	const weights = weigh(found.map(({surveyed: {entry}}) => entry));
	const {explains, switches} = desk.done();
	let combinations: Combinations = {
		kind: 'Combinations',
		lattice,
		entries: found.map(({surveyed: {entry}}) => entry),
		failed: failures,
		gone,
		unasked: new Map([...indexes, ...held.map(({index}) => index)].flatMap(index => {
			const names = unaskedOf(index, leftOut);
			return names.length === 0 ? [] : [[index.key, names]];
		})),
		held: [...held, ...refused],
		all: bench.named(all),
		weights: {basis: weights.basis, uncounted: weights.uncounted},
		effort: {explains: explains - before.explains, switches: switches - before.switches, byForce: found.length * 2 ** toggles.length, ms: clock.ms() - start, built},
		writes: {costs: indexes.map(index => notMeasured(index, 'nothing was executed')), ms: 0},
		measured: null,
		unmeasured: [],
		notes,
	};
	remember(board, combinations);
	yield {kind: 'found', combinations};
	if (request.measure) {
		if (bench.workbench.executes(board.configuration(0n))) {
			combinations = {...combinations, ...yield * heard(measureChoices(tools, board, lattice, found.map(one => one.surveyed), request))};
		}

		const writes = yield * heard(priceWrites(tools, all, indexes, request));
		combinations = {
			...combinations,
			writes,
			lattice: pricedLattice(lattice, toggles.map((toggle, at) => ({...toggle, walBytes: writes.costs[at] === undefined ? null : rowWalBytes(writes.costs[at])}))),
			notes: [...notes, ...lateSentences(await readAbsent(bench.session, watched))],
		};
		remember(board, combinations);
	}

	yield {kind: 'done', combinations};
}

/** The operations' statements, with the values that a walk finds. */
async function * walkAll({bench, clock}: TryTools, {operations, planOnly = false, signal}: CombineRequest): AsyncGenerator<CombineEvent, OperationEntries, void> {
	const entries: CatalogEntry[] = [];
	const notes: string[] = planOnly && operations.length > 0 ? ['With --plan-only no operation is walked: what takes values from rows was planned without them.'] : [];
	for (const [at, operation] of operations.entries()) {
		yield {kind: 'step', title: 'Walking operations', fraction: at / operations.length};
		const found = await operationEntries(operation, {bench, clock, walk: !planOnly, signal});
		entries.push(...found.entries);
		notes.push(...found.notes);
	}

	return {entries, notes};
}

/** What is built on the tables of all entries, those too that cannot be planned any more. */
function watchedOf({universe}: Bench, {on}: IndexConfiguration, entries: readonly CatalogEntry[], surveyed: readonly Surveyed[]): readonly UniverseIndex[] {
	const reads = tablesRead({entries, operations: []}, surveyed.map(({explained}) => explained.text));
	return universe.indexes.filter(({key, schema, table}) => on.has(key) && reads({schema, name: table}));
}

/** @throws PlanflipError when there is nothing to combine, with what is in the way */
function togglingOf({universe, rung, facts}: Bench, configuration: IndexConfiguration, surveyed: readonly Surveyed[]): Toggling {
	const reads = tablesRead({entries: surveyed.map(({entry}) => entry), operations: []}, surveyed.map(({explained}) => explained.text));
	const toggling = chooseToggles({universe, configuration, rung, superuser: facts.superuser, reads});
	if (surveyed.length > 0 && toggling.toggles.length > 0) {
		return toggling;
	}

	const obstacles = toggling.held.flatMap(({index, because}: HeldIndex) => because.kind === 'obstacle' ? [`- ${index.key}: ${because.reason}`] : []);
	throw new PlanflipError(obstacles.length > 0 ? 'permission' : 'input', {
		message: surveyed.length === 0 ? 'none of the queries can be planned here' : 'there is no index to combine: on the tables that these queries read none can be switched off',
		hint: obstacles.length > 0 ? ['In the way:', ...obstacles].join('\n') : 'What backs a constraint or keeps rows unique stays. --indexes SPEC and --propose INDEX bring others in; planflip check says why a query cannot be planned.',
	});
}
