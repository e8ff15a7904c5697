import type {Advice, Proposal} from '../../lab/advice/advice.ts';
import {savesSomething} from '../../lab/advice/saves-something.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {formatCount, formatPercent} from '../../text/quantity.ts';
import {measuredVerdict} from '../../view/measured-verdict.ts';
import {planOfRun, runBlocks} from '../../view/run-figures.ts';
import {writesClause} from '../../view/write-words.ts';

/** More queries than this are counted. */
const mostNamed = 3;

/** What a proposal gives and takes, in one sentence: of those who read it, first who is measured to be better off. */
export function proposalSentence({bytes, share, together, users, writes}: Proposal, {entries, proposals}: Pick<Advice, 'entries' | 'proposals'>): string {
	const executed = users.flatMap(name => {
		const delta = entries.find(entry => entry.name === name)?.delta ?? null;
		return delta === null ? [] : [{name, delta}];
	});
	const measured = executed.toSorted((a, b) => Number(savesSomething(b.delta)) - Number(savesSomething(a.delta))).flatMap(({name, delta}) => evidence(delta).map(words => `${name} ${words}`));
	const lost = writesClause(writes);
	return [
		`saves ${formatPercent(share)} of the cost`,
		...(together.length === 0 ? [] : [`together with ${together.map(name => sanitise(name)).join(' and ')}`]),
		measured.length === 0 ? `on cost alone, ${executed.length === 0 ? 'nothing measured' : 'measured to no end'}: read by ${few(users)}` : `${proposals.length > 1 ? 'measured with all proposals: ' : ''}${few(measured)}`,
		`takes ${bytes === null ? 'an unknown size' : formatBytes(bytes)}`,
		...(lost === '' ? [] : [lost]),
	].join('; ');
}

/** What the clock says beyond doubt; where it does not, the blocks, when they are fewer or more. */
function evidence(delta: NonNullable<Advice['entries'][number]['delta']>): readonly string[] {
	const {verdict, because} = measuredVerdict(delta);
	const [before, after] = [delta.baseline, delta.current].map(run => runBlocks(planOfRun(run)));
	return verdict === 'faster' || verdict === 'slower'
		? [because]
		: (before == null || after == null || before === after ? [] : [`${formatCount(before)} → ${formatCount(after)} blocks`]);
}

function few(words: readonly string[]): string {
	return words.length <= mostNamed ? words.join(', ') : `${words.slice(0, mostNamed).join(', ')} and ${words.length - mostNamed} more`;
}
