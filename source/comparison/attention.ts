import type {MeasuredTable} from '../experiment/measurement.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatBytes} from '../text/bytes.ts';
import {formatCount} from '../text/quantity.ts';
import type {IndexAdoption} from './index-adoption.ts';
import type {OperationComparison} from './operation-comparison.ts';
import {slowedText} from './slowed-text.ts';
import type {StatementComparison} from './statement-comparison.ts';

export type AttentionKind = 'regression' | 'other answer' | 'stopped' | 'more blocks' | 'sequential scan' | 'slow' | 'high reads' | 'harmful index' | 'useless index' | 'undecided index' | 'invalid index';

/** Something in the numbers that somebody should look at. */
export interface Attention {
	readonly kind: AttentionKind;
	/** The query, operation or index. */
	readonly subject: string;
	/** What is so, with the numbers. */
	readonly text: string;
}

/** ms: planning and execution together that a user begins to notice, several to a page. */
export const slowMs = 50;
/** Rows: a table that is worth an index. */
export const largeTable = 10_000;
/** Blocks of 8 kB for one execution: 8 MB. */
export const highReads = 1000;
/** How many times the blocks count as a loss that the clock does not show. */
const moreBlocks = 1.2;

export interface Compared {
	readonly statements: readonly StatementComparison[];
	readonly operations: readonly OperationComparison[];
	readonly adoptions: readonly IndexAdoption[];
	readonly tables: readonly MeasuredTable[];
}

/** The worst first: what answers wrongly, what became slower, what is slow, what is in vain. */
export function attentionOf({statements, operations, adoptions, tables}: Compared): readonly Attention[] {
	return [
		...operations.flatMap(operation => otherAnswers(operation)),
		...[...statements, ...operations].flatMap(one => regression(one)),
		...statements.flatMap(one => [...stopped(one), ...lostBlocks(one), ...sequentialScans(one, tables), ...slow(one), ...reads(one)]),
		...adoptions.flatMap(adoption => harmful(adoption)),
		...adoptions.flatMap(adoption => vain(adoption)),
	];
}

function otherAnswers({entry, rewrites}: OperationComparison): readonly Attention[] {
	return rewrites.flatMap(({name, equivalence}) => equivalence.kind === 'different'
		? [{kind: 'other answer' as const, subject: entry.name, text: `${sanitise(name)} does not answer as the chain does (${equivalence.because.join('; ')}): it is no replacement, however fast.`}]
		: []);
}

function regression({entry, verdict}: StatementComparison | OperationComparison): readonly Attention[] {
	return verdict?.verdict === 'slower' ? [{kind: 'regression', subject: entry.name, text: `slower beyond doubt: ${verdict.because}.`}] : [];
}

function stopped({entry, after}: StatementComparison): readonly Attention[] {
	const ms = after?.run.timedOutMs ?? null;
	return ms === null ? [] : [{kind: 'stopped', subject: entry.name, text: `did not finish within ${formatMs(ms)}.`}];
}

function lostBlocks({entry, before, after, verdict, basis}: StatementComparison): readonly Attention[] {
	const [was, is] = [before?.blocks ?? null, after?.blocks ?? null];
	return basis !== 'none' && verdict?.verdict !== 'slower' && was !== null && is !== null && is > was && is >= moreBlocks * was
		? [{kind: 'more blocks', subject: entry.name, text: `touches ${formatCount(is)} blocks instead of ${formatCount(was)}, though the clock does not show it.`}]
		: [];
}

function sequentialScans({entry, after}: StatementComparison, tables: readonly MeasuredTable[]): readonly Attention[] {
	const scans = (after?.plan?.nodes ?? []).filter(({nodeType, executed}) => nodeType === 'Seq Scan' && executed !== false);
	return tables.flatMap(({schema, name, rows, bytes}) => rows !== null && rows >= largeTable && scans.some(scan => scan.relation === name && (scan.schema ?? schema) === schema)
		? [{kind: 'sequential scan' as const, subject: entry.name, text: `reads all of ${sanitise(name)}: ${formatCount(rows)} rows, ${formatBytes(bytes)}.`}]
		: []);
}

function slow({entry, after}: StatementComparison): readonly Attention[] {
	const ms = after?.totalMs ?? null;
	return ms !== null && ms > slowMs ? [{kind: 'slow', subject: entry.name, text: `takes ${formatMs(ms)}, planning included.`}] : [];
}

function reads({entry, after}: StatementComparison): readonly Attention[] {
	const blocks = after?.blocks ?? null;
	return blocks !== null && blocks > highReads ? [{kind: 'high reads', subject: entry.name, text: `touches ${formatCount(blocks)} blocks each time, ${formatBytes(blocks * 8192)}.`}] : [];
}

/** Also one that saves elsewhere: somebody must weigh the two. */
function harmful(adoption: IndexAdoption): readonly Attention[] {
	const slowed = slowedText(adoption);
	return slowed === '' ? [] : [{kind: 'harmful index', subject: adoption.index.name, text: `${slowed}${adoption.verdict === 'saves' ? ', though it saves elsewhere' : ''}.`}];
}

function vain({index, verdict, uses}: IndexAdoption): readonly Attention[] {
	if (verdict === 'not valid') {
		return [{kind: 'invalid index', subject: index.name, text: 'is not valid: its CREATE INDEX CONCURRENTLY failed. It costs every write, and nothing uses it.'}];
	}

	const users = uses.map(({comparison}) => comparison.entry.name).join(', ');
	if (verdict === 'cannot tell') {
		return [{kind: 'undecided index', subject: index.name, text: `is chosen by ${users}, and ${uses.some(({blocks}) => blocks !== null) ? 'saves no blocks; of its time' : 'of its blocks and its time'} nothing can be told.`}];
	}

	const untold = uses.filter(({told}) => !told).map(({comparison}) => comparison.entry.name).join(', ');
	return verdict === 'saves nothing' ? [{kind: 'useless index', subject: index.name, text: `is chosen by ${users}, and saves neither blocks nor time${untold === '' ? '' : ` (of ${untold} time cannot tell)`}.`}] : [];
}
