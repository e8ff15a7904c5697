import {rollback} from '../lab/steps/rollback.ts';
import {perform, printDryRun} from './perform.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip rollback`: drops what apply-indexes built and its record proves, the last one first. Exit code 1 when something was left alone, or the user said no. */
export async function rollbackCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('rollback', words);
	return perform(settings, surface, rollback, ({declined, nothing, refused, others}, log) => {
		if (declined) {
			surface.tell('Nothing was dropped.');
			return 1;
		}

		if (nothing) {
			surface.tell(`apply-indexes built nothing here that is still there.${others.length === 0 ? '' : ` Its records are of: ${others.join(', ')}.`}`);
		}

		if (settings.dryRun) {
			printDryRun(log, settings, surface);
		} else {
			surface.print(settings.json
				? JSON.stringify({verb: 'rollback', dropped: log.done, skipped: log.skipped, refused}, null, 2)
				: [...log.done.map(title => `dropped: ${title}`), ...refused.map(text => `left alone: ${text}`)].join('\n'));
		}

		return refused.length === 0 ? 0 : 1;
	});
}
