import {errorLines} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {StepsDesk} from '../lab/steps/steps-desk.ts';
import {type Combiner, createCombiner} from './combiner.ts';
import type {Command, LaboratoryCommand} from './command.ts';
import {surroundingsOf} from './laboratory-surroundings.ts';
import {freshRunner} from './fresh-runner.ts';
import {performOperation} from './perform-operation.ts';
import {performQuery} from './perform-query.ts';
import {createExporter, type Exporter} from './exporter.ts';
import {performSweep} from './perform-sweep.ts';
import {createReconnector, type Reconnector} from './reconnector.ts';
import {createRunner, rest, type RunnerPorts} from './runner.ts';
import {createStepsDriver} from './steps-driver.ts';
import {createWatcher, type Watcher} from './watcher.ts';

export interface ControllerPorts extends RunnerPorts {
	readonly answer: (yes: boolean) => void;
	readonly copy: (text: string) => boolean;
	readonly repaint: () => void;
	readonly suspend: () => void;
	readonly quit: (code: number) => void;
	/** null: there are no steps here. */
	readonly desk: StepsDesk | null;
}

export interface Controller {
	readonly perform: (command: Command) => void;
	readonly open: (laboratory: Laboratory) => void;
	/** A step is under way: it has something to tell when it is stopped. */
	readonly busyWithStep: () => boolean;
	/** Cancels what runs and closes the laboratory; resolves with the letter of a step that was stopped. */
	readonly close: () => Promise<readonly string[]>;
}

/** How often the time to the next try is shown anew (ms). */
const countdownMs = 250;

/** Does what the reducer wants done. */
export function createController(ports: ControllerPorts): Controller {
	const {dispatch, now} = ports;
	const runner = createRunner(ports);
	let laboratory: Laboratory | null = null;
	let fresh = runner;
	let reconnector: Reconnector | null = null;
	let watcher: Watcher | null = null;
	let exporter: Exporter | null = null;
	let combiner: Combiner | null = null;
	let connected = true;
	let ticker: NodeJS.Timeout | undefined;

	const reconnectorFor = (lab: Laboratory) => createReconnector({
		dispatch,
		now,
		wait: rest,
		async reopen() {
			// The trial that lost its connection ends now, and must not meet the new one.
			await runner.ended();
			await lab.reopen();
			clearInterval(ticker);
			connected = true;
			return {kind: 'reopened', around: surroundingsOf(lab)};
		},
	});

	const perform = (command: Command): void => {
		switch (command.kind) {
			case 'try':
			case 'operate':
			case 'sweep':
			case 'cancel':
			case 'allow blocking':
			case 'propose':
			case 'withdraw': {
				if (laboratory !== null) {
					performInLaboratory(laboratory, command);
				}

				break;
			}

			case 'steps': {
				driver?.perform(command.order);
				break;
			}

			case 'reconnect': {
				reconnector?.hurry();
				break;
			}

			case 'export': {
				exporter?.perform(command.order);
				break;
			}

			case 'watch': {
				watcher?.watch(command.on);
				break;
			}

			case 'look': {
				watcher?.hurry();
				break;
			}

			case 'combine': {
				combiner?.combine(command.wish);
				break;
			}

			case 'answer': {
				ports.answer(command.yes);
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

	const performInLaboratory = (lab: Laboratory, command: LaboratoryCommand): void => {
		switch (command.kind) {
			case 'try': {
				fresh.start(lab, command.id, async signal => performQuery(lab, command, signal, ports));
				break;
			}

			case 'operate': {
				fresh.start(lab, command.id, async signal => performOperation(lab, command, signal, ports));
				break;
			}

			case 'sweep': {
				fresh.start(lab, command.id, async signal => performSweep(lab, command, signal, ports));
				break;
			}

			case 'cancel': {
				runner.abort();
				void lab.cancel().catch((error: unknown) => {
					dispatch({kind: 'notice', text: errorLines(error).join(' '), tone: 'warn'});
				});
				break;
			}

			case 'allow blocking': {
				void allowBlocking(lab, command.flip);
				break;
			}

			case 'propose': {
				const key = lab.propose(command.proposal);
				dispatch({kind: 'proposed', around: surroundingsOf(lab), key});
				break;
			}

			case 'withdraw': {
				lab.withdraw(command.key);
				dispatch({kind: 'around', around: surroundingsOf(lab), flip: null});
				break;
			}
		}
	};

	const allowBlocking = async (lab: Laboratory, flip: string | null) => {
		runner.abort();
		await runner.ended();
		await lab.allowBlocking();
		dispatch({kind: 'around', around: surroundingsOf(lab), flip});
	};

	const take = (opened: Laboratory) => {
		laboratory = opened;
		const lookedAgain = () => {
			dispatch({kind: 'looked again', around: surroundingsOf(opened), rowsAreNew: false});
		};

		fresh = freshRunner(runner, opened, lookedAgain);
		const again = reconnectorFor(opened);
		reconnector = again;
		exporter = createExporter({lab: opened, runner: fresh, dispatch});
		combiner = createCombiner({lab: opened, runner: fresh, dispatch, free: () => connected && !(driver?.busy() ?? false), around: () => surroundingsOf(opened), lookedAgain});
		watcher = createWatcher({lab: opened, runner, dispatch, wait: rest, connected: () => connected});
		opened.onLost(loss => {
			connected = false;
			runner.abort();
			clearInterval(ticker);
			ticker = setInterval(() => {
				dispatch({kind: 'tick', now: now()});
			}, countdownMs);
			again.begin(loss);
		});
	};

	const {desk} = ports;
	const driver = desk === null ? null : createStepsDriver({
		dispatch,
		now,
		desk,
		laboratory: () => laboratory,
		async quiet() {
			runner.abort();
			if (laboratory !== null) {
				await runner.finish(laboratory);
			}
		},
		lookedAgain(lab, rowsAreNew) {
			dispatch({kind: 'looked again', around: surroundingsOf(lab), rowsAreNew});
		},
		async adopt(opened) {
			const before = laboratory;
			if (before !== null) {
				runner.abort();
				await runner.finish(before);
				proposeAgain(before, opened);
			}

			reconnector?.stop();
			take(opened);
			dispatch({kind: 'looked again', around: surroundingsOf(opened), rowsAreNew: true});
			await before?.close();
		},
	});

	return {
		perform,
		busyWithStep: () => driver?.busy() ?? false,
		open(opened) {
			take(opened);
			dispatch({kind: 'tick', now: now()});
			dispatch({kind: 'opened', around: surroundingsOf(opened)});
		},
		async close() {
			clearInterval(ticker);
			reconnector?.stop();
			watcher?.watch(false);
			exporter?.perform({kind: 'forget'});
			runner.abort();
			// Before the laboratory goes: a step may have borrowed its session.
			const letter = await driver?.finish() ?? [];
			if (laboratory !== null) {
				await runner.finish(laboratory);
				await laboratory.close();
			}

			return letter;
		},
	};
}

/** The indexes that the user has proposed come along. */
function proposeAgain(before: Laboratory, now: Laboratory): void {
	for (const {origin, name, schema, table, definition, why} of before.universe().indexes) {
		if (origin === 'proposed') {
			now.propose({name, schema, table, sql: definition, why: why ?? ''});
		}
	}
}
