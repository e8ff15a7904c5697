import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../catalog/index-configuration.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {SqlValue} from '../database/session.ts';
import type {BoundParameter, Delta} from '../experiment/run.ts';
import type {IndexProposal} from '../experiment/propose-index.ts';
import type {ExportFormat} from '../migration/export-files.ts';
import type {Migration} from '../migration/migration.ts';
import type {CombineWish} from './combiner.ts';
import type {State} from './state.ts';
import type {StepsOrder} from './steps-overlay.ts';

/** What the reducer wants done outside: the controller does it and answers with actions. */
export type Command =
	| {
		readonly kind: 'try';
		readonly id: number;
		readonly entry: CatalogEntry;
		/** null: sample them first. */
		readonly parameters: readonly BoundParameter[] | null;
		readonly current: IndexConfiguration;
		readonly baseline: IndexConfiguration;
	}
	| {
		readonly kind: 'operate';
		readonly id: number;
		readonly operation: OperationEntry;
		/** null: sample them first. */
		readonly parameters: readonly BoundParameter[] | null;
		readonly current: IndexConfiguration;
		readonly baseline: IndexConfiguration;
		/** Waited after every statement, ms. */
		readonly rttMs: number;
	}
	| {
		readonly kind: 'sweep';
		readonly id: number;
		readonly entry: CatalogEntry;
		/** null: sample them first. */
		readonly parameters: readonly BoundParameter[] | null;
		readonly over: string | null;
		readonly asked: readonly SqlValue[];
		readonly indexes: IndexConfiguration;
	}
	| {readonly kind: 'cancel'}
	/** The connection is lost: the next try is now. */
	| {readonly kind: 'reconnect'}
	| {readonly kind: 'answer'; readonly yes: boolean}
	/** Consent to rung 5 was given; flip this index (if any) once it is in force. */
	| {readonly kind: 'allow blocking'; readonly flip: string | null}
	/** One more index to flip; it is flipped once it is known. */
	| {readonly kind: 'propose'; readonly proposal: IndexProposal}
	/** A proposed index is forgotten. */
	| {readonly kind: 'withdraw'; readonly key: string}
	/** The monitor was opened or closed: while it is open the counters are looked at again and again. */
	| {readonly kind: 'watch'; readonly on: boolean}
	/** The monitor's next look is now. */
	| {readonly kind: 'look'}
	| {readonly kind: 'steps'; readonly order: StepsOrder}
	| {readonly kind: 'export'; readonly order: ExportOrder}
	/** All combinations of the indexes are looked at while nothing else is tried. */
	| {readonly kind: 'combine'; readonly wish: CombineWish}
	| {readonly kind: 'copy'; readonly text: string}
	| {readonly kind: 'repaint'}
	| {readonly kind: 'suspend'}
	| {readonly kind: 'quit'; readonly code: number};

/** What separates the database from these indexes is waited for, found out, no longer of interest, or written. */
export type ExportOrder =
	/** Until nothing is measured. */
	| {readonly kind: 'wait'}
	| {readonly kind: 'decide'; readonly configuration: IndexConfiguration; readonly measured: readonly Delta[]}
	| {readonly kind: 'forget'}
	| {readonly kind: 'write'; readonly migration: Migration; readonly format: ExportFormat; readonly folder: string};

/** What is done in the open laboratory, by its crew. */
export type LaboratoryCommand = Exclude<Command, {kind: 'answer' | 'copy' | 'quit' | 'repaint' | 'steps' | 'suspend'}>;

/** A state and what is to be done about it. */
export interface Step {
	readonly state: State;
	readonly commands: readonly Command[];
}
