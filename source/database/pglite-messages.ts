import type {MessagePort} from 'node:worker_threads';

/** What the worker is started with; a null folder is a database in memory. */
export interface PgliteWorkerData {
	readonly folder: string | null;
}

/** `creating` runs initdb (about two seconds), `opening` takes over what is in the folder. */
export type PgliteStep = 'creating' | 'opening';

export type ToPglite =
	/** One client of the wire protocol. */
	| {readonly kind: 'connect'; readonly port: MessagePort}
	/** Shut down cleanly, with a checkpoint, and end the thread. */
	| {readonly kind: 'close'};

export type FromPglite =
	| {readonly kind: 'step'; readonly step: PgliteStep}
	| {readonly kind: 'ready'}
	| {readonly kind: 'failed'; readonly reason: string};
