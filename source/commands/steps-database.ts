import {parseConnectionTarget} from '../database/parse-connection-target.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {placeName} from '../lab/steps/place-name.ts';
import {parseScale} from '../workload/scale.ts';
import {wholeNumber} from './prepare-request.ts';
import type {Settings, Surface} from './settings.ts';

/** The database that the arguments or the environment name, as measurements name it; it is neither opened nor connected to. @throws PlanflipError usage */
export function stepsDatabase({databaseUrl, scale, seed}: Pick<Settings, 'databaseUrl' | 'scale' | 'seed'>, {env, home}: Pick<Surface, 'env' | 'home'>): DatabaseName {
	return placeName({target: parseConnectionTarget({url: databaseUrl, env}), scale: parseScale(scale), seed: wholeNumber('--seed', seed, 0), env, home});
}
