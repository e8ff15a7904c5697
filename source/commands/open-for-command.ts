import type {Catalog} from '../catalog/catalog.ts';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {prepare} from '../lab/prepare.ts';
import {ask} from './ask.ts';
import {prepareRequest} from './prepare-request.ts';
import {progressOn} from './progress-on.ts';
import type {Settings, Surface} from './settings.ts';
import {tellUnusedNames} from './tell-unused-names.ts';

export interface OpenOptions {
	/** Answers in the user's place whether The Copy may be created. */
	readonly answer?: (() => Promise<boolean>) | undefined;
	/** In the place of the one that the settings name. */
	readonly catalog?: Catalog | undefined;
}

/** Opens the laboratory for a verb that is not the screen: progress and notes go to stderr, questions to the terminal. */
export async function openForCommand(settings: Settings, surface: Surface, signal: AbortSignal, {answer, catalog}: OpenOptions = {}): Promise<Laboratory> {
	const unheard = (question: string) => new PlanflipError('usage', {
		message: `${question} Nobody is there to answer.`,
		hint: '--yes answers yes; --catalog DIR explores the database with queries of your own.',
	});
	const progress = progressOn(surface);
	tellUnusedNames(settings, surface);
	const askHere = async (question: string) => {
		progress.end();
		return ask(question, surface, {signal, unheard});
	};

	const asked = await prepareRequest(settings, surface, {signal, ask: answer ?? askHere});
	const request = catalog === undefined ? asked : {...asked, catalog};
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
