import {isPlanOnly} from '../experiment/is-plan-only.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {formatMoment} from '../text/moment.ts';
import {sanitise} from '../text/plain.ts';

/** What keeps two runs from being alike besides their indexes, a sentence each; and how far their times can be compared. */
export function runDifferences(before: RunRecord, after: RunRecord, inTurns: boolean): readonly string[] {
	const [a, b] = [before.run, after.run];
	const changed = (what: string, of: (record: RunRecord) => string) => of(before) === of(after) ? [] : [`${what}: ${sanitise(of(before))} → ${sanitise(of(after))}`];
	const sameEntry = a.subject.entry === b.subject.entry;
	return [
		...changed('different queries', ({run}) => run.subject.entry),
		...(sameEntry && a.subject.sql !== b.subject.sql ? ['the query\'s text was changed in between'] : []),
		...changed('different parameters', ({run}) => run.subject.parameters.map(({name, value, unknown}) => `${name} = ${unknown === true ? 'no value' : (value === null ? 'NULL' : String(value))}`).join(', ') || 'none'),
		...changed('different databases', ({database}) => database.key === before.database.key ? before.database.label : `${database.label} (${database.key})`),
		...changed('different servers', ({run}) => run.server.version),
		...changed('indexes were switched in different ways', ({run}) => run.rung.badge),
		isPlanOnly(a) || isPlanOnly(b)
			? `plan only: ${isPlanOnly(a) && isPlanOnly(b) ? 'neither was' : `${isPlanOnly(a) ? before.id : after.id} was not`} executed, so there are no times to compare`
			: inTurns
			? 'measured in turns with each other'
			: `measured apart, ${formatMoment(a.startedAt)} and ${formatMoment(b.startedAt)}: what the machine did in between is in the times; blocks are the witness`,
	];
}
