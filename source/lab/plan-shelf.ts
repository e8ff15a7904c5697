import type {Catalog} from '../catalog/catalog.ts';
import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {configurationOf} from '../catalog/index-configuration.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import {PlanflipError} from '../errors.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import {rungOf} from '../experiment/rung.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';
import type {Plan} from '../plan/plan.ts';
import type {ReadPlan} from '../reading/read-plans.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {planGist} from '../view/plan-gist.ts';
import type {Laboratory} from './laboratory.ts';

/** A plan from a file, where it stood there, and what a log said of it. */
export type ShelvedPlan = Pick<ReadPlan, 'plan' | 'line' | 'query' | 'durationMs'>;

const nobody: ServerFacts = {
	version: '', versionNumber: 0, engine: 'server', database: '', user: '', superuser: false, inRecovery: false, otherBackends: 0, readOnly: true,
};
const empty = configurationOf([]);
const universe: IndexUniverse = {kind: 'IndexUniverse', indexes: [], byKey: new Map(), asBuilt: empty, presets: []};

/** Plans from a file in the place of a database: the same screen, with nothing to flip and nothing to measure. */
export function planShelf(file: string, plans: readonly ShelvedPlan[]): Laboratory {
	const entries = plans.map((shelved, at) => entryOf(shelved, file, at + 1));
	const byName = new Map(entries.map((entry, at) => [entry.name, plans[at]]));
	const catalog: Catalog = {kind: 'Catalog', folder: file, entries, operations: [], indexes: [], presets: []};
	return {
		label: file,
		ground: 'file',
		facts: nobody,
		catalog,
		tables: [],
		universe: () => universe,
		propose() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to try an index on'});
		},
		withdraw: () => undefined,
		rung: () => rungOf(0),
		waysUp: () => [],
		examine: () => Promise.reject(new PlanflipError('permission', {message: 'these plans come from a file: there is no server to examine'})),
		check: () => Promise.resolve([]),
		draft() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to make a catalogue from'});
		},
		statements: () => Promise.resolve([]),
		describe: () => Promise.reject(new PlanflipError('permission', {message: 'these plans come from a file: there is no database to prepare a statement on'})),
		monitor: () => Promise.reject(new PlanflipError('permission', {message: 'these plans come from a file: there is no database whose indexes could be watched'})),
		canAskToBlock: () => false,
		allowBlocking: () => Promise.resolve(),
		sample: () => Promise.resolve([]),
		name: () => '',
		try: ({entry}) => events(byName.get(entry.name)?.plan ?? null),
		contest() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to measure on'});
		},
		sweep() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to try values on'});
		},
		advise() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to try indexes on'});
		},
		combine() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to plan combinations on'});
		},
		askCombination: () => Promise.resolve(null),
		onLost: () => undefined,
		reopen: () => Promise.resolve(),
		isOutdated: () => Promise.resolve(false),
		lookAgain: () => Promise.resolve(),
		lend: () => Promise.reject(new PlanflipError('permission', {message: 'these plans come from a file: there is no database for a step'})),
		operates: () => false,
		operate() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to run an operation on'});
		},
		decide() {
			throw new PlanflipError('permission', {message: 'these plans come from a file: there is no database to write scripts for'});
		},
		past: () => Promise.resolve({runs: [], note: null}),
		pastOperations: () => Promise.resolve({runs: [], note: null}),
		cancel: () => Promise.resolve(),
		close: () => Promise.resolve(),
	};
}

async function * events(plan: Plan | null): AsyncGenerator<TrialEvent, void, void> {
	if (plan !== null) {
		yield await Promise.resolve({kind: 'read', plan});
	}
}

function entryOf({plan, line, query: logged, durationMs}: ShelvedPlan, file: string, number: number): CatalogEntry {
	const ms = plan.totals.executionMs ?? durationMs ?? plan.totals.rootMs;
	const query = plan.query ?? logged;
	const what = query === null ? planGist(plan) : sanitise(query).trim();
	return {
		kind: 'QueryEntry',
		name: `plan-${number}`,
		title: `${ms === null ? '' : `${formatMs(ms)}  `}${what}`,
		why: `${file}, line ${line}`,
		frequency: null,
		parameters: [],
		indexes: [],
		expected: null,
		estimate: null,
		sql: query ?? '',
		file,
		line,
	};
}
