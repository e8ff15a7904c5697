import {PlanflipError} from '../errors.ts';

/** `2x` as 2, `50%` (so much more) as 1.5; null where it was not given. Less than once nobody can ask for. */
export function readTimes(flag: string, text: string | undefined): number | null {
	if (text === undefined) {
		return null;
	}

	const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([x%])$/i.exec(text.trim()) ?? [];
	const times = number === undefined ? Number.NaN : unit === '%' ? 1 + Number(number) / 100 : Number(number);
	if (!(times >= 1)) {
		throw new PlanflipError('usage', {message: `"${text}" is no factor of at least 1.`, where: flag, hint: `Times the cost with all indexes on, ${flag} 2x, or how much more, ${flag} 50%`});
	}

	return times;
}
