import type {IndexFinding, IndexHold, IndexVerdict} from '../advice/index-finding.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import type {Tone} from './line.ts';

/** What an index is, in a word or two for a column. */
export function verdictWord(verdict: IndexVerdict): string {
	switch (verdict.kind) {
		case 'invalid':
			return 'INVALID';
		case 'duplicate':
			return `same as ${sanitise(verdict.of)}`;
		case 'covered':
			return `begins ${sanitise(verdict.by)}`;
		case 'unused':
			return 'unused';
		case 'not yet':
			return 'no scan yet';
		case 'used':
			return 'used';
	}
}

/** Why it stays. */
export function holdWord(hold: IndexHold): string {
	switch (hold.kind) {
		case 'constraint':
			return hold.constraint;
		case 'uniqueness':
			return 'keeps rows unique';
		case 'replica identity':
			return 'replica identity';
		case 'foreign keys':
			return `${sanitise(hold.names[0] ?? 'a foreign key')}${hold.names.length > 1 ? ` and ${hold.names.length - 1} more` : ''} rests on it`;
	}
}

export function verdictTone({verdict, droppable}: IndexFinding): Tone {
	return verdict.kind === 'invalid' ? 'error' : droppable ? 'warn' : verdict.kind === 'used' ? 'plain' : 'dim';
}

/** `3 scans`, `3 scans, and 12 of planflip's own`. */
export function scansSentence({scans, ownScans}: IndexFinding): string {
	return `${formatCount(scans)} ${scans === 1 ? 'scan' : 'scans'}${ownScans === 0 ? '' : `, and ${formatCount(ownScans)} of planflip's own`}`;
}
