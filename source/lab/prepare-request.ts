import type {Catalog} from '../catalog/catalog.ts';
import type {ConnectionTarget} from '../database/connection-target.ts';
import type {RungNumber} from '../experiment/rung.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {Scale} from '../workload/scale.ts';

/** What decides which database is opened, and how far planflip may go in it. */
export interface PrepareRequest {
	/** null: the embedded database. */
	readonly target: ConnectionTarget | null;
	/** What is explored. */
	readonly catalog: Catalog;
	/** The built-in catalogue: what The Copy is made of, whatever explores it. */
	readonly shipped: Catalog;
	readonly scale: Scale;
	readonly seed: number;
	/** Without a target: the embedded database that the steps share, instead of a copy of the kept one. */
	readonly persistent: boolean;
	/** Rebuild the embedded database. */
	readonly fresh: boolean;
	readonly disposable: boolean;
	readonly allowBlocking: boolean;
	readonly rung: RungNumber | null;
	readonly workerUrl: URL;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly home: string;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
	/** Where runs are kept; null with --no-history. */
	readonly history: RunHistory | null;
	/** Consent to create tables in a server's database. */
	readonly ask: (question: string) => Promise<boolean>;
	readonly signal: AbortSignal;
}
