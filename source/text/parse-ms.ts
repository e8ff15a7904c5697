const units: Readonly<Record<string, number>> = {us: 0.001, µs: 0.001, ms: 1, s: 1000};

/** `1ms`, `0.5 ms`, `250us`, `2s`; a bare number is ms. null for anything else. */
export function parseMs(text: string): number | null {
	const [, digits = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)\s*(us|µs|ms|s)?$/.exec(text.trim()) ?? [];
	return digits === '' ? null : Number(digits) * (units[unit] ?? 1);
}
