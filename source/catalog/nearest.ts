/**
 * The candidate that someone who wrote `word` most likely meant: the one that contains it, or the one reached with the
 * fewest insertions, deletions, replacements and swapped neighbours (at most a third of the word). Case is ignored.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
	const wanted = word.toLowerCase();
	let best: string | null = null;
	let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of candidates) {
		const edits = distance(wanted, candidate.toLowerCase());
		if (edits < fewest) {
			fewest = edits;
			best = candidate;
		}
	}

	return best ?? (wanted.length < 3 ? null : candidates.find(candidate => candidate.toLowerCase().includes(wanted)) ?? null);
}

/** `Did you mean "x"? ` (with its trailing space), or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
	const suggestion = nearest(word, candidates);
	return suggestion === null ? '' : `Did you mean "${suggestion}"? `;
}

function distance(a: string, b: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({length: b.length + 1}, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			current.push(Math.min(
				(last[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(last[column - 1] ?? 0) + (same ? 0 : 1),
				swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
			));
		}

		beforeLast = last;
		last = current;
	}

	return last[b.length] ?? 0;
}
