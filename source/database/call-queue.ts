/** How long it may take to roll back (ms). */
const undoMs = 10_000;

/** A call from when it is made until it is answered; the first one is the one that runs. */
export interface Call {
	/** The connection has it. */
	started: boolean;
	/** By cancel(). */
	stopped: boolean;
	/** Takes back what calls before it did: never stopped, and when it fails the connection goes. */
	readonly undoes: boolean;
	/** The connection is given up when there is no answer within this time (ms); null: it is waited for. */
	readonly limitMs: number | null;
	/** The connection it was made for. */
	readonly generation: number;
	readonly settled: Promise<void>;
}

/** The calls of a session: each starts when the one before it ended, however it ended. */
export class CallQueue {
	readonly #calls: Call[] = [];
	#tail: Promise<void> = Promise.resolve();
	#limitMs: number | null = null;

	/** What runs, or is about to. */
	get first(): Call | undefined {
		return this.#calls[0];
	}

	add<T>({generation, undoes}: Pick<Call, 'generation' | 'undoes'>, perform: (call: Call) => Promise<T>): Promise<T> {
		let settle = ignore;
		const settled = new Promise<void>(resolve => {
			settle = resolve;
		});
		const call: Call = {started: false, stopped: false, undoes, limitMs: undoes ? undoMs : this.#limitMs, generation, settled};
		this.#calls.push(call);
		const result = this.#tail.then(() => perform(call)).finally(() => {
			this.#calls.shift();
			settle();
		});
		this.#tail = result.then(ignore, ignore);
		return result;
	}

	/** Calls added while this work is done have this limit (ms). */
	async limited<T>(ms: number, work: () => Promise<T>): Promise<T> {
		const before = this.#limitMs;
		this.#limitMs = ms;
		try {
			return await work();
		} finally {
			this.#limitMs = before;
		}
	}

	/** When all calls made so far have ended. */
	async ended(): Promise<void> {
		await this.#tail;
	}
}

function ignore(): void {
	// Whoever made the call hears of its end.
}
