import type {OperationCost, WriteCost, WriteOperation} from '../../experiment/write-cost.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {formatPercent} from '../../text/quantity.ts';
import {formatRatio} from '../../text/ratio.ts';
import {type Line, span} from '../../view/line.ts';

export const operationNames: Readonly<Record<WriteOperation, string>> = {
	'insert': 'INSERT',
	'update indexed': 'UPDATE of its columns',
	'update other': 'UPDATE of others',
	'delete': 'DELETE',
};

/** Where only more than the double would have been found, the interval says nothing. */
const muchToDetect = 1;

/** `1.21x slower (1.15-1.28), WAL 45 kB → 60 kB, HOT 98 % → 0 %`: without the index, then with it. */
export function operationLine(cost: OperationCost): Line {
	if (cost.kind === 'not measured') {
		return [span(`not measured: ${sanitise(cost.because)}`, 'dim')];
	}

	const {comparison, walBytes, hot} = cost;
	const tone = comparison.verdict === 'slower' || comparison.verdict === 'faster' ? comparison.verdict : 'dim';
	return [
		span(comparison.verdict === 'cannot tell' && comparison.detectable > muchToDetect ? '~ cannot tell' : formatRatio(comparison), tone),
		...(walBytes === null ? [] : [span(`, WAL ${formatBytes(walBytes.without)} → ${formatBytes(walBytes.with)}`)]),
		...(hot === null ? [] : [span(`, HOT ${formatPercent(hot.without)} → ${formatPercent(hot.with)}`)]),
	];
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
