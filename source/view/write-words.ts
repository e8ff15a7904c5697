import {measuredOperation, type OperationCost, rowWalBytes, type WriteCost, type WriteOperation, writeOperations} from '../experiment/write-cost.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {formatBytes} from '../text/bytes.ts';
import {groupBy} from '../text/group-by.ts';
import {sanitise} from '../text/plain.ts';
import {formatPercent} from '../text/quantity.ts';
import {formatRatio} from '../text/ratio.ts';
import {type Line, type Span, span} from './line.ts';
import {sameWords} from './same-words.ts';

export const operationNames: Readonly<Record<WriteOperation, string>> = {
	'insert': 'INSERT',
	'update indexed': 'UPDATE of its columns',
	'update other': 'UPDATE of others',
	'delete': 'DELETE',
};

/** What both reports say of how it was measured. */
export const writeMethod = 'Writing is measured on a private copy of up to two thousand rows with the table\'s indexes, all of them against all but that one, in turns; the copy is made anew each time and taken back. It has no foreign keys, triggers and checks, so what those add to a write, with or without the index, is not in it.';

/** Where only more than the double would have been found, the interval says nothing. */
const muchToDetect = 1;

/** `1.21x slower (1.15-1.28), WAL 45 kB → 60 kB, HOT 98 % → 0 %`: without the index, then with it. */
export function operationLine(cost: OperationCost): Line {
	if (cost.kind === 'not measured') {
		return [span(`not measured: ${sanitise(cost.because)}`, 'dim')];
	}

	const {comparison, ms, walBytes, hot} = cost;
	return [
		span(saysNothing(comparison) ? '~ cannot tell' : formatRatio(comparison, sameWords(comparison, ms.without)), toneOf(comparison)),
		...(walBytes === null ? [] : [span(`, WAL ${formatBytes(walBytes.without)} → ${formatBytes(walBytes.with)}`)]),
		...(hot === null ? [] : [span(`, HOT ${formatPercent(hot.without)} → ${formatPercent(hot.with)}`)]),
	];
}

/** `1.31x (1.2-1.4)`: so many times as long with the index; `~ (0.93-1.2)` where it may be none; for a cell of a table. */
export function timesCell(cost: OperationCost | undefined): Span {
	if (cost?.kind !== 'measured') {
		return span('not measured', 'dim');
	}

	const {comparison} = cost;
	return span(saysNothing(comparison) ? '~' : comparison.verdict === 'slower' || comparison.verdict === 'faster' ? timesWords(comparison) : `~ (${intervalWords(comparison)})`, toneOf(comparison));
}

/** `98 % → 0 %`: HOT share of the updates of its columns, without it and with it. */
export function hotCell(cost: OperationCost | undefined): Span {
	const hot = cost?.kind === 'measured' ? cost.hot : null;
	return hot === null ? span('-', 'dim') : span(`${formatPercent(hot.without)} → ${formatPercent(hot.with)}`, forbidsHot(cost) ? 'worse' : 'plain');
}

/** What writing takes longer, logs, and does no more in place, as sentences to go on with; empty where nothing is known. */
export function writeSentences(cost: WriteCost | undefined): string {
	if (cost === undefined) {
		return '';
	}

	const slower = writeOperations.flatMap(operation => {
		const measured = measuredOperation(cost, operation);
		return measured?.comparison.verdict === 'slower' ? [{operation, words: timesWords(measured.comparison)}] : [];
	});
	const [first, ...others] = slower;
	const times = first === undefined ? '' : ` Every ${operationNames[first.operation]} ${prepositions[first.operation]} ${sanitise(cost.table)} takes ${first.words} with it${others.map(({operation, words}) => `, ${operationNames[operation]} ${words}`).join('')}.`;
	return `${times}${logSentence(rowWalBytes(cost))}${forbidsHot(measuredOperation(cost, 'update indexed') ?? undefined) ? ' Without it updates of its columns could be HOT.' : ''}`;
}

