import {PlanflipError} from '../errors.ts';
import {parseMs} from '../text/parse-ms.ts';
import type {Settings} from './settings.ts';

/** `--rtt 1ms`; null when it was not asked for. */
export function readRtt({rtt}: Pick<Settings, 'rtt'>): number | null {
	const ms = rtt === undefined ? null : parseMs(rtt);
	if (rtt !== undefined && ms === null) {
		throw new PlanflipError('usage', {message: `"${rtt}" is no time.`, where: '--rtt', hint: 'For example --rtt 1ms, --rtt 0.5ms, --rtt 250us.'});
	}

	return ms;
}
