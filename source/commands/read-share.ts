import {PlanflipError} from '../errors.ts';

/** `5%` or `5 %` as 0.05; null where it was not given. */
export function readShare(flag: string, text: string | undefined): number | null {
	if (text === undefined) {
		return null;
	}

	const percent = Number(/^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim())?.[1] ?? Number.NaN);
	if (!(percent >= 0 && percent <= 1000)) {
		throw new PlanflipError('usage', {message: `"${text}" is no share.`, where: flag, hint: `In per cent, for example ${flag} 5%`});
	}

	return percent / 100;
}
