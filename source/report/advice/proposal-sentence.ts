import type {Advice, Proposal, Removable} from '../../lab/advice/advice.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {formatPercent} from '../../text/quantity.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import {writesClause} from './write-words.ts';

/** What a proposal gives and takes, in one sentence. */
export function proposalSentence({bytes, share, together, users, writes}: Proposal, {entries}: Pick<Advice, 'entries'>): string {
	const measured = users.flatMap(name => {
		const delta = entries.find(entry => entry.name === name)?.delta ?? null;
		const verdict = delta === null ? null : measuredVerdict(delta);
		return verdict?.verdict === 'faster' || verdict?.verdict === 'slower' ? [`${name} ${verdict.because}`] : [];
	});
	const lost = writesClause(writes);
	return [
		`saves ${formatPercent(share)} of the cost`,
		...(together.length === 0 ? [] : [`together with ${together.map(name => sanitise(name)).join(' and ')}`]),
		...(measured.length > 0 ? [measured.join(', ')] : [`read by ${users.join(', ')}`]),
		`takes ${bytes === null ? 'an unknown size' : formatBytes(bytes)}`,
		...(lost === '' ? [] : [lost]),
	].join('; ');
}

export function removableSentence({index: {bytes}, read, writes}: Removable): string {
	const lost = writes?.operations.some(operation => operation.kind === 'measured' && operation.comparison.verdict === 'slower') === true ? writesClause(writes) : '';
	return [
		read ? 'read now, and no query of the catalogue costs more without it' : 'no query of the catalogue reads it',
		`frees ${formatBytes(bytes)}`,
		...(lost === '' ? [] : [`with it ${lost}`]),
	].join('; ');
}
