import {configurationOf, type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import type {Choice} from '../lattice/choice.ts';
import {dominantEntry} from '../lattice/dominant-entry.ts';
import type {FrontPoint} from '../lattice/front.ts';
import type {IndexWorth} from '../lattice/index-worth.ts';
import {allOf, type Mask, positionsOf} from '../lattice/mask.ts';
import {worstUnder} from '../lattice/worst-entry.ts';
import {formatBytes} from '../text/bytes.ts';
import {cellWidth} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {many} from '../text/many.ts';
import {sanitise} from '../text/plain.ts';
import {someOf} from '../text/some-of.ts';
import type {Combinations} from '../view/combinations.ts';
import {countEntries} from '../view/count-entries.ts';
import {lineWidth} from '../view/fit-line.ts';
import {goneSentences} from '../view/gone-index.ts';
import {frontChart} from '../view/front-chart.ts';
import {dominantSentence, doubtSentence, namesOf, stakeMark, timesText, verdictSentence, wishWords} from '../view/lattice-words.ts';
import {type Line, span} from '../view/line.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {planGist} from '../view/plan-gist.ts';
import {columnLetter, matrixColumns, matrixHeader, matrixLegend, matrixLine} from '../view/stake-matrix.ts';
import {sortWorths} from '../view/worth-order.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {walText, writesLine} from '../view/write-words.ts';
import {layout} from './layout.ts';
import {shownPlan} from './select.ts';
import type {LatticeOverlay} from './overlay.ts';
import type {State} from './state.ts';

/** The rows of the pane in their order. */
export interface LatticeView {
	readonly top: readonly Line[];
	/** The matrix's, one for each index; none where the chart is shown, which is in `top`. */
	readonly rows: readonly Line[];
	/** Rows of the matrix that the pane has room for. */
	readonly room: number;
	/** Of what is under the cursor. */
	readonly card: readonly Line[];
	readonly keys: Line;
}

const longestCard = 6;

export function latticeView(state: State, overlay: LatticeOverlay, combinations: Combinations): LatticeView {
	const {body} = layout(state.size, null);
	const width = body.width - 4;
	const height = body.height - 2;
	const head = [...headLines(combinations, width).slice(0, Math.floor(height / 4)), [], tabs(overlay, combinations, width)];
	if (overlay.view === 'matrix') {
		const columns = matrixColumns(combinations, overlay.column, width);
		const top = [...head, matrixHeader(combinations, columns, overlay.column)];
		const card = matrixCard(overlay, combinations, width).slice(0, longestCard);
		return {
			top,
			rows: worths(combinations, overlay).map(worth => matrixLine(worth, combinations, columns)),
			room: Math.max(1, height - top.length - card.length - 2),
			card,
			keys: keysLine(overlay),
		};
	}

	const {points} = combinations.lattice.front;
	const card = frontCard(state, overlay, combinations, width).slice(0, longestCard);
	const room = Math.max(5, height - head.length - card.length - 2);
	return {top: [...head, ...frontChart(points, {cursor: overlay.point, width, height: room, allCost: combinations.lattice.all.cost})], rows: [], room: 0, card, keys: keysLine(overlay)};
}

export function worths({lattice: {indexes}}: Combinations, {sort}: LatticeOverlay): readonly IndexWorth[] {
	return sortWorths(indexes, sort);
}

/** A mask of the combinations, as a configuration of the screen. */
export function configurationUnder({lattice: {toggles}, all: {configuration}}: Combinations, on: Mask): IndexConfiguration {
	const off = new Set(positionsOf(allOf(toggles.length) & ~on).map(position => toggles[position]?.key));
	return configurationOf([...configuration.on].filter(key => !off.has(key)));
}

function headLines({lattice, entries, effort, weights, failed, gone, held, measured, notes}: Combinations, width: number): readonly Line[] {
	const count = lattice.toggles.length;
	const claim = lattice.claim === 'every combination' ? '' : 'table by table: too many to be enumerated together; ';
	const [same] = lattice.choices;
	const dominant = dominantEntry(lattice.entries);
	const standing = held.filter(({index}) => index.built).length;
	const spare = same === undefined ? 0 : positionsOf(same.off).length;
	return [
		[span(`${many(2 ** count, 'combination')} of ${many(count, 'index', 'indexes')} for ${countEntries(entries)} by ${weights.basis}: ${claim}${many(effort.explains, 'EXPLAIN')}, ${formatMs(effort.ms)}`)],
		...(measured === null ? [] : [[span(measuredSummary(measured))]]),
		...(dominant === null ? [] : [[span(dominantSentence(dominant, lattice.each), 'warn' as const)]]),
		...(same === undefined || spare === 0 ? [[span('Each is read by some plan.')]] : spareLines(same, lattice, width)),
		...goneSentences(gone).map((text): Line => [span(text, 'warn')]),
		...failed.map(({entry, lines}): Line => [span(`${sanitise(entry)} could not be looked at: `, 'warn'), span(sanitise(lines[0] ?? ''), 'dim')]),
		...(standing === 0 ? [] : [[span(`${standing} more ${standing === 1 ? 'stays' : 'stay'} in every one: guarding rows, not read, or not switchable here`, 'dim')]]),
		...notes.map((note): Line => [span(sanitise(note), 'warn')]),
	].flatMap(line => wrapLine(line, width).slice(0, 2));
}

/** What can go; its names beside the sentence, or below it. */
function spareLines({off, bytes}: Choice, {toggles, all}: Combinations['lattice'], width: number): readonly Line[] {
	const names = namesOf(off, toggles);
	const said: Line = [span(`${names.length} of them can go together and no plan changes`, 'better'), span(`: ${formatBytes(all.bytes - bytes)}. `)];
	const beside = width - lineWidth(said);
	return cellWidth(names.join(', ')) <= beside
		? [[...said, span(names.join(', '), 'dim')]]
		: [said, [span(`  ${someOf(names, width - 2)}`, 'dim')]];
}

/** How far the clock agreed with the planner. */
function measuredSummary(measured: NonNullable<Combinations['measured']>): string {
	const slower = measured.filter(({delta}) => measuredVerdict(delta).verdict === 'slower').map(({entry}) => sanitise(entry));
	const plans = `${measured.length} other ${measured.length === 1 ? 'plan' : 'plans'} of the sets below measured`;
	return slower.length === 0 ? `${plans}: none is slower.` : `${plans}; slower: ${[...new Set(slower)].join(', ')}.`;
}

function tabs({view, sort, column}: LatticeOverlay, combinations: Combinations, width: number): Line {
	const {front: {points}, entries} = combinations.lattice;
	const {first, count} = matrixColumns(combinations, column, width);
	const part = count < entries.length ? `   queries ${columnLetter(first)}-${columnLetter(first + count - 1)} of ${entries.length}` : '';
	return [
		span('indexes against queries', view === 'matrix' ? 'strong' : 'dim'), span('   '),
		span(`front of ${points.length} ${points.length === 1 ? 'set' : 'sets'}`, view === 'front' ? 'strong' : 'dim'), span('   '),
		span(view === 'matrix' ? `by ${sort}${part}` : '', 'dim'),
	];
}

function matrixCard(overlay: LatticeOverlay, combinations: Combinations, width: number): readonly Line[] {
	const worth = worths(combinations, overlay)[overlay.row];
	const stake = worth?.stakes[overlay.column];
	const entry = combinations.lattice.entries[overlay.column];
	const writes = combinations.writes.costs.find(({index}) => index === worth?.toggle.key);
	if (worth === undefined) {
		return [];
	}

	const verdict = wrapLine([span(sanitise(worth.toggle.key), 'index'), span(`  ${verdictSentence(worth, combinations.lattice.toggles)}${doubtSentence(worth.verdict, combinations.unasked.get(worth.toggle.key))}`)], width).slice(0, 3);
	return [
		...verdict,
		...(writes === undefined ? [] : wrapLine(writesLine(writes), width).slice(0, Math.max(1, 4 - verdict.length))),
		...(stake === undefined || entry === undefined ? [] : wrapLine([span(`${columnLetter(overlay.column)} `, 'key'), span(sanitise(entry.name), 'strong'), span(` ${stakeMark(stake)?.words ?? 'reads it in no combination'}`)], width)),
		matrixLegend,
	];
}

function frontCard(state: State, overlay: LatticeOverlay, combinations: Combinations, width: number): readonly Line[] {
	const {lattice} = combinations;
	const point = lattice.front.points[overlay.point];
	if (point === undefined) {
		return [];
	}

	const worst = worstUnder(lattice.entries, point.on);
	return [
		...wrapLine([
			span(`${point.indexes} of ${lattice.toggles.length} indexes, `, 'strong'),
			span(`${formatBytes(point.bytes)}, `),
			...(lattice.all.walBytes === null ? [] : [span(`${walText(point.walBytes)} of log a row, `)]),
			span(`cost ${timesText(point.cost / lattice.all.cost)} that with all of them`),
			...(worst === null ? [] : [span(` (most: ${sanitise(worst.entry)} ${timesText(worst.times)})`)]),
			...(overlay.point === 0 ? [] : [span(`   ${overlay.point + 1}/${lattice.front.points.length}`)]),
			...wishedFor(combinations, point),
		], width),
		shorterList(lattice, point, width),
		...measuredLines(combinations, point).slice(0, 2),
		sameConfiguration(state.configuration, configurationUnder(combinations, point.on)) ? liveLine(state) : [span('live ', 'key'), span('the screen has other indexes on: Enter takes it here', 'dim')],
	];
}

/** What is on or what is off, whichever are fewer; of many the first ones. */
function shorterList({toggles}: Combinations['lattice'], {on, indexes}: FrontPoint, width: number): Line {
	const off = allOf(toggles.length) & ~on;
	const [word, mask] = indexes * 2 <= toggles.length ? ['on', on] as const : ['off', off] as const;
	return [span(`${word.padEnd(4)} `, 'dim'), span(someOf(namesOf(mask, toggles), width - 5) || 'none')];
}

function wishedFor({lattice: {choices}}: Combinations, {on}: FrontPoint): Line {
	const names = choices.filter(choice => choice.on === on).map(({wish}) => wishWords(wish));
	return names.map((name, at) => span(`${at === 0 ? '   ' : ' '}${name}${at === names.length - 1 ? '' : ','}`, 'better'));
}

/** What the clock said of the plans that this set brings. */
function measuredLines({measured, lattice}: Combinations, {on}: FrontPoint): readonly Line[] {
	const choice = lattice.choices.find(one => one.on === on);
	// What differs is news.
	const plans = (measured ?? []).toSorted((a, b) => Number(measuredVerdict(a.delta).verdict === 'no difference') - Number(measuredVerdict(b.delta).verdict === 'no difference'));
	return plans.flatMap((plan): readonly Line[] => {
		const at = lattice.entries.findIndex(({name}) => name === plan.entry);
		return choice?.answers[at]?.planned.fingerprint === plan.fingerprint
			? [[span(sanitise(plan.entry), 'strong'), span(`: cost ${timesText(plan.costTimes)}, measured `), span(measuredVerdict(plan.delta).because)]]
			: [];
	});
}

/** The query on the screen under this very configuration: planned for real, and measured when the cursor rests. */
function liveLine(state: State): Line {
	const {trial, entryName} = state;
	const plan = shownPlan(state);
	if (entryName === null || plan === null || trial === null) {
		return [];
	}

	const verdict = trial.kind === 'query' && trial.delta !== null ? `; ${measuredVerdict(trial.delta).because}` : '';
	return [span('live ', 'key'), span(sanitise(entryName), 'strong'), span(trial.stale ? ': planning' : `: ${planGist(plan)}${verdict}`)];
}

function keysLine({view}: LatticeOverlay): Line {
	const key = (cap: string, what: string) => [span(cap, 'key'), span(` ${what}  `, 'dim')];
	return view === 'matrix'
		? [...key('hjkl', 'move'), ...key('Enter', 'why'), ...key('< >', 'sort'), ...key('Tab', 'front'), ...key('m', 'measure'), ...key('A', 'advise'), ...key('Esc', 'back')]
		: [...key('← →', 'another set, live'), ...key('m', 'measure the sets'), ...key('Tab', 'matrix'), ...key('A', 'advise'), ...key('Esc', 'back')];
}
