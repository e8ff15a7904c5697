import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {ServerFacts} from '../database/server-facts.ts';
import type {Session} from '../database/session.ts';
import type {BoundParameter, NamedIndexes} from './run.ts';
import type {Rung} from './rung.ts';
import type {Workbench} from './workbench.ts';

/** Everything that trying an operation takes. */
export interface OperationRequest {
	readonly session: Session;
	readonly workbench: Workbench;
	readonly rung: Rung;
	/** Others wait for the end of each transaction: rung 5, unless nothing is flipped. */
	readonly blocks: boolean;
	readonly facts: ServerFacts;
	readonly operation: OperationEntry;
	/** The usual values, measured; and those of each case, under which the answers are compared too. */
	readonly parameters: readonly BoundParameter[];
	readonly cases: ReadonlyArray<{readonly name: string; readonly parameters: readonly BoundParameter[]}>;
	readonly indexes: NamedIndexes;
	/** What to compare with, in turns; null measures one configuration alone. */
	readonly baseline: NamedIndexes | null;
	/** Waited after every statement, ms. */
	readonly rttMs: number;
	readonly wait: (ms: number) => Promise<void>;
	/** Fixed number of rounds instead of the sequential looks. */
	readonly rounds?: number | undefined;
	readonly signal: AbortSignal;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
}
