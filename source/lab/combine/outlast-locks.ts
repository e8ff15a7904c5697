import {LockBusyError} from '../../experiment/lock-busy.ts';

/** All at once; what a lock of others refused once more, when everything else is done. */
export async function outlastLocks<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<ReadonlyArray<PromiseSettledResult<R>>> {
	const first = await Promise.allSettled(items.map(async item => work(item)));
	const refused = items.flatMap((item, at) => {
		const result = first[at];
		return result?.status === 'rejected' && result.reason instanceof LockBusyError ? [{item, at}] : [];
	});
	const again = await Promise.allSettled(refused.map(async ({item}) => work(item)));
	const later = new Map(refused.map(({at}, nth) => [at, again[nth]]));
	return first.map((result, at) => later.get(at) ?? result);
}
