import type {StepName, StepsSurvey} from '../experiment/steps-survey.ts';
import type {StepLog} from '../lab/steps/follow-steps.ts';
import type {ComparedReport, Errand, ErrandOutcome} from '../lab/steps/steps-desk.ts';

/** Something a step has said, as it said it. */
export interface Said {
	readonly text: string;
	readonly tone: 'plain' | 'dim' | 'better' | 'warn' | 'error';
}

/** What the overlay of the steps shows. */
export type StepsStage =
	| {readonly kind: 'list'}
	| StepsWork
	/** The screen is on a copy: whether to go to the database of the steps. */
	| {readonly kind: 'away'; readonly step: StepName}
	/** What a step would do, told before it is begun. */
	| {readonly kind: 'told'; readonly errand: Errand; readonly log: StepLog; readonly said: readonly Said[]; readonly offset: number}
	| {readonly kind: 'ended'; readonly step: StepName | null; readonly outcome: ErrandOutcome | null; readonly said: readonly Said[]; readonly offset: number}
	/** `written`: where its files are, or why they are not. */
	| {readonly kind: 'report'; readonly report: ComparedReport; readonly cursor: number; readonly written: Said | null};

/** Something is under way, and has the keys until it ends. */
export interface StepsWork {
	readonly kind: 'work';
	readonly work: 'looking' | 'planning' | 'performing' | 'moving' | 'comparing';
	/** null: looking, moving, comparing. */
	readonly errand: Errand | null;
	readonly title: string;
	/** 0 to 1; null when it cannot be told. */
	readonly fraction: number | null;
	/** Where in it. */
	readonly at: string;
	readonly said: readonly Said[];
	/** ms on the monotonic clock; null until the clock is heard. */
	readonly startedAt: number | null;
	readonly stopping: boolean;
	/** What the step asks after all, and what it would run. */
	readonly question: {readonly text: string; readonly statements: readonly string[]} | null;
}

export interface StepsOverlay {
	readonly kind: 'steps';
	/** null until it was looked. */
	readonly survey: StepsSurvey | null;
	/** The place of the step under the cursor. */
	readonly cursor: number;
	readonly stage: StepsStage;
	/** Whether what is open was being measured when the overlay was opened. */
	readonly interrupts: boolean;
	/** The database is another one than before: what is open is measured again. */
	readonly changed: boolean;
}

/** What the steps have to say to the screen. */
export type StepsNews =
	| {readonly kind: 'looked'; readonly survey: StepsSurvey}
	| {readonly kind: 'at'; readonly title: string; readonly fraction: number | null; readonly at: string}
	| {readonly kind: 'said'; readonly said: Said}
	| {readonly kind: 'told'; readonly errand: Errand; readonly outcome: ErrandOutcome}
	| {readonly kind: 'asked'; readonly text: string; readonly statements: readonly string[]}
	| {readonly kind: 'ended'; readonly errand: Errand; readonly outcome: ErrandOutcome}
	| {readonly kind: 'compared'; readonly report: ComparedReport}
	| {readonly kind: 'written'; readonly said: Said}
	/** A letter. */
	| {readonly kind: 'refused'; readonly lines: readonly string[]; readonly cancelled: boolean};

/** What the screen wants of the steps. */
export type StepsOrder =
	| {readonly kind: 'look'}
	/** What it would do; nothing is changed. */
	| {readonly kind: 'plan'; readonly errand: Errand}
	/** `told`: the statements that were shown and agreed to. */
	| {readonly kind: 'perform'; readonly errand: Errand; readonly told: readonly string[]}
	| {readonly kind: 'answer'; readonly yes: boolean}
	| {readonly kind: 'compare'; readonly before: string; readonly after: string}
	| {readonly kind: 'write'; readonly report: ComparedReport}
	| {readonly kind: 'move'}
	| {readonly kind: 'stop'};

/** Steps that change a database: told, and confirmed with y. */
const changing: ReadonlySet<StepName> = new Set(['setup', 'seed', 'apply-indexes', 'rollback']);

export function changes(step: StepName): boolean {
	return changing.has(step);
}

const atWork: Pick<StepsWork, 'kind' | 'fraction' | 'at' | 'said' | 'startedAt' | 'stopping' | 'question'> = {
	kind: 'work', fraction: null, at: '', said: [], startedAt: null, stopping: false, question: null,
};

export function workOn(work: StepsWork['work'], title: string, errand: Errand | null = null): StepsWork {
	return {...atWork, work, title, errand};
}

/** What other keys are told while something has them all. */
export function underWay({question, work, errand}: StepsWork): string {
	if (question !== null) {
		return 'y or n answers the question';
	}

	const what = work === 'planning' ? 'a look at what it would do' : errand?.step ?? 'this';
	return `${what} is under way: Esc stops it, then the other keys work again`;
}
