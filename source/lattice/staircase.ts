/** Pairs of numbers none of which is at most another in both: the more of the first, the less of the second. */
export class Staircase {
	/** By the first, ascending. */
	readonly #steps: Array<readonly [first: number, second: number]> = [];

	/** Whether one of them is at most these two. */
	beats(first: number, second: number): boolean {
		const step = this.#steps[this.#after(first) - 1];
		return step !== undefined && step[1] <= second;
	}

	add(first: number, second: number): void {
		const at = this.#steps.findIndex(step => step[0] >= first);
		const from = at < 0 ? this.#steps.length : at;
		let to = from;
		while ((this.#steps[to]?.[1] ?? Number.NEGATIVE_INFINITY) >= second) {
			to++;
		}

		this.#steps.splice(from, to - from, [first, second]);
	}

	/** How many have at most that much of the first. */
	#after(first: number): number {
		let [low, high] = [0, this.#steps.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#steps[middle]?.[0] ?? Number.POSITIVE_INFINITY) <= first) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	}
}
