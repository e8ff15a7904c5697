import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {Forecast} from '../experiment/forecast.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {OperationDelta, OperationRun} from '../experiment/operation-run.ts';
import type {Delta, Run} from '../experiment/run.ts';
import {endsAll} from './ends-all.ts';
import type {Laboratory} from './laboratory.ts';

/** One query of the overview under one preset; `error` where it failed. */
export type OverviewEvent =
	| {readonly kind: 'query'; readonly entry: CatalogEntry; readonly at: number; readonly of: number}
	| {readonly kind: 'run'; readonly entry: CatalogEntry; readonly run: Run; readonly delta: Delta | null; readonly forecast: Forecast | null}
	/** The run could not be kept. */
	| {readonly kind: 'note'; readonly text: string}
	| {readonly kind: 'operation'; readonly operation: OperationEntry; readonly at: number; readonly of: number}
	| {readonly kind: 'operated'; readonly operation: OperationEntry; readonly run: OperationRun; readonly delta: OperationDelta | null}
	| {readonly kind: 'failed'; readonly entry: CatalogEntry | OperationEntry; readonly error: unknown};

export interface OverviewOptions {
	/** The presets in order; each is compared with the one before it. */
	readonly presets: ReadonlyArray<{readonly name: string; readonly configuration: IndexConfiguration}>;
	readonly pairs: number | undefined;
	/** Waited after every statement of an operation, ms. */
	readonly rttMs: number;
	readonly signal: AbortSignal;
}

/** Every query and every operation of the catalogue under each preset. What fails is told, and the others go on. */
export async function * overview(laboratory: Laboratory, options: OverviewOptions): AsyncGenerator<OverviewEvent, void, void> {
	const {entries, operations} = laboratory.catalog;
	for (const [at, entry] of entries.entries()) {
		yield {kind: 'query', entry, at, of: entries.length};
		yield * orFailed(entry, query(laboratory, entry, options), options);
	}

	for (const [at, operation] of operations.entries()) {
		yield {kind: 'operation', operation, at, of: operations.length};
		yield * orFailed(operation, operate(laboratory, operation, options), options);
	}
}

async function * orFailed(entry: CatalogEntry | OperationEntry, events: AsyncIterable<OverviewEvent>, {signal}: OverviewOptions): AsyncGenerator<OverviewEvent, void, void> {
	try {
		yield * events;
	} catch (error) {
		if (endsAll(error, signal)) {
			throw error;
		}

		yield {kind: 'failed', entry, error};
	}
}

async function * query(laboratory: Laboratory, entry: CatalogEntry, {presets, pairs, signal}: OverviewOptions): AsyncGenerator<OverviewEvent, void, void> {
	const parameters = await laboratory.sample(entry);
	let before: IndexConfiguration | null = null;
	for (const {configuration} of presets) {
		for await (const event of laboratory.try({entry, parameters, current: configuration, baseline: before, pairs, signal})) {
			if (event.kind === 'measured') {
				yield {kind: 'run', entry, run: event.run, delta: event.delta, forecast: null};
			} else if (event.kind === 'foreseen' && event.final) {
				yield {kind: 'run', entry, run: event.forecast.current.run, delta: null, forecast: event.forecast};
			} else if (event.kind === 'kept' && event.note !== null) {
				yield {kind: 'note', text: event.note};
			}
		}

		before = configuration;
	}
}

async function * operate(laboratory: Laboratory, operation: OperationEntry, {presets, pairs, rttMs, signal}: OverviewOptions): AsyncGenerator<OverviewEvent, void, void> {
	const parameters = await laboratory.sample(operation);
	let before: IndexConfiguration | null = null;
	for (const {configuration} of presets.filter(preset => laboratory.operates(preset.configuration))) {
		for await (const event of laboratory.operate({operation, parameters, current: configuration, baseline: before, rttMs, rounds: pairs, signal})) {
			if (event.kind === 'operated') {
				yield {kind: 'operated', operation, run: event.run, delta: event.delta};
			} else if (event.kind === 'kept' && event.note !== null) {
				yield {kind: 'note', text: event.note};
			}
		}

		before = configuration;
	}
}
