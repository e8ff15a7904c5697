import type {Failure} from './advice.ts';

/** Some entries cannot be planned any more, under whichever indexes: what was found with them holds no longer, the others are judged anew. */
export class FailedEntries extends Error {
	readonly failures: readonly Failure[];

	constructor(failures: readonly Failure[]) {
		super(`${failures.map(({entry}) => entry).join(', ')} failed`);
		this.name = 'FailedEntries';
		this.failures = failures;
	}
}
