import {errorLines, PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {Wish} from '../lattice/choice.ts';
import {usualWishes} from '../lattice/workload-lattice.ts';
import {latticeDocument} from '../report/lattice/lattice-document.ts';
import {latticeJson} from '../report/lattice/lattice-json.ts';
import type {CombineRequest} from '../lab/combine/combine-events.ts';
import type {Combinations} from '../view/combinations.ts';
import {chooseEntries, refuseUnknownEntries} from './choose-entries.ts';
import {chooseIndexes, readPairs} from './choose-trial.ts';
import {handOut} from './hand-out.ts';
import {wholeNumber} from './prepare-request.ts';
import {progressOn} from './progress-on.ts';
import {readBytes} from './read-bytes.ts';
import {readShare} from './read-share.ts';
import {readTimes} from './read-times.ts';
import type {Settings, Surface} from './settings.ts';
import {withLaboratory} from './with-laboratory.ts';

/**
 * `planflip lattice [ENTRY...]`: all combinations of the indexes that are on (--indexes): what can go together, what must stay, what each is
 * worth. Costs first; then what the smallest sets would change is executed, and copies of rows are written.
 */
export async function latticeCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const pairs = readPairs(settings);
	const wishes = readWishes(settings);
	const each = readTimes('--each', settings.each);
	await refuseUnknownEntries(words, settings, surface);
	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const {entries, operations} = chooseEntries(laboratory.catalog, words);
		const request = {entries, operations, configuration: chooseIndexes(laboratory, settings), wishes, each, measure: !settings.planOnly, planOnly: settings.planOnly, pairs, signal};
		const combinations = await combined(laboratory, request, surface);
		const place = {label: laboratory.label, version: laboratory.facts.version, badge: laboratory.rung().badge};
		await handOut('lattice', latticeDocument(combinations, place), latticeJson(combinations, place), settings, surface);
		return 0;
	});
}

async function combined(laboratory: Laboratory, request: CombineRequest, surface: Surface): Promise<Combinations> {
	const progress = progressOn(surface);
	let found: Combinations | null = null;
	for await (const event of laboratory.combine(request)) {
		switch (event.kind) {
			case 'step': {
				progress.step(event.title, event.fraction);
				break;
			}

			case 'measuring': {
				progress.step('Executing what the smallest sets would change', event.at / event.of, event.entry.name);
				break;
			}

			case 'failed': {
				progress.end();
				surface.tell(`${event.entry.name} is left out: ${errorLines(event.error).join(' ')}`);
				break;
			}

			case 'note': {
				progress.end();
				surface.tell(event.text);
				break;
			}

			// What was in its way is told with what is found.
			case 'looked again': {
				break;
			}

			case 'found':
			case 'done': {
				found = event.combinations;
				break;
			}
		}
	}

	progress.end();
	if (found === null) {
		throw new PlanflipError('bug', {message: 'all combinations were looked at, and nothing came of it'});
	}

	return found;
}

/** `--within 5%` in place of the usual four; `--max-size 100MB`, `--max-indexes 5`: one set more, the cheapest that keeps to them. */
export function readWishes({within, maxSize, maxIndexes}: Pick<Settings, 'within' | 'maxSize' | 'maxIndexes'>): readonly Wish[] {
	const share = readShare('--within', within);
	const usual: readonly Wish[] = share === null ? usualWishes : [{kind: 'within', share}];
	if (maxSize === undefined && maxIndexes === undefined) {
		return usual;
	}

	return [...usual, {
		kind: 'limits',
		bytes: readBytes('--max-size', maxSize),
		indexes: maxIndexes === undefined ? null : wholeNumber('--max-indexes', maxIndexes, 0),
	}];
}
