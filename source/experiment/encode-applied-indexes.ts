import {jsonText} from '../text/json-text.ts';
import type {AppliedIndexes} from './applied-indexes.ts';

/** Goes up when an older planflip would misread what a newer one writes. */
export const appliedVersion = 1;

/** The record of applied indexes as text for a file. Read by decodeAppliedIndexes. */
export function encodeAppliedIndexes({id, startedAt, database, identity, indexes}: AppliedIndexes): string {
	return `${jsonText({
		planflip: 'applied',
		version: appliedVersion,
		id,
		startedAt: startedAt.toISOString(),
		database: {label: database.label, key: database.key},
		identity,
		indexes: indexes.map(index => ({
			...index,
			begunAt: index.begunAt.toISOString(),
			builtAt: index.builtAt?.toISOString() ?? null,
			droppedAt: index.droppedAt?.toISOString() ?? null,
		})),
	}, '\t')}\n`;
}
