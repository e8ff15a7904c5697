import type {Preset} from '../catalog/catalog-entry.ts';
import type {Card} from '../catalog/write-card.ts';
import type {IndexCard} from '../catalog/write-indexes.ts';
import type {LeftOut} from '../harvest/left-out.ts';

/** A catalogue as a live database suggests it, before anything is written. */
export interface CatalogDraft {
	/** Where the queries come from. */
	readonly source: 'pg_stat_statements' | 'tables';
	/** Each was planned on the database. */
	readonly cards: readonly Card[];
	readonly presets: ReadonlyArray<Pick<Preset, 'name' | 'why'>>;
	/** Those that back no constraint. */
	readonly indexes: readonly IndexCard[];
	/** What there is and could not be taken: its beginning, and why. */
	readonly leftOut: ReadonlyArray<{readonly what: string; readonly why: string}>;
	/** What pg_stat_statements counted besides, and no catalogue is for: the settings of sessions, planflip's own and the like. */
	readonly passedOver: readonly LeftOut[];
	/** What is missing, and what would lift it. */
	readonly notes: readonly string[];
}

export type DraftEvent =
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null}
	| {readonly kind: 'drafted'; readonly draft: CatalogDraft};
