import type {Load} from '../../catalog/load.ts';
import type {LeftOut} from '../../harvest/left-out.ts';

/** A card of the catalogue that an import had to do with. */
export interface ImportedCard {
	readonly outcome: 'added' | 'updated' | 'unchanged';
	readonly name: string;
	/** In the catalogue's folder. */
	readonly file: string;
	readonly title: string;
	/** It changes rows. */
	readonly writes: boolean;
	/** null where nobody counted. */
	readonly load: Load | null;
	/** What the card said before; null for a new one, and one without counts. */
	readonly before: Load | null;
	/** Its parameters without a value: nobody knows one; or it was let go, as it looked like a secret. */
	readonly unknown: number;
	readonly withheld: number;
}

/** What an import did, or with --dry-run would do. */
export interface ImportReport {
	readonly folder: string;
	readonly dryRun: boolean;
	readonly sources: readonly string[];
	/** The dearest first. */
	readonly cards: readonly ImportedCard[];
	readonly leftOut: readonly LeftOut[];
	/** Plans of a log: how many there were, the runs that were kept, those that had been before, and those let go with a secret in them. */
	readonly plans: {readonly found: number; readonly kept: ReadonlyArray<{readonly id: string; readonly entry: string; readonly ms: number}>; readonly known: number; readonly withheld: number};
	/** What whoever reads it should know. */
	readonly notes: readonly string[];
}

export type ImportEvent =
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null}
	| {readonly kind: 'imported'; readonly report: ImportReport};
