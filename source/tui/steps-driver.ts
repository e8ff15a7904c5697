import {errorLines, PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {StepEvent} from '../lab/steps/step-event.ts';
import type {Errand, StepsDesk} from '../lab/steps/steps-desk.ts';
import type {Action} from './action.ts';
import {createStepRunner} from './step-runner.ts';
import {stepNews} from './step-news.ts';
import type {StepsNews, StepsOrder} from './steps-overlay.ts';

export interface StepsDriverPorts {
	readonly dispatch: (action: Action) => void;
	/** Monotonic ms. */
	readonly now: () => number;
	readonly desk: StepsDesk;
	/** The one that the screen shows. */
	readonly laboratory: () => Laboratory | null;
	/** Stops what is being tried, and resolves when nothing is. */
	readonly quiet: () => Promise<void>;
	/** The database was looked over again; `rowsAreNew`: a step may have filled the tables anew. */
	readonly lookedAgain: (lab: Laboratory, rowsAreNew: boolean) => void;
	/** Another laboratory takes the place of the one before, which is closed. */
	readonly adopt: (lab: Laboratory) => Promise<void>;
}

export interface StepsDriver {
	readonly perform: (order: StepsOrder) => void;
	/** Whether a step is under way that has something to say when it is stopped. */
	readonly busy: () => boolean;
	/** Stops what is under way; resolves when it has ended, with the letter that it leaves. */
	readonly finish: () => Promise<readonly string[]>;
}

/** Goes to the desk for the screen, and tells the screen what is said there. */
export function createStepsDriver({dispatch, now, desk, laboratory, quiet, lookedAgain, adopt}: StepsDriverPorts): StepsDriver {
	/** What ended the last thing that was begun; empty when nothing did. */
	let letter: readonly string[] = [];
	let answer: (yes: boolean) => void = () => undefined;
	let newsOf = stepNews(now);

	const tell = (news: StepsNews, signal: AbortSignal | null = null) => {
		if (signal === null || work.goesOn(signal)) {
			dispatch({kind: 'steps', news});
		}
	};

	const work = createStepRunner({
		dispatch,
		now,
		failed(error, signal) {
			letter = errorLines(error);
			tell({kind: 'refused', lines: letter, cancelled: error instanceof PlanflipError && error.kind === 'cancelled'}, signal);
		},
	});

	const begin = (changes: boolean, task: (signal: AbortSignal) => Promise<void>) => {
		letter = [];
		newsOf = stepNews(now);
		work.begin(changes, task);
	};

	const hear = (event: StepEvent) => {
		const news = newsOf(event);
		if (news !== null) {
			tell(news);
		}
	};

	const opened = () => {
		const lab = laboratory();
		if (lab === null) {
			throw new PlanflipError('bug', {message: 'a step was asked for before the database was open'});
		}

		return lab;
	};

	/** The embedded database of the steps has one session, and the screen has it: it is lent, once nothing is tried there. */
	const borrowed = async () => {
		const lab = opened();
		if (lab.ground !== 'steps') {
			return null;
		}

		await quiet();
		return lab.lend();
	};

	const plan = async (errand: Errand, signal: AbortSignal) => {
		const outcome = await desk.perform(errand, {lent: await borrowed(), dryRun: true, agree: () => Promise.resolve(false), signal, hear});
		tell({kind: 'told', errand, outcome}, signal);
	};

	const perform = async (errand: Errand, told: readonly string[], signal: AbortSignal) => {
		await quiet();
		const lab = opened();
		const agree = async (text: string, statements: readonly string[]) => {
			// What was shown was agreed to; the database may be another one since.
			if (statements.every(sql => told.includes(sql))) {
				return true;
			}

			tell({kind: 'asked', text, statements}, signal);
			return new Promise<boolean>(resolve => {
				answer = resolve;
				signal.addEventListener('abort', () => {
					resolve(false);
				}, {once: true});
			});
		};

		try {
			const outcome = await desk.perform(errand, {lent: await borrowed(), dryRun: false, agree, signal, hear});
			await lookAgain(lab, errand);
			tell({kind: 'ended', errand, outcome}, signal);
		} catch (error) {
			await lookAgain(lab, errand);
			throw error;
		}
	};

	const lookAgain = async (lab: Laboratory, {step}: Errand) => {
		// A copy has nothing to do with what the steps do elsewhere.
		if (lab.ground === 'copy') {
			return;
		}

		try {
			await lab.lookAgain();
			lookedAgain(lab, step === 'setup' || step === 'seed');
		} catch (error) {
			// A lost connection is looked over when it is there again.
			if (!(error instanceof PlanflipError && error.kind === 'connection')) {
				dispatch({kind: 'notice', text: `the switches are still those of before: ${errorLines(error).join(' ')}`, tone: 'warn'});
			}
		}
	};

	const look = async (signal: AbortSignal) => {
		const survey = await desk.survey(opened().ground === 'copy', {lent: await borrowed(), hear, signal});
		tell({kind: 'looked', survey}, signal);
	};

	const move = async (signal: AbortSignal) => {
		for await (const event of desk.moveThere(signal)) {
			if (event.kind === 'open' && signal.aborted) {
				await event.laboratory.close();
				throw new PlanflipError('cancelled', {message: 'The screen stays where it was.'});
			} else if (event.kind === 'open') {
				await adopt(event.laboratory);
			} else if (event.kind === 'step') {
				hear(event);
			} else {
				tell({kind: 'said', said: {text: event.text, tone: 'plain'}});
			}
		}

		await look(signal);
	};

	return {
		perform(order) {
			switch (order.kind) {
				case 'look': {
					begin(false, look);
					break;
				}

				case 'plan': {
					begin(false, async signal => plan(order.errand, signal));
					break;
				}

				case 'perform': {
					begin(true, async signal => perform(order.errand, order.told, signal));
					break;
				}

				case 'compare': {
					begin(false, async signal => {
						const report = await desk.compare(order.before, order.after);
						tell({kind: 'compared', report}, signal);
					});
					break;
				}

				case 'write': {
					void order.report.write().then(text => {
						tell({kind: 'written', said: {text, tone: 'better'}});
					}, (error: unknown) => {
						tell({kind: 'written', said: {text: errorLines(error).join(' '), tone: 'warn'}});
					});
					break;
				}

				case 'move': {
					begin(false, move);
					break;
				}

				case 'answer': {
					answer(order.yes);
					break;
				}

				case 'stop': {
					work.stop();
					break;
				}
			}
		},
		busy: () => work.changes(),
		finish: async () => await work.finish() ? letter : [],
	};
}
