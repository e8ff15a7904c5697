import {formatBytes} from '../source/text/bytes.ts';
import {formatMs} from '../source/text/duration.ts';
import {formatCount, formatPercent} from '../source/text/quantity.ts';
import {alignColumns} from '../source/text/table.ts';
import {type Aim, type Duration, judge, type Measurement, type Quantity, type Share, type ShareAim} from './benchmark.ts';

/** What was measured, a table for each kind of measurement. */
export function tables(rows: readonly Measurement[]): string {
	return [durations(rows.filter(row => row.kind === 'duration')), shares(rows.filter(row => row.kind === 'share')), quantities(rows.filter(row => row.kind === 'quantity'))].filter(text => text !== '').join('\n\n');
}

function durations(rows: readonly Duration[]): string {
	const head = ['', 'ours', 'reference', '', 'ratio', 'aim', ''];
	const cells = rows.map(row => [
		row.what,
		formatMs(row.ours),
		formatMs(row.reference.ms),
		row.reference.what,
		ratioText(row.ours / row.reference.ms),
		aimText(row.aim),
		judge(row),
	]);
	return rows.length === 0 ? '' : alignColumns([head, ...cells], {align: ['left', 'right', 'right', 'left', 'right', 'right', 'left']}).join('\n');
}

function shares(rows: readonly Share[]): string {
	const head = ['', 'times', 'share', '95 % interval', 'aim', '', ''];
	const cells = rows.map(row => [
		row.what,
		`${row.rate.hits} of ${row.rate.of}`,
		formatPercent(row.rate.rate),
		`${formatPercent(row.rate.low)} to ${formatPercent(row.rate.high)}`,
		shareAimText(row.aim),
		judge(row),
		row.remark,
	]);
	return rows.length === 0 ? '' : alignColumns([head, ...cells], {align: ['left', 'right', 'right', 'right', 'right', 'left', 'left']}).join('\n');
}

function quantities(rows: readonly Quantity[]): string {
	const head = ['', 'ours', 'reference', '', 'ratio'];
	const told = (value: number, unit: Quantity['unit']) => unit === 'bytes' ? formatBytes(value) : `cost ${formatCount(Math.round(value))}`;
	const cells = rows.map(({what, unit, ours, reference}) => [what, told(ours, unit), told(reference.value, unit), reference.what, reference.value === 0 ? '-' : ratioText(ours / reference.value)]);
	return rows.length === 0 ? '' : alignColumns([head, ...cells], {align: ['left', 'right', 'right', 'left', 'right']}).join('\n');
}

/** Of what takes a hundredth, two decimals would be all zeros: `1/126`. */
function ratioText(ratio: number): string {
	return ratio < 0.1 ? `1/${Math.round(1 / ratio)}` : `${ratio.toFixed(2)}x`;
}

/** `3x`, `16 ms`, `1.5x + 16 ms`; `-` without one. */
function aimText(aim: Aim | null): string {
	if (aim === null) {
		return '-';
	}

	const parts = [...(aim.times === 0 ? [] : [`${aim.times}x`]), ...(aim.plusMs === 0 ? [] : [`${aim.plusMs} ms`])];
	return parts.join(' + ');
}

/** `at most 5 %`; `-` without one. */
function shareAimText(aim: ShareAim | null): string {
	return aim === null ? '-' : `${aim.kind} ${formatPercent(aim.share)}`;
}
