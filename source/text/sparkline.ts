const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const asciiLevels = ['_', '.', '-', '~', '=', '+', '*', '#'] as const;

export interface SparklineOptions {
	/** Heights from zero rather than from the smallest value: honest about proportions, blind to small changes. */
	readonly zeroBased?: boolean;
	readonly ascii?: boolean;
	/** What a full block stands for, when it is not the largest value: several sparklines share a scale through it. */
	readonly highest?: number;
}

/**
 * One cell a value, the smallest lowest and the largest highest; equal values make a line at half height. More values than `width` share cells,
 * and a cell shows the largest of its own, so that a spike stays in sight. Values that are not numbers leave a gap.
 */
export function sparkline(values: readonly number[], width: number, {zeroBased = false, ascii = false, highest}: SparklineOptions = {}): string {
	const known = values.filter((value) => Number.isFinite(value));
	const high = highest ?? known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
	const low = zeroBased ? 0 : known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
	const levels = ascii ? asciiLevels : blocks;
	return shareCells(values, width)
		.map((value) => {
			if (!Number.isFinite(value)) {
				return ' ';
			}

			const height = high > low ? Math.floor((8 * (value - low)) / (high - low)) : zeroBased ? 0 : 3;
			return levels[Math.min(7, Math.max(0, height))];
		})
		.join('');
}

function shareCells(values: readonly number[], width: number): readonly number[] {
	const cells = Math.max(0, Math.floor(width));
	if (values.length <= cells) {
		return values;
	}

	return Array.from({length: cells}, (_, cell) => {
		const share = values.slice(Math.floor((cell * values.length) / cells), Math.floor(((cell + 1) * values.length) / cells));
		return share.reduce((a, b) => (Number.isFinite(b) ? Math.max(a, b) : a), Number.NEGATIVE_INFINITY);
	});
}
