import type {StepName, StepsSurvey} from '../../experiment/steps-survey.ts';
import type {Line} from '../../view/line.ts';
import type {LabEvent} from '../lab-event.ts';
import type {StepLog} from './follow-steps.ts';
import type {Place} from './open-place.ts';
import type {StepEvent} from './step-event.ts';
import type {StepRequest} from './step-request.ts';

/** A step as it is asked for. */
export interface Errand {
	readonly step: Exclude<StepName, 'compare'>;
	/** baseline, post-optimization: do not go on with what was stopped. */
	readonly fresh: boolean;
	/** Waited per round trip of an operation, ms; null: as the command line or the baseline says. */
	readonly rttMs: number | null;
}

export interface ErrandPorts extends Pick<StepRequest, 'agree' | 'dryRun' | 'signal'> {
	/** The steps' database, where it is open already; null: the step opens it. */
	readonly lent: Place | null;
	readonly hear: (event: StepEvent) => void;
}

/** What came of a step, in the words of the command line. */
export interface ErrandOutcome {
	readonly log: StepLog;
	/** 0 done; 1 the answer is no. */
	readonly code: number;
	readonly report: (columns: number) => readonly string[];
	readonly talk: readonly string[];
	readonly next: string | null;
}

/** A row of the report of two measurements. */
export interface ComparedRow {
	readonly line: Line;
	/** The query or operation that it is about; null when it is about none in particular. */
	readonly entry: string | null;
}

export interface ComparedReport {
	readonly rows: (width: number) => readonly ComparedRow[];
	/** Writes it as Markdown, JSON and a page; resolves with a sentence on where. */
	readonly write: () => Promise<string>;
}

/** Where the screen asks for steps. Every method rejects with the letter that the command line would print. */
export interface StepsDesk {
	readonly survey: (elsewhere: boolean, ports: Pick<ErrandPorts, 'lent' | 'hear' | 'signal'>) => Promise<StepsSurvey>;
	readonly perform: (errand: Errand, ports: ErrandPorts) => Promise<ErrandOutcome>;
	/** Two kept measurements, by their ids. */
	readonly compare: (before: string, after: string) => Promise<ComparedReport>;
	/** Opens a laboratory on the embedded database that the steps share. */
	readonly moveThere: (signal: AbortSignal) => AsyncIterable<LabEvent>;
	/** The command line that starts the screen there. */
	readonly startThere: string;
}
