import {printDryRun, type StepLog} from './perform.ts';
import type {Settings, Surface} from './settings.ts';

/** What `setup` and `seed` say at the end; exit code 1 when the user said no. */
export function concludeFilling(verb: 'setup' | 'seed', wanted: boolean, log: StepLog, settings: Settings, surface: Pick<Surface, 'print' | 'tell'>): number {
	if (!wanted) {
		surface.tell('Nothing was changed.');
		return 1;
	}

	if (settings.dryRun) {
		printDryRun(log, settings, surface);
		return 0;
	}

	surface.print(settings.json
		? JSON.stringify({verb, done: log.done, skipped: log.skipped}, null, 2)
		: [...log.done.map(title => `done: ${title}`), ...log.skipped.map(({title, why}) => `left as it is: ${title} (${why})`)].join('\n'));
	surface.tell('Next: planflip baseline measures the catalogue as the database is now.');
	return 0;
}
