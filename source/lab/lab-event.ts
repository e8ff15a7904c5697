import type {Laboratory} from './laboratory.ts';

/** What happens until the laboratory is open. */
export type LabEvent =
	/** Work under way; fraction from 0 to 1, null when it cannot be told. */
	| {readonly kind: 'step'; readonly title: string; readonly fraction: number | null}
	/** Something the user should know, and nothing to wait for. */
	| {readonly kind: 'note'; readonly text: string}
	| {readonly kind: 'open'; readonly laboratory: Laboratory};
