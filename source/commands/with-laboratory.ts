import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {heedSignals} from './heed-signals.ts';
import {openForCommand, type OpenOptions} from './open-for-command.ts';
import type {Settings, Surface} from './settings.ts';

/** Opens the laboratory, does the work, and closes it whatever happens; a signal stops the server's work too. */
export async function withLaboratory(settings: Settings, surface: Surface, work: (laboratory: Laboratory, signal: AbortSignal) => Promise<number>, options: OpenOptions = {}): Promise<number> {
	const {signal, stoppedBy, dispose} = heedSignals();
	let laboratory: Laboratory | null = null;
	signal.addEventListener('abort', () => {
		void laboratory?.cancel().catch(() => undefined);
	});
	try {
		laboratory = await openForCommand(settings, surface, signal, options);
		const code = await work(laboratory, signal);
		return stoppedBy() ?? code;
	} catch (error) {
		const code = stoppedBy();
		if (code !== null && error instanceof PlanflipError && error.kind === 'cancelled') {
			surface.tell('planflip: stopped; nothing was changed');
			return code;
		}

		throw error;
	} finally {
		await laboratory?.close();
		dispose();
	}
}
