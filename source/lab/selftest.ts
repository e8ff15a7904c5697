import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import type {BoundParameter, Delta, Run} from '../experiment/run.ts';
import {slowedSql} from '../experiment/slowed-sql.ts';
import {median} from '../statistics/median.ts';
import type {Laboratory} from './laboratory.ts';
import type {TryRequest} from './try-entry.ts';

/** One comparison of a configuration with itself; `slowdown` is what the second side was slowed by, 0.05 = 5 %, or null. */
export interface SelfComparison {
	readonly entry: string;
	readonly slowdown: number | null;
	readonly delta: Delta;
}

export type SelftestEvent =
	| {readonly kind: 'looking'; readonly entry: CatalogEntry}
	| {readonly kind: 'chosen'; readonly entries: readonly string[]; readonly short: boolean}
	| {readonly kind: 'compared'; readonly at: number; readonly of: number; readonly result: SelfComparison};

export interface SelftestOptions {
	/** Empty: those of the catalogue that are long enough. */
	readonly entries: readonly CatalogEntry[];
	readonly configuration: IndexConfiguration;
	readonly comparisons: number;
	/** Compare with itself as it is. */
	readonly plain: boolean;
	/** Compare with itself made slower by this share; null: do not. */
	readonly slowdown: number | null;
	readonly pairs: number | undefined;
	readonly signal: AbortSignal;
}

/** What of a laboratory the selftest needs. */
export type Trier = Pick<Laboratory, 'catalog' | 'sample' | 'try'>;

interface Subject {
	readonly entry: CatalogEntry;
	readonly parameters: readonly BoundParameter[];
	/** Steps of useless work that take as long as the statement; 0 until they are counted. */
	stepsPerShare: number;
}

/** Below, 5 % are less than the 0.05 ms that nothing is claimed of: nothing could go wrong. */
const longEnoughMs = 1;
/** Some milliseconds of work. */
const guessedSteps = 50_000;
/** A statement longer than 100 times the guess would be found so only by a steady machine. */
const mostTimes = 100;
/** A machine's speed wanders: the cost of a step is measured anew after so many comparisons. */
const calibrateEvery = 10;

/** The trial measures a configuration against itself, many times over, with different names on the sides; all its rules hold but that equal plans are equal. */
export async function * selftest(laboratory: Trier, options: SelftestOptions): AsyncGenerator<SelftestEvent, void, void> {
	const subjects = yield * chooseSubjects(laboratory, options);
	for (let at = 0; at < options.comparisons; at++) {
		const subject = subjects[at % subjects.length];
		if (subject === undefined) {
			return;
		}

		const round = Math.floor(at / subjects.length);
		if (options.slowdown !== null && round % calibrateEvery === 0) {
			subject.stepsPerShare = await calibrate(laboratory, subject, options);
		}

		for (const slowdown of [...(options.plain ? [null] : []), ...(options.slowdown === null ? [] : [options.slowdown])]) {
			const delta = await compare(laboratory, subject, slowdown, options);
			if (delta !== null) {
				yield {kind: 'compared', at: at + 1, of: options.comparisons, result: {entry: subject.entry.name, slowdown, delta}};
			}
		}
	}
}

async function compare(laboratory: Trier, {entry, parameters, stepsPerShare}: Subject, slowdown: number | null, {configuration, pairs, signal}: SelftestOptions): Promise<Delta | null> {
	const sql = slowdown === null ? entry.sql : slowedSql(entry.sql, slowdown * stepsPerShare);
	const twinSql = slowdown === null ? entry.sql : slowedSql(entry.sql, 0);
	return (await measure(laboratory, {entry: {...entry, sql}, parameters, current: configuration, baseline: null, twinSql, pairs, signal})).delta;
}

/**
 * How many steps double the statement: it is measured in turns with itself doubled, by a guess and then by what came of it. In the very
 * statement, where a step costs some per cent less than alone; and the least of twelve times is what the work itself takes: whatever else
 * runs only adds, and adds the more the longer a statement is.
 */
async function calibrate(laboratory: Trier, {entry, parameters}: Subject, {configuration, signal}: SelftestOptions): Promise<number> {
	let steps = guessedSteps;
	for (let round = 0; round < 2; round++) {
		const least = {single: Number.POSITIVE_INFINITY, doubled: Number.POSITIVE_INFINITY};
		for (let turn = 0; turn < 4; turn++) {
			for (const side of turn % 2 === 0 ? ['single', 'doubled'] as const : ['doubled', 'single'] as const) {
				const sql = slowedSql(entry.sql, side === 'single' ? 0 : steps);
				const {run} = await measure(laboratory, {entry: {...entry, sql}, parameters, current: configuration, baseline: null, pairs: 3, signal});
				least[side] = Math.min(least[side], ...run.samples);
			}
		}

		// Without samples, or lost in noise, the guess is as good as anything.
		const times = least.single / (least.doubled - least.single);
		steps *= times > 0 && times < mostTimes ? times : 1;
	}

	return steps;
}

async function * chooseSubjects(laboratory: Trier, {entries, configuration, signal}: SelftestOptions): AsyncGenerator<SelftestEvent, readonly Subject[], void> {
	const timed: Array<Subject & {readonly ms: number}> = [];
	for (const entry of entries.length > 0 ? entries : laboratory.catalog.entries) {
		yield {kind: 'looking', entry};
		const parameters = await laboratory.sample(entry);
		const {run} = await measure(laboratory, {entry, parameters, current: configuration, baseline: null, pairs: 3, signal});
		timed.push({entry, parameters, stepsPerShare: 0, ms: run.samples.length === 0 ? 0 : median(run.samples)});
	}

	const long = timed.filter(({ms}) => ms >= longEnoughMs);
	const slowest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, 3);
	const chosen = entries.length > 0 ? timed : (long.length > 0 ? long : slowest);
	yield {kind: 'chosen', entries: chosen.map(({entry}) => entry.name), short: chosen.every(({ms}) => ms < longEnoughMs)};
	return chosen;
}

async function measure(laboratory: Trier, request: TryRequest): Promise<{readonly run: Run; readonly delta: Delta | null}> {
	for await (const event of laboratory.try({...request, keep: false})) {
		if (event.kind === 'measured') {
			return event;
		}
	}

	throw new PlanflipError('permission', {message: 'nothing can be executed under this configuration here, only planned', hint: 'leave --indexes away: the database as it is can be measured'});
}
