import {PlanflipError} from '../errors.ts';
import {selftest, type SelfComparison} from '../lab/selftest.ts';
import {selftestSummary} from '../report/selftest-summary.ts';
import {selftestText} from '../report/selftest-text.ts';
import {jsonText} from '../text/json-text.ts';
import {readPairs, refuseOtherThanQueries} from './choose-trial.ts';
import {wholeNumber} from './prepare-request.ts';
import {readSpec} from './read-spec.ts';
import type {Settings, Surface} from './settings.ts';
import {withLaboratory} from './with-laboratory.ts';

/** Fewer than 72 without a false difference do not rule out 5 % of them. */
const comparisons = 80;

/** `planflip selftest [ENTRY...] [--aa] [--slowdown 5%]`: measures what is the same, and says how often it is called different. */
export async function selftestCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const pairs = readPairs(settings);
	const slowdown = readSlowdown(settings.slowdown);
	const times = settings.comparisons === undefined ? comparisons : wholeNumber('--comparisons', settings.comparisons, 1);
	const entries = await refuseOtherThanQueries(words, settings, surface);
	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const universe = laboratory.universe();
		const configuration = settings.indexes === undefined ? universe.asBuilt : readSpec(settings.indexes, universe);
		const results: SelfComparison[] = [];
		let chosen: readonly string[] = [];
		const progress = progressOn(surface);
		for await (const event of selftest(laboratory, {entries, configuration, comparisons: times, plain: settings.aa || slowdown === null, slowdown, pairs, signal})) {
			switch (event.kind) {
				case 'looking': {
					progress.show(`How long does ${event.entry.name} take?`);
					break;
				}

				case 'chosen': {
					progress.end();
					chosen = event.entries;
					surface.tell(`Comparing with themselves: ${chosen.join(', ')}; ${times} comparisons, ${laboratory.rung().badge}`);
					if (event.short) {
						surface.tell('They take less than 1 ms: nothing is claimed of 0.05 ms, so little can go wrong. --indexes bare makes most queries longer.');
					}

					break;
				}

				case 'compared': {
					results.push(event.result);
					progress.show(`${event.at}/${event.of} ${event.result.entry}`);
					break;
				}
			}
		}

		progress.end();
		const summary = selftestSummary(results);
		surface.print(settings.json
			? jsonText({configuration: laboratory.name(configuration), rung: laboratory.rung().number, entries: chosen, ...summary}, 2)
			: selftestText(summary, chosen));
		return summary.verdict === 'not trustworthy' ? 1 : 0;
	});
}

/** `5%` or `5 %` as 0.05. */
function readSlowdown(text: string | undefined): number | null {
	if (text === undefined) {
		return null;
	}

	const percent = Number(/^(\d+(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1] ?? Number.NaN);
	if (!(percent > 0 && percent <= 1000)) {
		throw new PlanflipError('usage', {message: `"${text}" is no slowdown.`, where: '--slowdown', hint: 'For example --slowdown 5%'});
	}

	return percent / 100;
}

/** One line that changes, on a terminal only. */
function progressOn({stderr}: Surface): {readonly show: (text: string) => void; readonly end: () => void} {
	return {
		show(text) {
			if (stderr.isTTY) {
				stderr.write(`\r\u001B[K${text}`);
			}
		},
		end() {
			if (stderr.isTTY) {
				stderr.write('\r\u001B[K');
			}
		},
	};
}
