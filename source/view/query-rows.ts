import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import type {OperationEntry} from '../catalog/operation-entry.ts';
import type {OperationRun} from '../experiment/operation-run.ts';
import type {Delta} from '../experiment/run.ts';
import type {Comparison} from '../statistics/comparison.ts';
import {formatFactor} from '../text/quantity.ts';
import {sanitise as plain} from '../text/plain.ts';
import {justifyLine, lineWidth} from './fit-line.ts';
import {type Line, span, type Span} from './line.ts';
import {bestRewrite, wrongAnswers} from './operation-figures.ts';
import {statementFormula} from './statement-count.ts';
import {verdictTone} from './timing-rows.ts';

/** Queries or operations that contain every word of the filter, letters' case aside: those whose title has them first, then those that mention them. */
export function filterCards<Card extends CatalogEntry | OperationEntry>(cards: readonly Card[], filter: string): readonly Card[] {
	const words = filter.toLowerCase().split(/\s+/).filter(word => word !== '');
	const has = (text: string) => words.every(word => text.toLowerCase().includes(word));
	const called = cards.filter(({title, name}) => has(`${title} ${name}`));
	const mentioned = cards.filter(card => !called.includes(card) && has(`${card.title} ${card.name} ${card.why} ${card.frequency ?? ''} ${textOf(card)}`));
	return [...called, ...mentioned];
}

/** Statements; operations are found by what they are, too. */
function textOf(card: CatalogEntry | OperationEntry): string {
	return card.kind === 'QueryEntry' ? card.sql : `operation ${[card.chain, ...card.rewrites].flatMap(({name, steps}) => [name, ...steps.map(({sql}) => sql)]).join(' ')}`;
}

/** Title, and the last delta measured for it. */
export function queryLine(entry: CatalogEntry, shown: boolean, delta: Delta | null, width: number): Line {
	return justifyLine(
		[span(shown ? '● ' : '  ', 'key'), span(plain(entry.title), shown ? 'strong' : 'plain')],
		deltaMark(delta),
		width,
	);
}

function deltaMark(delta: Delta | null): readonly Span[] {
	const comparison = delta?.comparison ?? null;
	return comparison === null ? [] : [ratioMark(comparison)];
}

/** Title, statements before and after, and what the best rewrite gains; loud where one answers otherwise. */
export function operationLine({title, chain, rewrites}: OperationEntry, shown: boolean, run: OperationRun | null, width: number): Line {
	const counts = `${shortFormula(chain)} → ${rewrites.map(route => shortFormula(route)).filter((each, at, all) => all.indexOf(each) === at).join(', ')}`;
	const name: Line = [span(shown ? '● ' : '  ', 'key'), span(plain(title), shown ? 'strong' : 'plain')];
	const mark = run === null ? [] : operationMark(run);
	const whole: Line = [...name, span(`  ${counts}`, 'dim')];
	return justifyLine(lineWidth([...whole, ...mark]) > width ? name : whole, mark, width);
}

/** `3`, `1 + 2N`. */
function shortFormula(route: OperationEntry['chain']): string {
	return statementFormula(route).replace(/ statements?$/, '');
}

function operationMark(run: OperationRun): readonly Span[] {
	if (wrongAnswers(run).length > 0) {
		return [span(' DIFFERS', 'error')];
	}

	const best = bestRewrite(run);
	return best === null ? [] : [ratioMark(best.comparison)];
}

function ratioMark(comparison: Comparison): Span {
	const {verdict, ratio} = comparison;
	const sign = {'faster': '▲', 'slower': '▼', 'no difference': '=', 'cannot tell': '~'}[verdict];
	const factor = verdict === 'faster' ? formatFactor(ratio.value) : (verdict === 'slower' ? formatFactor(1 / ratio.value) : '');
	return span(` ${sign}${factor}`, verdictTone(comparison));
}
