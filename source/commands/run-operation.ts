import type {OperationEntry} from '../catalog/operation-entry.ts';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {bindParameters, chooseIndexes} from './choose-trial.ts';
import {type PrintedOperation, printOperation} from './print-operation.ts';
import {readSpec} from './read-spec.ts';
import type {Settings, Surface} from './settings.ts';

export interface OperationSettings {
	readonly rttMs: number;
	readonly rounds: number | undefined;
}

/**
 * `planflip run OPERATION`: the chain and what could replace it, against the database as it is unless --against says otherwise;
 * exit code 1 when a rewrite answers differently.
 */
export async function runOperation(laboratory: Laboratory, operation: OperationEntry, settings: Settings, {rttMs, rounds}: OperationSettings, surface: Surface, signal: AbortSignal): Promise<number> {
	const current = chooseIndexes(laboratory, settings);
	const universe = laboratory.universe();
	const baseline = settings.against === undefined ? universe.asBuilt : readSpec(settings.against, universe);
	const parameters = await bindParameters(laboratory, operation, settings.param);
	const done = await operated(laboratory, {operation, parameters, current, baseline, rttMs, rounds, signal}, surface);
	printOperation(done, settings, surface);
	return done.run.checks.some(({verdict}) => verdict.kind === 'different') ? 1 : 0;
}

async function operated(laboratory: Laboratory, request: Parameters<Laboratory['operate']>[0], {tell}: Surface): Promise<PrintedOperation> {
	let done: Omit<PrintedOperation, 'id'> | null = null;
	let id: string | null = null;
	for await (const event of laboratory.operate(request)) {
		if (event.kind === 'building') {
			tell(`Building ${event.indexes.join(', ')}`);
		} else if (event.kind === 'operated') {
			done = {run: event.run, delta: event.delta};
		} else if (event.kind === 'kept') {
			({id} = event);
			const said = id === null ? event.note : `kept as run ${id}`;
			if (said !== null) {
				tell(said);
			}
		}
	}

	if (done === null) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: request.operation.file});
	}

	return {...done, id};
}
