import type {HeldBecause} from '../experiment/choose-toggles.ts';
import {sanitise} from '../text/plain.ts';

/** Why an index is not judged but taken as it is. `unasked`: entries that read its table and could not be looked at. */
export function heldWords(because: HeldBecause, unasked: readonly string[] = []): string {
	switch (because.kind) {
		case 'guards':
			return sanitise(because.what);
		case 'obstacle':
			return `cannot be switched: ${sanitise(because.reason)}`;
		case 'not read':
			return unasked.length === 0
				? 'not judged: no query that could be looked at reads its table'
				: `not judged: only ${unasked.map(name => sanitise(name)).join(', ')} ${unasked.length === 1 ? 'reads' : 'read'} its table, and could not be looked at: whether it can go is not known`;
	}
}
