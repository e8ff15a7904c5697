import {PlanflipError} from '../errors.ts';
import type {Advice} from '../lab/advice/advice.ts';
import {adviceDocument} from '../report/advice/advice-document.ts';
import {adviceJson} from '../report/advice/advice-json.ts';
import {chooseEntries, refuseUnknownEntries} from './choose-entries.ts';
import {readPairs} from './choose-trial.ts';
import {handOut} from './hand-out.ts';
import {wholeNumber} from './prepare-request.ts';
import {progressOn} from './progress-on.ts';
import {readBytes} from './read-bytes.ts';
import {readShare} from './read-share.ts';
import {readSpec} from './read-spec.ts';
import {readTimes} from './read-times.ts';
import type {Settings, Surface} from './settings.ts';
import {withLaboratory} from './with-laboratory.ts';

/** What may be given up of the best, unless --within says otherwise. */
const usualWithin = 0.05;

/**
 * `planflip advise [ENTRY...]`: which indexes are missing, and which could go, over the whole catalogue. With --at-least it exits 1 when a
 * proposal saves as much.
 */
export async function adviseCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const pairs = readPairs(settings);
	const within = readShare('--within', settings.within) ?? usualWithin;
	const each = readTimes('--each', settings.each);
	const atLeast = readShare('--at-least', settings.atLeast);
	const mostBytes = readBytes('--max-size', settings.maxSize);
	const mostIndexes = settings.maxIndexes === undefined ? null : wholeNumber('--max-indexes', settings.maxIndexes, 0);
	await refuseUnknownEntries(words, settings, surface);

	return withLaboratory(settings, surface, async (laboratory, signal, leaves) => {
		const universe = laboratory.universe();
		const start = settings.indexes === undefined ? universe.asBuilt : readSpec(settings.indexes, universe);
		const {entries, operations} = chooseEntries(laboratory.catalog, words);
		const progress = progressOn(surface);
		let advice: Advice | null = null;
		for await (const event of laboratory.advise({entries, operations, start, within, each, mostBytes, mostIndexes, pairs, measure: true, signal})) {
			if (event.kind === 'advised') {
				advice = event.advice;
			} else if (event.kind === 'step') {
				leaves(event.effects);
				progress.step(event.title, event.fraction, event.at);
			}
		}

		progress.end();
		if (advice === null) {
			throw new PlanflipError('bug', {message: 'advising ended without an advice'});
		}

		await handOut('advise', adviceDocument(advice), adviceJson(advice), settings, surface);
		return atLeast !== null && advice.proposals.some(({share}) => share >= atLeast) ? 1 : 0;
	});
}
