import {PlanflipError} from '../errors.ts';
import type {Forecast} from '../experiment/forecast.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {TryRequest} from '../lab/try-entry.ts';
import type {Surface} from './settings.ts';

/** What a trial came to: samples and what they say, or, where a configuration cannot be executed, what the planner foresees. */
export interface Outcome {
	/** Without samples where there is a forecast. */
	readonly run: Run;
	readonly delta: Delta | null;
	readonly forecast: Forecast | null;
	/** What its execution does besides answering; told beforehand, too. */
	readonly warnings: readonly string[];
	/** Under which the run, or the forecast's, was kept; null when it was not. */
	readonly id: string | null;
}

/** Measures to the end; who waits for an index to be built is told, and under which id the run was kept, or why it was not. */
export async function measureTrial(laboratory: Laboratory, request: TryRequest, {tell}: Pick<Surface, 'tell'>): Promise<Outcome> {
	let outcome: Omit<Outcome, 'id' | 'warnings'> | null = null;
	let id: string | null = null;
	const warnings: string[] = [];
	for await (const event of laboratory.try(request)) {
		if (event.kind === 'building') {
			tell(`Building ${event.indexes.join(', ')}`);
		} else if (event.kind === 'warned') {
			warnings.push(...event.warnings);
			for (const warning of event.warnings) {
				tell(warning);
			}
		} else if (event.kind === 'measured') {
			outcome = {run: event.run, delta: event.delta, forecast: null};
		} else if (event.kind === 'foreseen') {
			outcome = {run: event.forecast.current.run, delta: null, forecast: event.forecast};
		} else if (event.kind === 'kept') {
			({id} = event);
			const said = id === null ? event.note : `kept as run ${id}`;
			if (said !== null) {
				tell(said);
			}
		}
	}

	if (outcome === null) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: request.entry.file});
	}

	return {...outcome, warnings, id};
}
