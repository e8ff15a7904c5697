import {rollback, type RolledBack, type UnknownDatabase} from '../../lab/steps/rollback.ts';
import type {StepVerb} from './step-verb.ts';

/** `rollback`; exit code 1 when something was left alone, the user said no, or it cannot be told whose the records are; 3 when all that was left alone is another user's. */
export const rollbackVerb: StepVerb<RolledBack> = {
	begin: rollback,
	conclude: ({declined, nothing, refused, forbidden, unknown}, {done, skipped}) => declined
		? {code: 1, report: null, talk: ['Nothing was dropped.'], next: null}
		: {
			code: forbidden ? 3 : refused.length === 0 && (unknown === null || unknown.doubtful.length === 0) ? 0 : 1,
			report: {
				json: {verb: 'rollback', dropped: done, skipped, refused},
				text: () => [...done.map(title => `dropped: ${title}`), ...refused.map(text => `left alone: ${text}`)].join('\n'),
			},
			talk: unknown === null ? (nothing && refused.length === 0 ? ['apply-indexes built nothing here that is still there.'] : []) : notRecorded(unknown),
			next: null,
		},
};

function notRecorded({folder, others, doubtful}: UnknownDatabase): readonly string[] {
	return [
		`${folder} has no record of apply-indexes for this database.${others.length === 0 ? '' : ` Its records are of: ${others.join(', ')}.`}`,
		...(doubtful.length === 0 ? [] : [`Whether this is ${doubtful.join(' or ')} under another name cannot be told: this user may not read the cluster's number (GRANT EXECUTE ON FUNCTION pg_control_system()). Connect as the record has it.`]),
	];
}
