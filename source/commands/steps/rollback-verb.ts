import {rollback, type RolledBack} from '../../lab/steps/rollback.ts';
import type {StepVerb} from './step-verb.ts';

/** `rollback`; exit code 1 when something was left alone, or the user said no. */
export const rollbackVerb: StepVerb<RolledBack> = {
	begin: rollback,
	conclude: ({declined, nothing, refused, others}, {done, skipped}) => declined
		? {code: 1, report: null, talk: ['Nothing was dropped.'], next: null}
		: {
			code: refused.length === 0 ? 0 : 1,
			report: {
				json: {verb: 'rollback', dropped: done, skipped, refused},
				text: () => [...done.map(title => `dropped: ${title}`), ...refused.map(text => `left alone: ${text}`)].join('\n'),
			},
			talk: nothing ? [`apply-indexes built nothing here that is still there.${others.length === 0 ? '' : ` Its records are of: ${others.join(', ')}.`}`] : [],
			next: null,
		},
};
