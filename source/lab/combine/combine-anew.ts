import type {GoneIndex} from '../../view/gone-index.ts';
import type {Bench} from '../bench.ts';
import {IndexesWent} from '../indexes-went.ts';
import {withoutGone} from '../without-gone.ts';
import type {CombineEvent, CombineRequest} from './combine-events.ts';

export interface CombineAnewTools {
	readonly bench: Bench;
	readonly lookOver: () => Promise<void>;
	/** Once, with the indexes that were there when it began but for those that are gone; `again`: so often before. */
	readonly look: (request: CombineRequest, gone: readonly GoneIndex[], again: number) => AsyncGenerator<CombineEvent, void, void>;
}

/**
 * All combinations of the indexes that are still there when they have been looked at: where others drop one meanwhile, the database is looked over
 * and everything looked at again without it. What fails for that reason only is not told.
 */
export async function * combineAnew({bench, lookOver, look}: CombineAnewTools, request: CombineRequest): AsyncGenerator<CombineEvent, void, void> {
	const gone: GoneIndex[] = [];
	let {configuration} = request;
	for (let again = 0; ; again++) {
		let waiting: CombineEvent[] | null = [];
		try {
			for await (const event of look({...request, configuration}, gone, again)) {
				if (event.kind === 'found') {
					yield * waiting ?? [];
					waiting = null;
				}

				if (waiting !== null && (event.kind === 'failed' || event.kind === 'note')) {
					waiting.push(event);
				} else {
					yield event;
				}
			}

			return;
		} catch (error) {
			if (!(error instanceof IndexesWent) || request.signal.aborted) {
				yield * waiting ?? [];
				throw error;
			}

			const left = await withoutGone(bench, configuration, lookOver);
			gone.push(...left.gone);
			({configuration} = left);
			yield {kind: 'looked again'};
		}
	}
}
