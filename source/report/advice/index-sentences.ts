import type {Advice, Removable, Staying} from '../../lab/advice/advice.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {heldWords} from '../../view/held-words.ts';

/** Why an index that is there could go, in one sentence. */
export function removableSentence({index: {bytes}, read, unasked}: Removable, {proposals}: Pick<Advice, 'proposals'>): string {
	const beside = proposals.length === 0 ? '' : ' beside the proposals';
	return `${read ? `read now, but${beside} no query of the catalogue costs more without it` : 'no query of the catalogue reads it'}; frees ${formatBytes(bytes)}${unasked.length === 0 ? '' : `; but ${unasked.map(name => sanitise(name)).join(', ')}, which ${unasked.length === 1 ? 'reads' : 'read'} its table, could not be looked at`}`;
}

/** Why one stays, in one sentence. */
export function stayingSentence({because}: Pick<Staying, 'because'>): string {
	switch (because.kind) {
		case 'needed':
			return because.by.length === 0 ? 'some queries of the catalogue cost more without it' : `without it ${because.by.join(', ')} would cost more`;
		case 'measured slower':
			return `no query costs more without it, but ${because.by.join(', ')} ${because.by.length === 1 ? 'was' : 'were'} measured slower`;
		case 'finds referring rows':
			return `nothing else finds by ${because.columns.map(name => sanitise(name)).join(', ')} the rows that refer to a deleted one`;
		case 'guards':
		case 'obstacle':
		case 'not read':
			return heldWords(because);
	}
}
