import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {Bench} from './bench.ts';
import type {GrantBench} from './missing-grants.ts';
import {textsOf} from './texts-of.ts';
import {withGrants} from './with-grants.ts';

/** What is done with an entry; where a right to read ends it, the letter has the GRANTs of all that the entry reads. */
export async function * tellingGrants<Event>(bench: GrantBench & Pick<Bench, 'workbench'>, entry: CatalogEntry | OperationEntry, events: AsyncIterable<Event>): AsyncGenerator<Event, void, void> {
	try {
		yield * events;
	} catch (error) {
		throw await withGrants(bench, textsOf(entry), error);
	}
}
