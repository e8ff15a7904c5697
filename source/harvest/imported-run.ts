import {configurationOf} from '../catalog/index-configuration.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {rungOf} from '../experiment/rung.ts';
import type {Draft} from './draft.ts';
import type {LoggedPlan} from './logged-plan.ts';

export interface ImportedRunParts {
	readonly id: string;
	/** The catalogue's name of the statement. */
	readonly entry: string;
	readonly draft: Draft;
	readonly logged: LoggedPlan;
	/** In the place of the time that the log does not say. */
	readonly now: Date;
}

/**
 * A plan of auto_explain's as a kept run: to look at and to diff against. It says everywhere that it was imported, as nothing of it was
 * measured by planflip: its one sample is the duration that was logged, of a single execution beside whatever else the server did.
 */
export function importedRun({id, entry, draft: {sql, parameters}, logged, now}: ImportedRunParts): RunRecord {
	const {plan, durationMs, at, file, line, database, user} = logged;
	// The statement stands above with its values; in the log's words it would hold whatever a card leaves behind.
	const explain = Object.fromEntries(Object.entries(plan.raw).filter(([key]) => key !== 'Query Text' && key !== 'Query Parameters'));
	return {
		kind: 'RunRecord',
		id,
		database: {label: `log ${file}`, key: `log ${file}`},
		run: {
			kind: 'Run',
			subject: {entry, sql, parameters: parameters.map((parameter): BoundParameter => bound(parameter)), file, line},
			indexes: {name: 'as logged', configuration: configurationOf([])},
			rung: {...rungOf(0), badge: 'FROM A LOG'},
			server: {version: `imported from ${file}`, versionNumber: 0, engine: 'server', database: database ?? '', user: user ?? '', superuser: false, inRecovery: false, otherBackends: 0},
			startedAt: at ?? now,
			explain: JSON.stringify([explain]),
			planningMs: null,
			firstMs: null,
			samples: [durationMs],
			timedOutMs: null,
		},
		context: {planningMs: null},
		warnings: [`Imported from ${file}, line ${line}: the time is that of one execution as auto_explain logged it, not measured by planflip.`],
		turns: null,
	};
}

function bound({name, literal}: Draft['parameters'][number]): BoundParameter {
	if (literal === null) {
		return {name, value: null, unknown: true};
	}

	return {name, value: literal === 'NULL' ? null : unquoted(literal)};
}

/** A literal of quoteLiteral's, or a number, as the text that is bound. */
function unquoted(literal: string): string {
	const [, escaped, text] = /^(E?)'([^]*)'$/.exec(literal) ?? [];
	const plain = (text ?? literal).replaceAll('\'\'', '\'');
	return escaped === 'E' ? plain.replaceAll('\\\\', '\\') : plain;
}
