import type {Catalog} from '../catalog/catalog.ts';
import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import {nameConfiguration} from '../catalog/name-configuration.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import {readExtensionFacts} from '../database/read-extension-facts.ts';
import {readServerSettings} from '../database/read-server-settings.ts';
import type {TableState} from '../database/list-tables.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {blockingWorkbench} from '../experiment/blocking-workbench.ts';
import {chooseRung, waysUp} from '../experiment/choose-rung.ts';
import {diagnose, type Diagnosis} from '../experiment/diagnosis.ts';
import {foresee} from '../experiment/foresee.ts';
import {catalogBlocks, vacuumCatalog} from '../experiment/catalog-bloat.ts';
import {genericObstacle, unknownOf} from '../experiment/explain-generic.ts';
import {isolatedWorkbench} from '../experiment/isolated-workbench.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import {measuredPlans} from '../experiment/measured-plans.ts';
import {type IndexProposal, withoutProposal, withProposal} from '../experiment/propose-index.ts';
import {insightContext} from '../experiment/insight-context.ts';
import type {BoundParameter, NamedIndexes, Run, Subject} from '../experiment/run.ts';
import type {Past, RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import type {Rung, RungNumber} from '../experiment/rung.ts';
import {type RungGrounds, rungObstacle} from '../experiment/rung-obstacle.ts';
import {sharedWorkbench} from '../experiment/shared-workbench.ts';
import type {OperationEvent} from '../experiment/operation-trial.ts';
import {calledNames, sideEffectWarnings, volatileAmong, writesOf} from '../experiment/side-effects.ts';
import {lostUniqueness} from '../experiment/lost-uniqueness.ts';
import {trial} from '../experiment/trial.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';
import type {Workbench} from '../experiment/workbench.ts';
import type {Plan} from '../plan/plan.ts';
import {sampleParameters} from '../workload/sample-parameters.ts';
import {keepRuns} from './keep-runs.ts';
import {knock} from './knock.ts';
import {operate, type OperateRequest} from './operate.ts';

/** More of the past than this is found with `planflip runs`. */
const pastRuns = 20;

export interface TryRequest {
	readonly entry: CatalogEntry;
	readonly parameters: readonly BoundParameter[];
	readonly current: IndexConfiguration;
	/** Equal to current, or null: measured alone. */
	readonly baseline: IndexConfiguration | null;
	/** For the selftest: the current configuration against itself, with this statement as the baseline; equal plans do not settle it. */
	readonly twinSql?: string | undefined;
	/** Default: the run is kept where there is a history. */
	readonly keep?: boolean | undefined;
	readonly pairs?: number | undefined;
	readonly signal: AbortSignal;
}

/** A database with a catalogue beside it, ready to try things: what the screen and the commands both work with. */
export interface Laboratory {
	/** What it works on: `PGlite (embedded)`, `user@host:5432/database`, a file. Never a password. */
	readonly label: string;
	readonly facts: ServerFacts;
	readonly catalog: Catalog;
	/** As they were when the laboratory was opened. */
	readonly tables: readonly TableState[];
	/** Grows by `propose`, shrinks by `withdraw`. */
	universe(): IndexUniverse;
	/** One more index to flip, not built so far; returns the name it goes by. */
	propose(proposal: IndexProposal): string;
	/** Forgets an index that was proposed. */
	withdraw(key: string): void;
	rung(): Rung;
	/** What each better way of switching lacks, and what would lift it. */
	waysUp(): readonly string[];
	/** What the server allows, what it lacks, and what bears on measuring there. A superuser's session may LOAD pg_hint_plan to find out. */
	examine(): Promise<Diagnosis>;
	/** The only thing between here and rung 5 is the user's consent. */
	canAskToBlock(): boolean;
	/** The user lets others wait on locks: the rung is chosen anew. */
	allowBlocking(): Promise<void>;
	/** Live sample values of an entry's parameters. */
	sample(entry: CatalogEntry | OperationEntry): Promise<readonly BoundParameter[]>;
	name(configuration: IndexConfiguration): string;
	try(request: TryRequest): AsyncGenerator<TrialEvent, void, void>;
	/** Told why, at once, when the connection is lost. Nothing can be tried then until reopen(). */
	onLost(listener: (loss: PlanflipError) => void): void;
	/**
	 * Connects again and looks the database over: facts, tables, indexes and rung may all be others now. What was proposed
	 * and consented to still holds; a wished rung only where it still can be. Rejects as opening does, and can be tried again.
	 */
	reopen(): Promise<void>;
	/** A chain of statements and what could replace it. */
	operate(request: OperateRequest): AsyncGenerator<OperationEvent, void, void>;
	/** Kept runs of an entry on this database, newest first; none with --no-history. Never rejects. */
	past(entry: CatalogEntry): Promise<Past>;
	/** Stops what runs now, on the server itself. */
	cancel(): Promise<void>;
	close(): Promise<void>;
}

/** What a look at the database tells. */
export interface Findings extends Omit<RungGrounds, 'consentToBlock'> {
	readonly tables: readonly TableState[];
	readonly universe: IndexUniverse;
}

export interface LaboratoryParts {
	readonly session: Session;
	readonly catalog: Catalog;
	readonly findings: Findings;
	/** A new look, after the connection was lost. */
	readonly lookOver: () => Promise<Findings>;
	readonly consentToBlock: boolean;
	readonly wish: RungNumber | null;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
	/** Gives back what the database stood on (locks, private copies). */
	readonly release: () => Promise<void>;
	/** null: runs are not kept. */
	readonly history: RunHistory | null;
	readonly database: DatabaseName;
}

export function laboratory(parts: LaboratoryParts): Laboratory {
	const {session, catalog, clock, history, database} = parts;
	let {facts, tables, universe} = parts.findings;
	let grounds: RungGrounds = {...parts.findings, consentToBlock: parts.consentToBlock};
	let rung = chooseRung(grounds, parts.wish);
	const workbenchFor = (on: Rung): Workbench => on.number === 1
		? isolatedWorkbench(session, () => universe, facts.superuser)
		: on.number === 5
			? blockingWorkbench(session, () => universe, facts.superuser)
			: sharedWorkbench(session, () => universe, on, facts.superuser, grounds.extensions);
	let workbench = workbenchFor(rung);
	const measured = measuredPlans();
	const knocking = knock(session, clock.date);
	const name = (configuration: IndexConfiguration) => nameConfiguration(configuration, universe.presets);
	const contextOf = ({indexes, planningMs}: Run) => insightContext(universe, indexes.configuration, tables, facts, planningMs);
	const named = (configuration: IndexConfiguration): NamedIndexes => ({name: name(configuration), configuration});

	const volatile = new Map<string, boolean>();
	const warnings = async function * (plan: Plan, current: IndexConfiguration): AsyncGenerator<TrialEvent, void, void> {
		const names = [...calledNames(plan)];
		const asked = names.filter(each => !volatile.has(each));
		const found = new Set(await volatileAmong(session, asked));
		for (const each of asked) {
			volatile.set(each, found.has(each));
		}

		const told = [...sideEffectWarnings(writesOf(plan), names.filter(each => volatile.get(each) === true)), ...lostUniqueness(universe, current, plan)];
		if (told.length > 0) {
			yield {kind: 'warned', warnings: told};
		}
	};

	/** null until something is tried: whoever flips nothing leaves nothing. */
	let blocksBefore: number | null = null;
	const sweeps = session.kind === 'server' && facts.superuser && !facts.inRecovery;

	return {
		label: session.label,
		get tables() {
			return tables;
		},
		get facts() {
			return facts;
		},
		catalog,
		universe: () => universe,
		propose(proposal) {
			const grown = withProposal(universe, proposal, tables);
			universe = grown.universe;
			return grown.key;
		},
		withdraw(key) {
			universe = withoutProposal(universe, key);
		},
		rung: () => rung,
		waysUp: () => waysUp(grounds, rung),
		async examine() {
			const extensions = facts.engine === 'pglite' ? grounds.extensions : await readExtensionFacts(session, {mayLoad: true});
			return diagnose(session.label, {...grounds, extensions}, rung, await readServerSettings(session));
		},
		canAskToBlock: () => rung.number === 6 && rungObstacle(5, {...grounds, consentToBlock: true}) === null,
		async allowBlocking() {
			await workbench.rest();
			grounds = {...grounds, consentToBlock: true};
			rung = chooseRung(grounds, parts.wish === 6 ? null : parts.wish);
			workbench = workbenchFor(rung);
		},
		async sample(entry) {
			await knocking.before();
			return sampleParameters(session, entry);
		},
		name,
		async * try({entry, parameters, current, baseline, twinSql, keep = true, pairs, signal}) {
			const compared = baseline === null || sameConfiguration(baseline, current) ? null : baseline;
			await knocking.before();
			try {
				blocksBefore ??= sweeps ? await catalogBlocks(session) : null;
				const request = {
					session,
					workbench,
					rung,
					facts,
					subject: subjectOf(entry, parameters),
					current: named(current),
					baseline: compared === null ? null : named(compared),
					pairs,
					signal,
					clock,
					...(twinSql === undefined ? {} : twin(entry, parameters, current, twinSql)),
				};
				const obstacle = genericObstacle(request.subject, facts);
				if (obstacle !== null) {
					throw obstacle;
				}

				if (unknownOf(parameters).length > 0) {
					yield * foresee({...request, measured, workbench: {...workbench, executes: () => false}});
					return;
				}

				if (!workbench.executes(current) || (compared !== null && !workbench.executes(compared))) {
					yield * foresee({...request, measured});
					return;
				}

				// What the selftest makes is no part of anybody's history.
				const tried = keep ? keepRuns(trial(request), {history, database, contextOf}) : trial(request);
				for await (const event of tried) {
					if (event.kind === 'measured' && keep) {
						measured.keep(event.run);
					}

					yield event;
					if (event.kind === 'planned') {
						yield * warnings(event.plan, current);
					}
				}
			} catch (error) {
				throw rung.number === 6 ? withWaysUp(error, waysUp(grounds, rung)) : error;
			} finally {
				// On a server nothing stays open while the user thinks; the embedded database has nobody who could wait.
				if (session.kind === 'server') {
					await workbench.rest();
				}

				knocking.after();
			}
		},
		onLost(listener) {
			session.onLost(listener);
		},
		async reopen() {
			await session.reconnect();
			const proposals = universe.indexes.filter(index => index.origin === 'proposed');
			const findings = await parts.lookOver();
			({facts, tables} = findings);
			universe = proposals.reduce((grown, index) => withProposal(grown, {...index, sql: index.definition, why: index.why ?? ''}, findings.tables).universe, findings.universe);
			grounds = {...findings, consentToBlock: grounds.consentToBlock};
			rung = chooseRung(grounds, parts.wish !== null && rungObstacle(parts.wish, grounds) === null ? parts.wish : null);
			workbench = workbenchFor(rung);
			knocking.after();
		},
		async * operate(request) {
			// Hints and HypoPG reach an EXPLAIN; an operation runs its statements as they are.
			if ((rung.number === 3 || rung.number === 4) && !sameConfiguration(request.current, universe.asBuilt)) {
				throw new PlanflipError('permission', {
					message: `an operation cannot be executed under other indexes here: the way of switching is "${rung.badge}"`,
					hint: 'run it on the database as it is, or where indexes can be switched for real (rungs 1, 2 and 5)',
				});
			}

			try {
				yield * operate({session, workbench, rung, facts, indexes: named(request.current), clock}, request);
			} catch (error) {
				throw rung.number === 6 ? withWaysUp(error, waysUp(grounds, rung)) : error;
			} finally {
				if (session.kind === 'server') {
					await workbench.rest();
				}
			}
		},
		past: async entry => await history?.past(entry.name, database, pastRuns) ?? {runs: [], note: null},
		async cancel() {
			await session.cancel();
		},
		async close() {
			await workbench.rest().catch(() => undefined);
			if (blocksBefore !== null) {
				await vacuumCatalog(session, blocksBefore).catch(() => undefined);
			}

			await session.close();
			await parts.release();
		},
	};
}

/** Both sides are one configuration, under two names. */
function twin(entry: CatalogEntry, parameters: readonly BoundParameter[], configuration: IndexConfiguration, sql: string) {
	return {
		current: {name: 'B', configuration},
		baseline: {name: 'A', configuration},
		baselineSubject: {...subjectOf(entry, parameters), sql},
		timeOnly: true,
	};
}

function subjectOf(entry: CatalogEntry, parameters: readonly BoundParameter[]): Subject {
	return {entry: entry.name, sql: entry.sql, parameters, file: entry.file, line: entry.line};
}

/** AS IS: whoever may not switch indexes wants to know what would let him. */
function withWaysUp(error: unknown, ways: readonly string[]): unknown {
	// What Postgres forbids has a SQLSTATE; a flip is refused here before Postgres hears of it.
	return error instanceof PlanflipError && error.kind === 'permission' && error.sqlState === undefined
		? new PlanflipError('permission', {message: error.message, where: error.where, hint: ['What would help:', ...ways.map(way => `- ${way}`)].join('\n'), cause: error})
		: error;
}
