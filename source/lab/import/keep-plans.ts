import {createHash} from 'node:crypto';
import type {RunHistory} from '../../experiment/run-history.ts';
import {draft} from '../../harvest/draft.ts';
import type {HarvestedPlan} from '../../harvest/harvested.ts';
import {importedRun} from '../../harvest/imported-run.ts';
import type {SqlParser} from '../../sql/sql-parser.ts';
import type {ImportReport} from './import-report.ts';

export interface KeepPlansRequest {
	readonly parser: SqlParser;
	readonly history: RunHistory | null;
	readonly now: Date;
	readonly dryRun: boolean;
}

type KeptPlans = Pick<ImportReport['plans'], 'kept' | 'known' | 'withheld'> & {readonly note: string | null};

/** More runs of one log are looked through in vain. */
const past = 10_000;

/**
 * Keeps the plans of a statement as runs. Their ids are made of what they say, so that the same log imported twice keeps them once. A plan
 * repeats constants in its conditions: where one of them was let go, so is the plan.
 */
export async function keepPlans(entry: string, plans: readonly HarvestedPlan[], {parser, history, now, dryRun}: KeepPlansRequest): Promise<KeptPlans> {
	const kept: Array<KeptPlans['kept'][number]> = [];
	let [known, withheld] = [0, 0];
	let note: string | null = null;
	if (history === null) {
		return {kept, known, withheld, note};
	}

	for (const {sql, values, logged} of plans) {
		const drafted = draft(parser, sql, values);
		if (drafted.keepsSecret || drafted.parameters.some(parameter => parameter.withheld)) {
			withheld++;
			continue;
		}

		const id = createHash('sha256').update(JSON.stringify([entry, logged.file, logged.at, logged.line, logged.durationMs, logged.plan.raw])).digest('hex').slice(0, 8);
		const record = importedRun({id, entry, draft: drafted, logged, now});
		const {runs} = await history.past(entry, record.database, past);
		if (runs.some(run => run.id === id)) {
			known++;
			continue;
		}

		note = dryRun ? null : await history.keep([record]) ?? note;
		kept.push({id, entry, ms: logged.durationMs});
	}

	return {kept, known, withheld, note};
}
