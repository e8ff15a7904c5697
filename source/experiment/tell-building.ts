import type {NamedIndexes} from './run.ts';
import type {Workbench} from './workbench.ts';

/** Tells which indexes are built before anything can be tried under them; nothing where they are there. */
export function * tellBuilding(workbench: Pick<Workbench, 'toBuild'>, {configuration}: NamedIndexes): Generator<{readonly kind: 'building'; readonly indexes: readonly string[]}, void, void> {
	const indexes = workbench.toBuild(configuration).map(({key}) => key);
	if (indexes.length > 0) {
		yield {kind: 'building', indexes};
	}
}
