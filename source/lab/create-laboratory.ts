import type {Catalog} from '../catalog/catalog.ts';
import {readExtensionFacts} from '../database/read-extension-facts.ts';
import {readServerSettings} from '../database/read-server-settings.ts';
import {waysUp} from '../experiment/choose-rung.ts';
import {diagnose} from '../experiment/diagnosis.ts';
import {measuredPlans} from '../experiment/measured-plans.ts';
import {insightContext} from '../experiment/insight-context.ts';
import type {Run} from '../experiment/run.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {rungObstacle} from '../experiment/rung-obstacle.ts';
import {advise} from './advice/advise.ts';
import {atWork} from './at-work.ts';
import {type BenchParts, createBench} from './bench.ts';
import {combiner} from './combine/combiner.ts';
import {contestEntry} from './contest-entry.ts';
import {countStatements} from './count-statements.ts';
import {keepOperations} from './keep-operations.ts';
import {checkEntry} from './check-entry.ts';
import {decideChanges} from './decide-changes.ts';
import {draftCatalog} from './draft-catalog.ts';
import {describeOn} from './describe-on.ts';
import {knock} from './knock.ts';
import type {Ground, Laboratory} from './laboratory.ts';
import {monitor} from './monitor.ts';
import {executesStatements, operate} from './operate.ts';
import {refuseNoQueries} from './refuse-no-queries.ts';
import {sampleEntry} from './sample-entry.ts';
import {planWarnings} from './plan-warnings.ts';
import {sweepEntry} from './sweep-entry.ts';
import {tellingGrants} from './telling-grants.ts';
import {tryEntry} from './try-entry.ts';

/** More of the past than this is found with `planflip runs`. */
const pastRuns = 20;

export interface LaboratoryParts extends BenchParts {
	readonly catalog: Catalog;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
	readonly ground: Ground;
	/** Closes the session and gives back what the database stood on (locks, private copies); nothing of what is only lent. */
	readonly leave: () => Promise<void>;
	/** null: runs are not kept. */
	readonly history: RunHistory | null;
	readonly database: DatabaseName;
}

/** Everything on one bench: what is tried takes turns there. */
export function createLaboratory(parts: LaboratoryParts): Laboratory {
	const {session, catalog, clock, history, database} = parts;
	const bench = createBench(parts);
	const knocking = knock(session, clock.date);
	const work = atWork(bench, knocking);
	const contextOf = ({indexes, planningMs}: Run) => insightContext(bench.universe, indexes.configuration, bench.tables, bench.facts, planningMs);
	const keeping = {history, database, contextOf};
	const tools = {bench, clock, keeping, measured: measuredPlans(), warningsOf: planWarnings(bench)};
	const combining = combiner(tools, async () => lookAgain());
	/** Rows and indexes may be others now: what was measured and planned of them says nothing any more. */
	const lookOver = async () => {
		await bench.lookAgain();
		tools.measured.forget();
		combining.forget();
	};

	const lookAgain = async () => {
		await bench.workbench.rest();
		await lookOver();
	};

	const statements = async () => countStatements({session, history, database});
	return {
		label: session.label,
		ground: parts.ground,
		get tables() {
			return bench.tables;
		},
		get facts() {
			return bench.facts;
		},
		catalog,
		universe: () => bench.universe,
		propose: proposal => bench.propose(proposal),
		withdraw(key) {
			bench.withdraw(key);
		},
		rung: () => bench.rung,
		waysUp: () => waysUp(bench.grounds, bench.rung),
		async examine() {
			const {facts, grounds, rung} = bench;
			const extensions = facts.engine === 'pglite' ? grounds.extensions : await readExtensionFacts(session, {mayLoad: true});
			return diagnose(session.label, {...grounds, extensions}, rung, await readServerSettings(session));
		},
		check: async entry => checkEntry(bench, entry),
		draft: request => work.during(() => draftCatalog(bench, statements, request)),
		statements,
		describe: async sql => describeOn(bench, sql),
		async monitor() {
			await knocking.before();
			// In what a trial left open, its own indexes would be there, and the counters those of its beginning.
			await bench.workbench.rest();
			return monitor({session, facts: bench.facts, history, database});
		},
		canAskToBlock: () => bench.rung.number === 6 && rungObstacle(5, {...bench.grounds, consentToBlock: true}) === null,
		allowBlocking: async () => bench.allowBlocking(),
		async sample(entry) {
			await knocking.before();
			return sampleEntry(bench, entry);
		},
		name: configuration => bench.named(configuration).name,
		try: request => work.during(() => tellingGrants(bench, request.entry, tryEntry(tools, request))),
		async isOutdated() {
			await knocking.before();
			return bench.isOutdated();
		},
		async lookAgain() {
			await knocking.before();
			await lookAgain();
			knocking.after();
		},
		async lend() {
			await bench.workbench.rest();
			return {session, database, embedded: session.kind === 'pglite', lookOn: null, leave: () => Promise.resolve()};
		},
		operates: configuration => executesStatements(bench, configuration),
		contest: request => work.during(() => tellingGrants(bench, request.entry, contestEntry(tools, request))),
		sweep: request => work.during(() => tellingGrants(bench, request.entry, sweepEntry(tools, request))),
		advise: request => work.during(() => {
			refuseNoQueries([...request.entries, ...request.operations], catalog);
			return advise(tools, lookAgain, request);
		}),
		combine: request => work.during(() => {
			refuseNoQueries([...request.entries, ...request.operations], catalog);
			return combining.combine(request);
		}),
		async askCombination(configuration, how, signal) {
			for await (const answers of work.during(async function * () {
				yield await combining.ask(configuration, how, signal);
			})) {
				return answers;
			}

			return null;
		},
		operate: request => work.during(() => {
			const events = tellingGrants(bench, request.operation, operate(bench, clock, request));
			return request.keep === false ? events : keepOperations(events, keeping);
		}),
		decide: request => work.during(() => decideChanges(bench, catalog, clock, request)),
		onLost(listener) {
			session.onLost(listener);
		},
		async reopen() {
			await session.reconnect();
			await lookOver();
			knocking.after();
		},
		past: async entry => await history?.past(entry.name, database, pastRuns) ?? {runs: [], note: null},
		pastOperations: async operation => await history?.pastOperations(operation.name, database, pastRuns) ?? {runs: [], note: null},
		async cancel() {
			await session.cancel();
		},
		async close() {
			await bench.workbench.rest().catch(() => undefined);
			await work.sweep();
			await parts.leave();
		},
	};
}
