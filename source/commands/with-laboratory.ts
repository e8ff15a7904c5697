import process from 'node:process';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {openForCommand} from './open-for-command.ts';
import type {Settings, Surface} from './settings.ts';

const signalCodes = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129} as const;
/** A server that does not answer must not keep the process alive. */
const closeWithinMs = 2000;

/**
 * Opens the laboratory, does the work, and closes it whatever happens; a signal stops the server's work too. `answer` answers
 * in the user's place whether The Copy may be created.
 */
export async function withLaboratory(settings: Settings, surface: Surface, work: (laboratory: Laboratory, signal: AbortSignal) => Promise<number>, answer?: () => Promise<boolean>): Promise<number> {
	const abort = new AbortController();
	let laboratory: Laboratory | null = null;
	let stoppedBy: number | null = null;
	const listeners = Object.entries(signalCodes).map(([name, code]) => {
		const listener = () => {
			if (stoppedBy !== null) {
				process.exit(code);
			}

			stoppedBy = code;
			abort.abort();
			setTimeout(() => process.exit(code), closeWithinMs).unref();
			void laboratory?.cancel().catch(() => undefined);
		};

		process.on(name, listener);
		return {name, listener};
	});
	try {
		laboratory = await openForCommand(settings, surface, abort.signal, answer);
		const code = await work(laboratory, abort.signal);
		return stoppedBy ?? code;
	} catch (error) {
		if (stoppedBy !== null && error instanceof PlanflipError && error.kind === 'cancelled') {
			surface.tell('planflip: stopped; nothing was changed');
			return stoppedBy;
		}

		throw error;
	} finally {
		await laboratory?.close();
		for (const {name, listener} of listeners) {
			process.off(name, listener);
		}
	}
}
