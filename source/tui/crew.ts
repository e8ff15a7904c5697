import {errorLines} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {createCombiner} from './combiner.ts';
import type {LaboratoryCommand} from './command.ts';
import {createExporter} from './exporter.ts';
import {freshRunner} from './fresh-runner.ts';
import {surroundingsOf} from './laboratory-surroundings.ts';
import {performOperation} from './perform-operation.ts';
import {performQuery} from './perform-query.ts';
import {performSweep} from './perform-sweep.ts';
import {createReconnector} from './reconnector.ts';
import {rest, type Runner, type RunnerPorts} from './runner.ts';
import {createWatcher} from './watcher.ts';

/** Who works on one open database. They share its session: what they do goes through one runner, one thing at a time. */
export interface Crew {
	readonly lab: Laboratory;
	readonly perform: (command: LaboratoryCommand) => void;
	/** Nothing is looked at, found out or connected to again. What runs is the runner's to end. */
	readonly leave: () => void;
}

export interface CrewPorts extends RunnerPorts {
	readonly runner: Runner;
	/** A step of the analysis works on the database. */
	readonly stepUnderWay: () => boolean;
}

/** How often the time to the next try is shown anew (ms). */
const countdownMs = 250;

export function createCrew(lab: Laboratory, ports: CrewPorts): Crew {
	const {dispatch, now, runner, stepUnderWay} = ports;
	let connected = true;
	let countdown: NodeJS.Timeout | undefined;
	const around = () => surroundingsOf(lab);
	const lookedAgain = () => {
		dispatch({kind: 'looked again', around: around(), rowsAreNew: false});
	};

	const fresh = freshRunner(runner, lab, lookedAgain);
	const exporter = createExporter({lab, runner: fresh, dispatch});
	const combiner = createCombiner({lab, runner: fresh, dispatch, free: () => connected && !stepUnderWay(), around, lookedAgain});
	const watcher = createWatcher({lab, runner, dispatch, wait: rest, connected: () => connected});
	const reconnector = createReconnector({
		dispatch,
		now,
		wait: rest,
		async reopen() {
			// The trial that lost its connection ends now, and must not meet the new one.
			await runner.ended();
			await lab.reopen();
			clearInterval(countdown);
			connected = true;
			return {kind: 'reopened', around: around()};
		},
	});

	lab.onLost(loss => {
		connected = false;
		runner.abort();
		clearInterval(countdown);
		countdown = setInterval(() => {
			dispatch({kind: 'tick', now: now()});
		}, countdownMs);
		reconnector.begin(loss);
	});

	const allowBlocking = async (flip: string | null) => {
		runner.abort();
		await runner.ended();
		await lab.allowBlocking();
		dispatch({kind: 'around', around: around(), flip});
	};

	return {
		lab,
		perform(command) {
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
					void allowBlocking(command.flip);
					break;
				}

				case 'propose': {
					const key = lab.propose(command.proposal);
					dispatch({kind: 'proposed', around: around(), key});
					break;
				}

				case 'withdraw': {
					lab.withdraw(command.key);
					dispatch({kind: 'around', around: around(), flip: null});
					break;
				}

				case 'reconnect': {
					reconnector.hurry();
					break;
				}

				case 'export': {
					exporter.perform(command.order);
					break;
				}

				case 'watch': {
					watcher.watch(command.on);
					break;
				}

				case 'look': {
					watcher.hurry();
					break;
				}

				case 'combine': {
					combiner.combine(command.wish);
					break;
				}
			}
		},
		leave() {
			clearInterval(countdown);
			reconnector.stop();
			watcher.watch(false);
			exporter.perform({kind: 'forget'});
		},
	};
}
