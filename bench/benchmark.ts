/** One line of the table. Times in ms, each the median of repetitions taken in turns. */
export interface Measurement {
	readonly what: string;
	readonly ours: number;
	/** Measured in the same run, so that the machine of the day stands on both sides. */
	readonly reference: {readonly what: string; readonly ms: number};
	/** null: no aim was set, the ratio is told all the same. */
	readonly aim: Aim | null;
}

/** At most `times` the reference, and `plusMs` more. */
export interface Aim {
	readonly times: number;
	readonly plusMs: number;
}

export interface Benchmark {
	/** What a filter on the command line is compared with. */
	readonly name: string;
	readonly measure: () => AsyncIterable<Measurement>;
}

export function isMet({ours, reference, aim}: Measurement): boolean {
	return aim === null || ours <= aim.times * reference.ms + aim.plusMs;
}

/** `3x`, `16 ms`, `1.5x + 16 ms`; `-` without one. */
export function aimText(aim: Aim | null): string {
	if (aim === null) {
		return '-';
	}

	const parts = [...(aim.times === 0 ? [] : [`${aim.times}x`]), ...(aim.plusMs === 0 ? [] : [`${aim.plusMs} ms`])];
	return parts.join(' + ');
}