/** `writing: INSERT 1.31x (1.2-1.4), UPDATE of its columns ~, no HOT with it, 72 bytes of log a row`: for a line of the screen. */
export function writesLine(cost: WriteCost): Line {
	const [insert, update] = (['insert', 'update indexed'] as const).map(operation => measuredOperation(cost, operation));
	if (insert == null && update == null) {
		const [because] = cost.operations.flatMap(each => each.kind === 'not measured' ? [each.because] : []);
		return [span('writing: ', 'dim'), span(`not measured: ${sanitise(because ?? '')}`, 'dim')];
	}

	const bytes = rowWalBytes(cost);
	const clauses: readonly Line[] = [
		...[insert, update].flatMap(each => each == null ? [] : [[span(`${operationNames[each.operation]} `), timesCell(each)]]),
		...(forbidsHot(update ?? undefined) ? [[span('no HOT with it')]] : []),
		...(bytes === null ? [] : [[span(`${walText(bytes)} of log a row`)]]),
	];
	// A comma stays with what is before it, wherever the line is broken.
	const ended = ([...clause]: readonly Span[]): Line => {
		const last = clause.pop();
		return last === undefined ? [] : [...clause, {...last, text: `${last.text},`}, span(' ')];
	};
	return [span('writing: ', 'dim'), ...clauses.slice(0, -1).flatMap(clause => ended(clause)), ...clauses.at(-1) ?? []];
}

const prepositions: Readonly<Record<WriteOperation, string>> = {'insert': 'into', 'update indexed': 'in', 'update other': 'in', 'delete': 'from'};

function logSentence(bytes: number | null): string {
	if (bytes === null) {
		return '';
	}

	return bytes <= 0 ? ' New rows log nothing for it.' : bytes < 0.95 ? ` Few of the new rows log anything for it: ${walText(bytes)} a row.` : ` Each new row logs ${walText(bytes)} for it.`;
}

/** Write-ahead log for one new row, `72 bytes`; `-` where it was not measured. */
export function walText(bytes: number | null): string {
	return bytes === null ? '-' : bytes > 0 && bytes < 0.95 ? `${bytes < 0.05 ? '<0.1' : bytes.toFixed(1)} bytes` : formatBytes(Math.round(bytes));
}

/** Why write costs are not known, each reason once: with the indexes and operations where they differ. */
export function unwrittenSentences(costs: readonly WriteCost[]): readonly string[] {
	const missing = costs.flatMap(cost => [...groupBy(cost.operations.filter(each => each.kind === 'not measured'), ({because}) => because)].map(([because, some]) => ({
		because,
		index: cost.index,
		operations: some.length === cost.operations.length ? '' : some.map(({operation}) => operationNames[operation]).join(', '),
	})));
	return [...groupBy(missing, ({because, operations}) => JSON.stringify([because, operations])).values()].map(some => {
		const [{because, operations} = {because: '', operations: ''}] = some;
		const what = operations === '' ? 'Write cost' : operations;
		const whose = some.length === costs.length ? '' : `${operations === '' ? ' of' : ' with'} ${some.map(({index}) => sanitise(index)).join(', ')}`;
		return `${what}${whose} is not measured: ${sanitise(because)}.`;
	});
}

/** What writes lose, in a clause; empty where nothing was measured. */
export function writesClause(cost: WriteCost | null): string {
	const measured = (cost?.operations ?? []).flatMap(operation => operation.kind === 'measured' ? [operation] : []);
	const slower = measured.filter(({comparison: {verdict}}) => verdict === 'slower').map(({operation, comparison}) => `${operationNames[operation]} ${formatRatio(comparison)}`);
	if (measured.length === 0 || slower.length > 0) {
		return slower.join(', ');
	}

	if (measured.every(({comparison: {verdict}}) => verdict !== 'cannot tell')) {
		return 'no write is slower';
	}

	const logs = measured.flatMap(({operation, walBytes}) => walBytes === null || walBytes.with === walBytes.without ? [] : [`${operationNames[operation]} ${formatBytes(walBytes.without)} → ${formatBytes(walBytes.with)}`]);
	return `what writes lose in time cannot be told here now${logs.length === 0 ? '' : `, WAL of ${logs.join(', ')}`}`;
}

function saysNothing({verdict, detectable, ratio}: Comparison): boolean {
	return verdict === 'cannot tell' && (!(detectable <= muchToDetect) || !Number.isFinite(ratio.low) || !Number.isFinite(ratio.high));
}

function toneOf({verdict}: Comparison): Span['tone'] {
	return verdict === 'slower' || verdict === 'faster' ? verdict : 'dim';
}

/** Most updates found room beside the old row without it, and few do with it. */
function forbidsHot(cost: OperationCost | undefined): boolean {
	return cost?.kind === 'measured' && cost.hot !== null && cost.hot.without > 0.5 && cost.hot.with < 0.5;
}

function timesWords(comparison: Comparison): string {
	return `${times(1 / comparison.ratio.value, 3)}x (${intervalWords(comparison)})`;
}

function intervalWords({ratio: {low, high}}: Comparison): string {
	return `${times(1 / high, 2)}-${times(1 / low, 2)}`;
}

function times(value: number, digits: number): string {
	return value >= 100 ? String(Math.round(value)) : value.toPrecision(digits);
}
