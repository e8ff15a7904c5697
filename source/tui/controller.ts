import {errorLines, PlanflipError} from '../errors.ts';
import {IndexBuildError} from '../experiment/index-build-error.ts';
import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {pastRun} from '../view/past-rows.ts';
import type {Action} from './action.ts';
import type {Command} from './command.ts';
import {createReconnector, type Reconnector} from './reconnector.ts';
import type {Surroundings} from './state.ts';

export interface ControllerPorts {
	readonly dispatch: (action: Action) => void;
	/** Monotonic ms. */
	readonly now: () => number;
	readonly answer: (yes: boolean) => void;
	readonly copy: (text: string) => boolean;
	readonly repaint: () => void;
	readonly suspend: () => void;
	readonly quit: (code: number) => void;
}

export interface Controller {
	readonly perform: (command: Command) => void;
	readonly open: (laboratory: Laboratory) => void;
	/** Cancels what runs and closes the laboratory. */
	readonly close: () => Promise<void>;
}

interface Running {
	readonly id: number;
	readonly abort: AbortController;
	readonly ended: Promise<void>;
}

/** A cursor that runs through a list plans every query it passes, and executes only the one it rests on. */
const restMs = 60;
/** A statement that is nearly done is waited for: cancelling costs more, on PGlite more than half a second. */
const patienceMs = 150;
/** Pictures of a measurement under way, per second at the most. */
const progressMs = 100;
const tickMs = 100;
/** How often the time to the next try is shown anew. */
const countdownMs = 250;

/** Does what the reducer wants done, one trial at a time; a new one overtakes the one before. */
export function createController(ports: ControllerPorts): Controller {
	const {dispatch, now} = ports;
	let laboratory: Laboratory | null = null;
	let running: Running | null = null;
	let latest = 0;

	let reconnector: Reconnector | null = null;
	let ticker: NodeJS.Timeout | undefined;

	const reconnectorFor = (lab: Laboratory) => createReconnector({
		dispatch,
		now,
		wait: rest,
		async reopen() {
			// The trial that lost its connection ends now, and must not meet the new one.
			await running?.ended;
			await lab.reopen();
			clearInterval(ticker);
			return {kind: 'reopened', around: surroundings(lab)};
		},
	});

	const tryEntry = (command: Extract<Command, {kind: 'try'}>) => {
		const lab = laboratory;
		if (lab === null) {
			return;
		}

		latest = command.id;
		const before = running;
		const abort = new AbortController();
		before?.abort.abort();
		dispatch({kind: 'tick', now: now()});
		const ended = (async () => {
			await overtake(lab, before);
			if (latest === command.id) {
				await runTrial(lab, command, abort.signal, ports);
			}
		})();
		running = {id: command.id, abort, ended};
		const ticker = setInterval(() => {
			dispatch({kind: 'tick', now: now()});
		}, tickMs);
		void ended.finally(() => {
			clearInterval(ticker);
		});
	};

	const perform = (command: Command): void => {
		switch (command.kind) {
			case 'try': {
				tryEntry(command);
				break;
			}

			case 'cancel': {
				running?.abort.abort();
				void laboratory?.cancel().catch((error: unknown) => {
					dispatch({kind: 'notice', text: errorLines(error).join(' '), tone: 'warn'});
				});
				break;
			}

			case 'reconnect': {
				reconnector?.hurry();
				break;
			}

			case 'answer': {
				ports.answer(command.yes);
				break;
			}

			case 'allow blocking': {
				void allowBlocking(command.flip);
				break;
			}

			case 'propose': {
				if (laboratory !== null) {
					const key = laboratory.propose(command.proposal);
					dispatch({kind: 'proposed', around: surroundings(laboratory), key});
				}

				break;
			}

			case 'withdraw': {
				if (laboratory !== null) {
					laboratory.withdraw(command.key);
					dispatch({kind: 'around', around: surroundings(laboratory), flip: null});
				}

				break;
			}

			case 'copy': {
				if (!ports.copy(command.text)) {
					dispatch({kind: 'notice', text: 'too long for the clipboard of a terminal', tone: 'warn'});
				}

				break;
			}

			case 'repaint': {
				ports.repaint();
				break;
			}

			case 'suspend': {
				ports.suspend();
				break;
			}

			case 'quit': {
				ports.quit(command.code);
				break;
			}
		}
	};

	const allowBlocking = async (flip: string | null) => {
		const lab = laboratory;
		if (lab === null) {
			return;
		}

		running?.abort.abort();
		await running?.ended;
		await lab.allowBlocking();
		dispatch({kind: 'around', around: surroundings(lab), flip});
	};

	return {
		perform,
		open(opened) {
			laboratory = opened;
			const again = reconnectorFor(opened);
			reconnector = again;
			opened.onLost(loss => {
				running?.abort.abort();
				clearInterval(ticker);
				ticker = setInterval(() => {
					dispatch({kind: 'tick', now: now()});
				}, countdownMs);
				again.begin(loss);
			});
			dispatch({kind: 'tick', now: now()});
			dispatch({kind: 'opened', around: surroundings(opened)});
		},
		async close() {
			clearInterval(ticker);
			reconnector?.stop();
			running?.abort.abort();
			if (laboratory !== null) {
				await overtake(laboratory, running);
				await laboratory.close();
			}
		},
	};
}

