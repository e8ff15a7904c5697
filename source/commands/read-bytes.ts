import {PlanflipError} from '../errors.ts';

const units: Readonly<Record<string, number>> = {b: 1, bytes: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4};

/** `50MB` or `1.5 GB` in bytes, a kB being 1024 as in Postgres; null where it was not given. */
export function readBytes(flag: string, text: string | undefined): number | null {
	if (text === undefined) {
		return null;
	}

	const [, number, unit = 'bytes'] = /^(\d+(?:\.\d+)?)\s*([a-z]+)?$/i.exec(text.trim()) ?? [];
	const size = units[unit.toLowerCase()];
	if (number === undefined || size === undefined) {
		throw new PlanflipError('usage', {message: `"${text}" is no size.`, where: flag, hint: `For example ${flag} 50MB`});
	}

	return Math.round(Number(number) * size);
}
