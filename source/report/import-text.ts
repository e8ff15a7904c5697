import {leftOutWords} from '../harvest/left-out.ts';
import type {ImportedCard, ImportReport} from '../lab/import/import-report.ts';
import {wrap} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount, formatPercent} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';

const head = ['', 'query', 'calls', 'total', 'share', 'title'] as const;

/** `planflip import`: each card with what it costs, then what was left out and why, then the plans. */
export function importText({folder, dryRun, sources, cards, leftOut, plans, notes}: ImportReport, width: number): string {
	const paragraph = (text: string) => wrap(sanitise(text), width);
	const item = (text: string) => wrap(sanitise(text), width - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`);
	const section = (title: string, lines: readonly string[]) => lines.length === 0 ? [] : ['', title, ...lines];
	return [
		...paragraph(`${dryRun ? 'Would import' : 'Imported'} from ${sources.join(', ')} into ${folder}: ${countsOf(cards)}`),
		...section('cards', tableOf(cards.filter(({outcome}) => outcome !== 'unchanged'))),
		...section('left out', leftOut.flatMap(({reason, count, examples}) => [...item(`${formatCount(count)} ${leftOutWords[reason]}`), ...examples.flatMap(example => paragraph(`  ${example}`))])),
		...section('plans', plansText(plans, dryRun, folder).flatMap(text => paragraph(text))),
		...section('notes', [...notes, ...valuesText(cards)].flatMap(text => item(text))),
	].join('\n');
}

function countsOf(cards: readonly ImportedCard[]): string {
	const count = (wanted: ImportedCard['outcome']) => cards.filter(({outcome}) => outcome === wanted).length;
	const [added, updated, unchanged] = [count('added'), count('updated'), count('unchanged')];
	return [
		`${added} new ${added === 1 ? 'card' : 'cards'}`,
		...(updated === 0 ? [] : [`${updated} with new counts (whatever else stands on ${updated === 1 ? 'it' : 'them'} stays)`]),
		...(unchanged === 0 ? [] : [`${unchanged} there already`]),
	].join(', ');
}

function tableOf(cards: readonly ImportedCard[]): readonly string[] {
	const total = cards.reduce((sum, {load}) => sum + (load?.totalMs ?? 0), 0);
	const rows = cards.map(({outcome, name, load, title, writes}) => [
		outcome === 'added' ? '+' : '~',
		sanitise(name),
		load === null ? '-' : formatCount(load.calls),
		formatMs(load?.totalMs ?? null),
		load?.totalMs == null || total === 0 ? '-' : formatPercent(load.totalMs / total),
		`${writes ? '[writes] ' : ''}${sanitise(title)}`,
	]);
	return rows.length === 0 ? [] : alignColumns([head, ...rows], {align: ['left', 'left', 'right', 'right', 'right', 'left']});
}

function plansText({found, kept, known, withheld}: ImportReport['plans'], dryRun: boolean, folder: string): readonly string[] {
	const [first] = kept;
	return found === 0 ? [] : [[
		`${formatCount(found)} in the log; ${kept.length} ${dryRun ? 'would be' : 'were'} kept as runs, of each statement every different plan once, its slowest execution`,
		...(known === 0 ? [] : [`${known} had been kept before`]),
		...(withheld === 0 ? [] : [`${withheld} let go, as what looks like a secret is in them`]),
	].join('; '), ...(first === undefined || dryRun ? [] : [`planflip runs show ${first.id} shows one; after planflip run ${first.entry} --catalog ${folder}, planflip diff ${first.id} latest compares it with what is measured here`])];
}

function valuesText(cards: readonly ImportedCard[]): readonly string[] {
	const sum = (of: (card: ImportedCard) => number) => cards.reduce((total, card) => total + (card.outcome === 'added' ? of(card) : 0), 0);
	const [unknown, withheld] = [sum(card => card.unknown), sum(card => card.withheld)];
	return [
		...(withheld === 0 ? [] : [`${withheld} ${withheld === 1 ? 'value' : 'values'} that ${withheld === 1 ? 'looks' : 'look'} like a secret ${withheld === 1 ? 'is' : 'are'} not on the cards.`]),
		...(unknown === 0 ? [] : [`${unknown} ${unknown === 1 ? 'parameter has' : 'parameters have'} no value: such a query is planned without it (PostgreSQL 16) until its card says one.`]),
	];
}
