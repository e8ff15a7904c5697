import type {OperationEntry} from '../catalog/operation-entry.ts';
import {PlanflipError} from '../errors.ts';
import type {OperationRun} from '../experiment/operation-run.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {operationJson} from '../report/operation-json.ts';
import {operationText} from '../report/operation-text.ts';
import {bindParameters, chooseIndexes} from './choose-trial.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

export interface OperationSettings {
	readonly rttMs: number;
	readonly rounds: number | undefined;
}

/** `planflip run OPERATION`: the chain and what could replace it; exit code 1 when a rewrite answers differently. */
export async function runOperation(laboratory: Laboratory, operation: OperationEntry, settings: Settings, {rttMs, rounds}: OperationSettings, surface: Surface, signal: AbortSignal): Promise<number> {
	const current = chooseIndexes(laboratory, settings);
	const parameters = await bindParameters(laboratory, operation, settings.param);
	const run = await operated(laboratory, {operation, parameters, current, rttMs, rounds, signal});
	surface.print(settings.json ? JSON.stringify(operationJson(run), null, 2) : operationText(run, textWidth(surface)));
	return run.checks.some(({verdict}) => verdict.kind === 'different') ? 1 : 0;
}

async function operated(laboratory: Laboratory, request: Parameters<Laboratory['operate']>[0]): Promise<OperationRun> {
	for await (const event of laboratory.operate(request)) {
		if (event.kind === 'operated') {
			return event.run;
		}
	}

	throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: request.operation.file});
}