async function runTrial(lab: Laboratory, command: Extract<Command, {kind: 'try'}>, signal: AbortSignal, {dispatch, now}: ControllerPorts): Promise<void> {
	const {id, entry} = command;
	try {
		let {parameters} = command;
		if (parameters === null) {
			parameters = await lab.sample(entry);
			dispatch({kind: 'parameters', entryName: entry.name, values: parameters});
		}

		let shownAt = 0;
		for await (const event of lab.try({entry, parameters, current: command.current, baseline: command.baseline, signal})) {
			if (event.kind !== 'sampled' || now() - shownAt >= progressMs) {
				shownAt = now();
				dispatch({kind: 'trial', id, event});
			}

			if (event.kind === 'planned' || event.kind === 'kept') {
				void tellPast(lab, entry, dispatch);
			}

			if (event.kind === 'planned') {
				await rest(restMs, signal);
			}
		}
	} catch (error) {
		if (error instanceof PlanflipError && error.kind === 'cancelled') {
			dispatch({kind: 'trial cancelled', id});
		} else if (error instanceof IndexBuildError) {
			dispatch({kind: 'build failed', id, key: error.key, lines: errorLines(error), position: error.position});
		} else {
			dispatch({kind: 'trial failed', id, lines: errorLines(error)});
		}
	}
}

/** The history knows more than this screen: what was measured before it was opened, and by others meanwhile. */
async function tellPast(lab: Laboratory, entry: CatalogEntry, dispatch: ControllerPorts['dispatch']): Promise<void> {
	const {runs, note} = await lab.past(entry);
	dispatch({kind: 'past', entryName: entry.name, runs: runs.map(record => pastRun(record))});
	if (note !== null) {
		dispatch({kind: 'notice', text: note, tone: 'warn'});
	}
}

/** Waits for the trial before, or stops it on the server when it takes long. */
async function overtake(lab: Laboratory, before: Running | null): Promise<void> {
	if (before === null) {
		return;
	}

	const soon = await Promise.race([before.ended.then(() => true), rest(patienceMs).then(() => false)]);
	if (!soon) {
		await lab.cancel().catch(() => undefined);
		await before.ended;
	}
}

async function rest(ms: number, signal?: AbortSignal): Promise<void> {
	await new Promise<void>(resolve => {
		const timer = setTimeout(resolve, ms);
		signal?.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		}, {once: true});
	});
}

function surroundings(lab: Laboratory): Surroundings {
	return {
		label: lab.label,
		facts: lab.facts,
		catalog: lab.catalog,
		tables: lab.tables,
		universe: lab.universe(),
		rung: lab.rung(),
		waysUp: lab.waysUp(),
		canAskToBlock: lab.canAskToBlock(),
	};
}
