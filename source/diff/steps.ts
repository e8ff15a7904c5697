/** Work that may take long, in parts of a few ms at 10,000 nodes: whoever has keys to answer does something else between them. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** All of it at once, or what is left of it. */
export function finish<Result>(steps: Steps<Result>): Result {
	for (;;) {
		const step = steps.next();
		if (step.done === true) {
			return step.value;
		}
	}
}

/** Nodes of a part: a few ms of reading what they say. */
const partLength = 200;

/** What becomes of each, some hundreds in a part. */
export function* mapInSteps<Item, Result>(items: readonly Item[], change: (item: Item) => Result): Steps<Result[]> {
	const changed: Result[] = [];
	for (const item of items) {
		changed.push(change(item));
		if (changed.length % partLength === 0) {
			yield;
		}
	}

	return changed;
}

