import {seed} from '../../lab/steps/seed.ts';
import {setUp} from '../../lab/steps/set-up.ts';
import type {StepVerb} from './step-verb.ts';

/** `setup` and `seed`: The Copy's tables and rows; exit code 1 when the user said no. */
export function fillingVerb(verb: 'setup' | 'seed'): StepVerb<boolean> {
	return {
		begin: verb === 'setup' ? setUp : seed,
		conclude: (wanted, {done, skipped}) => wanted
			? {
				code: 0,
				report: {
					json: {verb, done, skipped},
					text: () => [...done.map(title => `done: ${title}`), ...skipped.map(({title, why}) => `left as it is: ${title} (${why})`)].join('\n'),
				},
				talk: [],
				next: 'Next: planflip baseline measures the catalogue as the database is now.',
			}
			: {code: 1, report: null, talk: ['Nothing was changed.'], next: null},
	};
}
