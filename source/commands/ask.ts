import {createInterface} from 'node:readline/promises';
import {PlanflipError} from '../errors.ts';
import type {Surface} from './settings.ts';

export interface AskOptions {
	readonly signal: AbortSignal;
	/** What to reject with when there is no terminal to ask on. */
	readonly unheard: (question: string) => PlanflipError;
}

/** Asks on the terminal; anything but y or yes is no. ^C and ^D leave it unanswered: `cancelled`. */
export async function ask(question: string, {stdin, stderr}: Pick<Surface, 'stdin' | 'stderr'>, {signal, unheard}: AskOptions): Promise<boolean> {
	if (!stdin.isTTY || !stderr.isTTY) {
		throw unheard(question);
	}

	const prompt = createInterface({input: stdin, output: stderr});
	// ^C and ^D close the prompt; its question would never be answered.
	const closed = new AbortController();
	prompt.once('close', () => {
		closed.abort();
	});
	try {
		const answer = await prompt.question(`${question} [y/N] `, {signal: AbortSignal.any([signal, closed.signal])});
		return /^y(es)?$/i.test(answer.trim());
	} catch (error) {
		throw new PlanflipError('cancelled', {message: 'The question was left unanswered; nothing was created.', cause: error});
	} finally {
		prompt.close();
	}
}
