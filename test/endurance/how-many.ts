import process from 'node:process';

/** PLANFLIP_ENDS: how many ends planflip is to meet by `kill -9`; half as many by each of the other ways. */
export const kills = numberFrom('PLANFLIP_ENDS', 200);

/** PLANFLIP_SECONDS: how long the neighbours work, about. */
export const seconds = numberFrom('PLANFLIP_SECONDS', 120);

/** PLANFLIP_SEED: the moments, entries, configurations and keys of a run can be had again. */
export const seed = numberFrom('PLANFLIP_SEED', 1);

function numberFrom(name: string, usual: number): number {
	const text = process.env[name] ?? '';
	const value = text === '' ? usual : Number(text);
	if (!Number.isSafeInteger(value) || value < 1) {
		throw new Error(`${name} is to be a whole number from 1: ${text}`);
	}

	return value;
}
