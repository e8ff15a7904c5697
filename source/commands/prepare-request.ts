import type {PrepareRequest} from '../lab/prepare-request.ts';
import {parseConnectionTarget} from '../database/parse-connection-target.ts';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {runHistory} from '../disk/run-history.ts';
import {runsFolder} from '../disk/runs-folder.ts';
import {PlanflipError} from '../errors.ts';
import {parseScale} from '../workload/scale.ts';
import type {Settings, Surface} from './settings.ts';

export interface Consent {
	readonly ask: (question: string) => Promise<boolean>;
	readonly signal: AbortSignal;
}

/** From the command line to what the lab needs; wrong flags are usage errors. */
export async function prepareRequest(settings: Settings, surface: Surface, {ask, signal}: Consent): Promise<PrepareRequest> {
	const shipped = await readCatalogFolder(surface.queries);
	return {
		target: parseConnectionTarget({url: settings.databaseUrl, env: surface.env}),
		catalog: settings.catalog === undefined ? shipped : await readCatalogFolder(settings.catalog),
		shipped,
		scale: parseScale(settings.scale),
		seed: wholeNumber('--seed', settings.seed, 0),
		persistent: settings.persistent,
		fresh: settings.fresh,
		disposable: settings.disposable,
		allowBlocking: settings.allowBlocking,
		rung: rungOf(settings.rung),
		workerUrl: surface.workerUrl,
		env: surface.env,
		home: surface.home,
		clock: surface.clock,
		history: settings.history ? runHistory(runsFolder(surface.env, surface.home)) : null,
		ask: settings.yes ? () => Promise.resolve(true) : ask,
		signal,
	};
}

/** @throws PlanflipError usage */
export function wholeNumber(flag: string, value: number, least: number): number {
	if (!Number.isSafeInteger(value) || value < least) {
		throw new PlanflipError('usage', {message: `${flag} takes a whole number from ${least} on.`, hint: `For example ${flag} ${Math.max(least, 1)}`});
	}

	return value;
}

function rungOf(number: number | undefined): PrepareRequest['rung'] {
	switch (number) {
		case undefined: {
			return null;
		}

		case 1:
		case 2:
		case 3:
		case 4:
		case 5:
		case 6: {
			return number;
		}

		default: {
			throw new PlanflipError('usage', {
				message: Number.isNaN(number) ? 'A rung is a number.' : `There is no rung ${number}.`,
				where: '--rung',
				hint: 'Rungs: 1 isolated, 2 superuser without table locks, 3 pg_hint_plan, 4 HypoPG (plans only), 5 with locks that others wait for, 6 as it is.',
			});
		}
	}
}
