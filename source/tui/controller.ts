import type {Laboratory} from '../lab/laboratory.ts';
import type {StepsDesk} from '../lab/steps/steps-desk.ts';
import type {Command} from './command.ts';
import {createCrew, type Crew} from './crew.ts';
import {surroundingsOf} from './laboratory-surroundings.ts';
import {createRunner, type RunnerPorts} from './runner.ts';
import {createStepsDriver} from './steps-driver.ts';

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

/** Does what the reducer wants done: what concerns a database is its crew's. */
export function createController(ports: ControllerPorts): Controller {
	const {dispatch, now, desk} = ports;
	const runner = createRunner(ports);
	/** null before the database is open. */
	let crew: Crew | null = null;

	const busyWithStep = () => driver?.busy() ?? false;
	const take = (opened: Laboratory) => {
		crew = createCrew(opened, {dispatch, now, runner, stepUnderWay: busyWithStep});
	};

	/** Stops what is being tried; resolves when nothing is. */
	const quiet = async () => {
		runner.abort();
		if (crew !== null) {
			await runner.finish(crew.lab);
		}
	};

	const driver = desk === null ? null : createStepsDriver({
		dispatch,
		now,
		desk,
		laboratory: () => crew?.lab ?? null,
		quiet,
		lookedAgain(lab, rowsAreNew) {
			dispatch({kind: 'looked again', around: surroundingsOf(lab), rowsAreNew});
		},
		async adopt(opened) {
			const before = crew;
			await quiet();
			if (before !== null) {
				proposeAgain(before.lab, opened);
				before.leave();
			}

			take(opened);
			dispatch({kind: 'looked again', around: surroundingsOf(opened), rowsAreNew: true});
			await before?.lab.close();
		},
	});

	return {
		perform(command) {
			switch (command.kind) {
				case 'steps': {
					driver?.perform(command.order);
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

				case 'try':
				case 'operate':
				case 'sweep':
				case 'cancel':
				case 'allow blocking':
				case 'propose':
				case 'withdraw':
				case 'reconnect':
				case 'export':
				case 'watch':
				case 'look':
				case 'combine': {
					crew?.perform(command);
					break;
				}
			}
		},
		busyWithStep,
		open(opened) {
			take(opened);
			dispatch({kind: 'tick', now: now()});
			dispatch({kind: 'opened', around: surroundingsOf(opened)});
		},
		async close() {
			crew?.leave();
			runner.abort();
			// Before the laboratory goes: a step may have borrowed its session.
			const letter = await driver?.finish() ?? [];
			await quiet();
			await crew?.lab.close();
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
