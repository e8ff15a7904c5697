import {createInterface} from 'node:readline/promises';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {prepare} from '../lab/prepare.ts';
import {heatBar} from '../text/bar.ts';
import {prepareRequest} from './prepare-request.ts';
import type {Settings, Surface} from './settings.ts';

/** Opens the laboratory for a verb that is not the screen: progress and notes go to stderr, questions to the terminal. */
export async function openForCommand(settings: Settings, surface: Surface, signal: AbortSignal, answer?: () => Promise<boolean>): Promise<Laboratory> {
	const request = await prepareRequest(settings, surface, {signal, ask: answer ?? (async question => ask(question, surface, signal))});
	const progress = progressOn(surface);
	for await (const event of prepare(request)) {
		switch (event.kind) {
			case 'step': {
				progress.step(event.title, event.fraction);
				break;
			}

			case 'note': {
				progress.end();
				surface.tell(event.text);
				break;
			}

			case 'open': {
				progress.end();
				return event.laboratory;
			}
		}
	}

	throw new PlanflipError('bug', {message: 'the database was not opened, and nobody said why'});
}

async function ask(question: string, {stdin, stderr}: Surface, signal: AbortSignal): Promise<boolean> {
	if (!stdin.isTTY || !stderr.isTTY) {
		throw new PlanflipError('permission', {
			message: question.replace(/\?$/, '').concat('? Nobody is there to answer.'),
			hint: '--yes answers yes; --catalog DIR explores the database with queries of your own.',
		});
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

/** A bar that moves on a terminal, one line per step elsewhere. */
function progressOn({stderr, tell}: Surface): {readonly step: (title: string, fraction: number | null) => void; readonly end: () => void} {
	let last = '';
	let open = false;
	return {
		step(title, fraction) {
			if (stderr.isTTY) {
				const bar = fraction === null ? '' : ` ${heatBar(fraction, 24).padEnd(24)} ${Math.floor(fraction * 100)} %`;
				stderr.write(`\r\u001B[K${title}${bar}`);
				open = true;
			} else if (title !== last) {
				tell(title);
			}

			last = title;
		},
		end() {
			if (open) {
				stderr.write('\r\u001B[K');
				open = false;
			}
		},
	};
}
