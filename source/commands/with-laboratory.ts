import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {sanitise} from '../text/plain.ts';
import {heedSignals} from './heed-signals.ts';
import {openForCommand, type OpenOptions} from './open-for-command.ts';
import type {Settings, Surface} from './settings.ts';

/** What was executed and taken back, in the words of plans (`Update shots`): its rows lie dead in their tables. */
export type Leaves = (effects: readonly string[]) => void;

/** Opens the laboratory, does the work, and closes it whatever happens; a signal stops the server's work too. */
export async function withLaboratory(settings: Settings, surface: Surface, work: (laboratory: Laboratory, signal: AbortSignal, leaves: Leaves) => Promise<number>, options: OpenOptions = {}): Promise<number> {
	const {signal, stoppedBy, dispose} = heedSignals();
	let laboratory: Laboratory | null = null;
	const left = new Set<string>();
	const leaves: Leaves = effects => {
		// A private copy goes, whatever is in it.
		for (const effect of laboratory?.ground === 'copy' ? [] : effects) {
			left.add(effect);
		}
	};

	signal.addEventListener('abort', () => {
		void laboratory?.cancel().catch(() => undefined);
	});
	try {
		laboratory = await openForCommand(settings, surface, signal, options);
		const code = await work(laboratory, signal, leaves);
		return stoppedBy() ?? code;
	} catch (error) {
		const code = stoppedBy();
		if (code !== null && error instanceof PlanflipError && error.kind === 'cancelled') {
			surface.tell(`planflip: stopped; nothing was changed${left.size === 0 ? '' : `, but rows that were written and taken back (${[...left].map(effect => sanitise(effect)).join(', ')}) lie dead until VACUUM clears them away`}`);
			return code;
		}

		throw error;
	} finally {
		await laboratory?.close();
		dispose();
	}
}
