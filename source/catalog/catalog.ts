import type {CatalogEntry, IndexDefinition, Preset} from './catalog-entry.ts';
import type {OperationEntry} from './operation-entry.ts';

/** Everything a folder of queries says. */
export interface Catalog {
	readonly kind: 'Catalog';
	/** The folder it was read from. */
	readonly folder: string;
	readonly entries: readonly CatalogEntry[];
	readonly operations: readonly OperationEntry[];
	readonly indexes: readonly IndexDefinition[];
	readonly presets: readonly Preset[];
}
