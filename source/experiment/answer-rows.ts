import type {Answer} from '../catalog/operation-entry.ts';
import type {Row} from '../database/session.ts';
import type {StepRows} from './step-rows.ts';

/** What a route answers with: the rows of one step, beside each what was found for it. */
export function answerRows({step, columns}: Answer, found: ReadonlyMap<string, StepRows>): readonly Row[] {
	const base = found.get(step)?.runs.flat() ?? [];
	if (columns === null) {
		return base;
	}

	return base.map((row, at) => Object.fromEntries(columns.map(({step: source, column}) =>
		[column, (source === step ? row : found.get(source)?.runs[at]?.[0])?.[column] ?? null])));
}
