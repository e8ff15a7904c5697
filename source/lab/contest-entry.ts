import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import {contest, type ContestEvent} from '../experiment/contest.ts';
import {unknownOf} from '../experiment/explain-generic.ts';
import {recordContest} from '../experiment/record-trial.ts';
import type {BoundParameter} from '../experiment/run.ts';
import type {TryTools} from './try-entry.ts';
import {subjectOf} from './subject-of.ts';

export interface ContestEntryRequest {
	readonly entry: CatalogEntry;
	readonly parameters: readonly BoundParameter[];
	readonly contestants: readonly IndexConfiguration[];
	readonly baseline: IndexConfiguration;
	readonly pairs?: number | undefined;
	readonly signal: AbortSignal;
}

/** One entry under several configurations against one baseline, measured and kept. What cannot be executed is refused: there would be nothing to take turns. */
export async function * contestEntry({bench, clock, keeping, measured, warningsOf}: TryTools, {entry, parameters, contestants, baseline, pairs, signal}: ContestEntryRequest): AsyncGenerator<ContestEvent, void, void> {
	if (unknownOf(parameters).length > 0 || [baseline, ...contestants].some(configuration => !bench.workbench.executes(configuration))) {
		throw new PlanflipError('permission', {
			message: `${entry.name} can only be planned here, not executed, under one of these configurations: there are no times to compare`,
			hint: 'Give one --indexes at a time: its plan is shown beside that of the baseline.',
		});
	}

	const told = new Set<string>();
	const request = {
		workbench: bench.workbench,
		rung: bench.rung,
		facts: bench.facts,
		subject: subjectOf(entry, parameters),
		contestants: contestants.map(configuration => bench.named(configuration)),
		baseline: bench.named(baseline),
		pairs,
		signal,
		clock,
	};
	for await (const event of contest(request)) {
		yield event;
		if (event.kind === 'planned') {
			const warnings = (await warningsOf(event.plan, event.indexes.configuration)).filter(warning => !told.has(warning));
			for (const warning of warnings) {
				told.add(warning);
			}

			if (warnings.length > 0) {
				yield {kind: 'warned', warnings};
			}
		}

		const [first, ...others] = event.kind === 'contested' ? event.deltas : [];
		if (first !== undefined) {
			for (const {current} of [first, ...others]) {
				measured.keep(current);
			}

			if (keeping.history !== null) {
				const records = recordContest([first, ...others], {...keeping, warnings: [...told]}, keeping.history.newId);
				const note = await keeping.history.keep(records);
				yield {kind: 'kept', ids: note === null ? records.slice(0, -1).map(({id}) => id) : null, note};
			}
		}
	}
}
