import type {MonitorReport} from '../advice/monitor-report.ts';
import type {Catalog} from '../catalog/catalog.ts';
import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {CatalogProblem} from '../catalog/catalog-problem.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {CountedStatement} from '../database/read-counted-statements.ts';
import type {TableState} from '../database/list-tables.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {PlanflipError} from '../errors.ts';
import type {ContestEvent} from '../experiment/contest.ts';
import type {Diagnosis} from '../experiment/diagnosis.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import type {IndexProposal} from '../experiment/propose-index.ts';
import type {OperationEvent} from '../experiment/operation-events.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {Past} from '../experiment/run-history.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import type {Rung} from '../experiment/rung.ts';
import type {TrialEvent} from '../experiment/trial-events.ts';
import type {DescribedStatement} from '../workload/describe-statement.ts';
import type {AdviseEvent, AdviseRequest} from './advice/advise-request.ts';
import type {CombineEvent, CombineRequest} from './combine/combine-events.ts';
import type {EntryAnswer} from './combine/combiner.ts';
import type {ContestEntryRequest} from './contest-entry.ts';
import type {DraftEvent} from './catalog-draft.ts';
import type {DecideEvent, DecideRequest} from './decide-changes.ts';
import type {DraftRequest} from './draft-catalog.ts';
import type {OperateRequest} from './operate.ts';
import type {Place} from './steps/open-place.ts';
import type {SweepEntryRequest, SweepEvent} from './sweep-entry.ts';
import type {TryRequest} from './try-entry.ts';

/** What a laboratory stands on: a server's database, the embedded one of the steps, a private copy of an embedded one, plans from a file. */
export type Ground = 'server' | 'steps' | 'copy' | 'file';

/** A database with a catalogue beside it, ready to try things: what the screen and the commands both work with. */
export interface Laboratory {
	/** What it works on: `PGlite (embedded)`, `user@host:5432/database`, a file. Never a password. */
	readonly label: string;
	readonly ground: Ground;
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
	/** What is wrong with an entry here; plans it, and executes nothing but its parameters' samples. */
	check(entry: CatalogEntry | OperationEntry): Promise<readonly CatalogProblem[]>;
	/** A catalogue made from the database, before it is written. */
	draft(request: DraftRequest): AsyncGenerator<DraftEvent, void, void>;
	/** What pg_stat_statements counted, planflip's own executions apart. Rejects with a letter where it is not there. */
	statements(): Promise<readonly CountedStatement[]>;
	/** A statement with `$n` as a card has it; it is prepared, and not executed. Rejects with what the server says against it. */
	describe(sql: string): Promise<DescribedStatement>;
	/** How the indexes are used, and which need attention. */
	monitor(): Promise<MonitorReport>;
	/** The only thing between here and rung 5 is the user's consent. */
	canAskToBlock(): boolean;
	/** The user lets others wait on locks: the rung is chosen anew. */
	allowBlocking(): Promise<void>;
	/** Live sample values of an entry's parameters. */
	sample(entry: CatalogEntry | OperationEntry): Promise<readonly BoundParameter[]>;
	name(configuration: IndexConfiguration): string;
	try(request: TryRequest): AsyncGenerator<TrialEvent, void, void>;
	/** Several configurations against one baseline, all in turns. */
	contest(request: ContestEntryRequest): AsyncGenerator<ContestEvent, void, void>;
	/** One query over several values of one of its parameters. */
	sweep(request: SweepEntryRequest): AsyncGenerator<SweepEvent, void, void>;
	/** Which indexes are missing over all entries, and which could go. What it proposes can be flipped afterwards. */
	advise(request: AdviseRequest): AsyncGenerator<AdviseEvent, void, void>;
	/** All combinations of indexes over some entries. */
	combine(request: CombineRequest): AsyncGenerator<CombineEvent, void, void>;
	/** Their entries under one of those found last, without executing anything; `planned` plans each for real. null: none were found yet. */
	askCombination(configuration: IndexConfiguration, how: 'inferred' | 'planned', signal: AbortSignal): Promise<readonly EntryAnswer[] | null>;
	/** Told why, at once, when the connection is lost. Nothing can be tried then until reopen(). */
	onLost(listener: (loss: PlanflipError) => void): void;
	/**
	 * Connects again and looks the database over: facts, tables, indexes and rung may all be others now. What was proposed
	 * and consented to still holds; a wished rung only where it still can be. Rejects as opening does, and can be tried again.
	 */
	reopen(): Promise<void>;
	/** Whether others have built, dropped or renamed indexes since it was looked over; nobody can where the database is planflip's alone. */
	isOutdated(): Promise<boolean>;
	/** Looks the database over on the same connection, after a step or others have changed it; what was proposed and consented to still holds. */
	lookAgain(): Promise<void>;
	/** Its database for a step, with all that was tried taken back: the embedded one of the steps has no second connection. Nothing may be tried meanwhile. */
	lend(): Promise<Place>;
	/** Whether operations can be executed under this configuration here: hints and HypoPG reach an EXPLAIN only. */
	operates(configuration: IndexConfiguration): boolean;
	/** A chain of statements and what could replace it. */
	operate(request: OperateRequest): AsyncGenerator<OperationEvent, void, void>;
	/** Kept runs of an entry on this database, newest first; none with --no-history. Never rejects. */
	past(entry: CatalogEntry): Promise<Past<RunRecord>>;
	pastOperations(operation: OperationEntry): Promise<Past<OperationRecord>>;
	/** What separates the database from a configuration, ready to be written as scripts. Changes nothing. */
	decide(request: DecideRequest): AsyncGenerator<DecideEvent, void, void>;
	/** Stops what runs now, on the server itself. */
	cancel(): Promise<void>;
	close(): Promise<void>;
}
