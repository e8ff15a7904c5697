import {formatMs} from '../text/duration.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** How long ago, in the unit that one would say: `12 s`, `40 min`, `5 h`, `12 days`. */
export function ageText(ms: number): string {
	if (ms < 60_000) {
		// Nobody says "0 ms ago".
		return ms < 500 ? '0 s' : formatMs(Math.round(ms / 1000) * 1000);
	}

	if (ms < hour) {
		return `${Math.round(ms / 60_000)} min`;
	}

	return ms < 2 * day ? `${Math.round(ms / hour)} h` : `${Math.round(ms / day)} days`;
}
