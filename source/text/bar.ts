const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/**
 * A bar of exactly `width` cells, filled from the left to `fraction` (0 to 1), in eighths of a cell and rounded up: a part above zero is
 * always seen. Blank for null. In ASCII, whole `#`.
 */
export function heatBar(fraction: number | null, width: number, {ascii = false}: {readonly ascii?: boolean} = {}): string {
	const known = fraction === null || Number.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
	const steps = ascii ? 1 : 8;
	// 0.7 x 10 cells x 8 is 56.000000000000007: rounding that up would draw a step that is not there.
	const exact = known * width * steps;
	const filled = known > 0 ? Math.max(1, Math.ceil(exact - 1e-6)) : 0;
	const whole = Math.floor(filled / steps);
	const bar = ascii ? '#'.repeat(whole) : '█'.repeat(whole) + (eighths[filled % 8] ?? '');
	return width <= 0 ? '' : bar + ' '.repeat(width - Math.ceil(filled / steps));
}
