import {withoutOnly} from '../catalog/without-only.ts';
import type {IndexCard} from '../catalog/write-indexes.ts';
import type {UniverseIndex} from '../experiment/index-universe.ts';
import type {CatalogDraft} from './catalog-draft.ts';

/** The one preset of a draft. */
export const draftPreset = 'baseline';

/** What indexes.sql is to say of the indexes that there are. Those that back a constraint, and the parts of a partitioned table's, come with their tables. */
export function draftIndexes(indexes: readonly UniverseIndex[]): Pick<CatalogDraft, 'indexes' | 'leftOut'> {
	const own = indexes.filter(({built, constraint, parentOid}) => built && constraint === null && parentOid === null);
	return {
		indexes: own.filter(({valid}) => valid).map((index): IndexCard => ({
			name: index.name,
			why: index.why ?? `Was there: ${shapeOf(index)} on ${index.table}.`,
			priority: index.priority,
			presets: [draftPreset],
			sql: withoutOnly(index.definition),
		})),
		leftOut: own.filter(({valid}) => !valid).map(({name, table}) => ({what: `index ${name} on ${table}`, why: 'it is INVALID: a build that failed left it, or one is under way'})),
	};
}

function shapeOf({unique, method, predicate, include, columns}: UniverseIndex): string {
	return [
		...(unique ? ['unique'] : []),
		...(predicate === null ? [] : ['partial']),
		...(include.length === 0 ? [] : ['covering']),
		method,
		`of ${columns.length === 1 ? 'one key' : `${columns.length} keys`}`,
	].join(' ');
}
