import type {StepEvent} from './step-event.ts';

type Of<Kind extends StepEvent['kind']> = Omit<Extract<StepEvent, {readonly kind: Kind}>, 'kind'>;

/** What a verb did, by the titles of its steps. */
export interface StepLog {
	readonly done: readonly string[];
	readonly skipped: readonly Of<'skipped'>[];
	/** --dry-run. */
	readonly would: readonly Of<'would'>[];
}

/** Goes through a verb to its end; `hear` is told of every event. */
export async function followSteps<R>(events: AsyncGenerator<StepEvent, R, void>, hear: (event: StepEvent) => void): Promise<{readonly result: R; readonly log: StepLog}> {
	const done: string[] = [];
	const skipped: Array<Of<'skipped'>> = [];
	const would: Array<Of<'would'>> = [];
	let next = await events.next();
	for (; next.done !== true; next = await events.next()) {
		const event = next.value;
		if (event.kind === 'done') {
			done.push(event.title);
		} else if (event.kind === 'skipped') {
			skipped.push({title: event.title, why: event.why});
		} else if (event.kind === 'would') {
			would.push({title: event.title, statements: event.statements});
		}

		hear(event);
	}

	return {result: next.value, log: {done, skipped, would}};
}
