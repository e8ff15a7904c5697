import {configurationOf, type IndexConfiguration, sameConfiguration} from '../catalog/index-configuration.ts';
import type {Choice} from '../lattice/choice.ts';
import {dominantEntry} from '../lattice/dominant-entry.ts';
import type {FrontPoint} from '../lattice/front.ts';
import type {IndexWorth} from '../lattice/index-worth.ts';
import {allOf, type Mask, positionsOf} from '../lattice/mask.ts';
import {sizeOf} from '../lattice/toggle.ts';
import {worstUnder} from '../lattice/worst-entry.ts';
import {formatBytes} from '../text/bytes.ts';
import {cellWidth} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {many} from '../text/many.ts';
import {sanitise} from '../text/plain.ts';
import {someOf} from '../text/some-of.ts';
import type {Combinations} from '../view/combinations.ts';
import {commonest} from '../view/commonest.ts';
import {countEntries} from '../view/count-entries.ts';
import {lineWidth} from '../view/fit-line.ts';
import {goneSentences} from '../view/gone-index.ts';
import {frontChart} from '../view/front-chart.ts';
import {costWords, dominantSentence, doubtSentence, moreText, namesOf, stakeMark, verdictSentence, wishWords} from '../view/lattice-words.ts';
import {type Line, span} from '../view/line.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {notJudged, notLookedAt} from '../view/not-judged.ts';
import {planGist} from '../view/plan-gist.ts';
import {columnLetter, figuresLegend, matrixColumns, matrixHeader, matrixLegend, matrixLine} from '../view/stake-matrix.ts';
import {sortWorths} from '../view/worth-order.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {wrapTones} from '../view/wrap-tones.ts';
import {walText, writesLine} from '../view/write-words.ts';
import {layout} from './layout.ts';
import {shownPlan} from './select.ts';
import type {LatticeOverlay} from './overlay.ts';
import type {State} from './state.ts';

/** The rows of the pane in their order. */
export interface LatticeView {
	readonly top: readonly Line[];
	/** The matrix's, one for each index, or one for each failure; none where the chart is shown, which is in `top`. */
	readonly rows: readonly Line[];
	/** Rows of the list that the pane has room for. */
	readonly room: number;
	/** Which of them the cursor is on. */
	readonly cursor: number;
	/** Of what is under the cursor. */
	readonly card: readonly Line[];
	readonly keys: Line;
}

const longestCard = 6;
/** Rows in which a legend more takes nothing away. */
const tall = 30;

export function latticeView(state: State, overlay: LatticeOverlay, combinations: Combinations): LatticeView {
	const {body} = layout(state.size, null);
	const width = body.width - 4;
	const height = body.height - 2;
	const head = [...headLines(combinations, width, height).slice(0, Math.floor(height / 4)), [], tabs(overlay, combinations, width)];
	if (overlay.view === 'matrix') {
		const columns = matrixColumns(combinations, overlay.column, width);
		const top = [...head, matrixHeader(combinations, columns, overlay.column)];
		const card = matrixCard(state, overlay, combinations, width).slice(0, longestCard + (height >= tall ? 2 : 0));
		return {
			top,
			rows: worths(combinations, overlay).map(worth => matrixLine(worth, combinations, columns)),
			room: Math.max(1, height - top.length - card.length - 2),
			cursor: overlay.row,
			card,
			keys: keysLine(overlay, combinations),
		};
	}

	if (overlay.view === 'failed') {
		const card = failureCard(overlay, combinations, width).slice(0, longestCard);
		return {
			top: head,
			rows: combinations.failed.map(({entry, lines}): Line => [span(`${sanitise(entry)} `, 'strong'), span(sanitise(lines[0] ?? ''), 'dim')]),
			room: Math.max(1, height - head.length - card.length - 2),
			cursor: overlay.failure,
			card,
			keys: keysLine(overlay, combinations),
		};
	}

	const {front: {points}, choices} = combinations.lattice;
	const wished = new Set(points.flatMap((point, at) => choices.some(({on}) => on === point.on) ? [at] : []));
	const card = frontCard(state, overlay, combinations, width).slice(0, longestCard);
	const room = Math.max(5, height - head.length - card.length - 2);
	return {top: [...head, ...frontChart(points, {cursor: overlay.point, wished, width, height: room, allCost: combinations.lattice.all.cost})], rows: [], room: 0, cursor: 0, card, keys: keysLine(overlay, combinations)};
}

export function worths({lattice: {indexes}}: Combinations, {sort}: LatticeOverlay): readonly IndexWorth[] {
	return sortWorths(indexes, sort);
}

/** A mask of the combinations, as a configuration of the screen. */
export function configurationUnder({lattice: {toggles}, all: {configuration}}: Combinations, on: Mask): IndexConfiguration {
	const off = new Set(positionsOf(allOf(toggles.length) & ~on).map(position => toggles[position]?.key));
	return configurationOf([...configuration.on].filter(key => !off.has(key)));
}

/** What was found first, then what is not known; of the effort only as much as leaves room for both. */
function headLines(combinations: Combinations, width: number, height: number): readonly Line[] {
	const {lattice, entries, effort, weights, failed, gone, held, measured, notes} = combinations;
	const scarce = failed.length > 0 && height < tall;
	const count = lattice.toggles.length;
	const claim = lattice.claim === 'every combination' ? '' : 'table by table: too many to be enumerated together; ';
	const [same] = lattice.choices;
	const dominant = dominantEntry(lattice.entries);
	const dominantLines: readonly Line[] = dominant === null ? [] : [[span(dominantSentence(dominant, lattice.each), 'warn')]];
	const standing = held.filter(({index}) => index.built).length;
	const spare = same === undefined ? 0 : positionsOf(same.off).length;
	const spares = same === undefined || spare === 0 ? [[span('Each is read by some plan.')]] : spareLines(same, combinations, width, scarce);
	const effortLines = wrapLine([span(`${many(2 ** count, 'combination')} of ${many(count, 'index', 'indexes')} for ${countEntries(entries)}${weights.basis === 'calls' ? ' by calls' : ''}: ${claim}${many(effort.explains, 'EXPLAIN')}, ${formatMs(effort.ms)}`)], width).slice(0, scarce ? 1 : 2);
	return [
		...effortLines,
		...(measured === null ? [] : [[span(measuredSummary(measured))]]),
		...(scarce ? [] : dominantLines),
		...spares,
		...failureLines(failed, entries.length + failed.length, width).slice(0, scarce ? 1 : 2),
		...(scarce ? dominantLines : []),
		...goneSentences(gone).map((text): Line => [span(text, 'warn')]),
		...(standing === 0 ? [] : [[span(`${standing} more ${standing === 1 ? 'stays' : 'stay'} in every one: guarding rows, not read, or not switchable here`, 'dim')]]),
		...notes.map((note): Line => [span(sanitise(note), 'warn')]),
	].flatMap(line => wrapLine(line, width).slice(0, 2));
}

/** All that failed in one line, with the reason that most have; the rest has a list of its own. */
function failureLines(failed: Combinations['failed'], of: number, width: number): readonly Line[] {
	const [first, ...others] = failed;
	if (first === undefined) {
		return [];
	}

	const reason = commonest(failed.map(({lines}) => sanitise(lines[0] ?? '')));
	return wrapTones([span(others.length === 0 ? `${sanitise(first.entry)} could not be looked at: ` : `${failed.length} of ${of} could not be looked at: `, 'warn'), span(reason ?? '', 'dim')], width);
}

/** What can go, its names beside the sentence or below it; apart from it what could not be judged. */
function spareLines({off}: Choice, combinations: Combinations, width: number, scarce: boolean): readonly Line[] {
	const {toggles} = combinations.lattice;
	const doubted = notJudged(off, combinations);
	const sure = off & ~doubted;
	const names = namesOf(sure, toggles);
	const count = positionsOf(doubted).length;
	const doubt: readonly Line[] = count === 0 ? [] : [[span(`${count}${names.length === 0 ? ` ${count === 1 ? 'index' : 'indexes'} read by no plan` : ' more'} could not be judged: ${notLookedAt(combinations)}.`, 'warn')]];
	if (names.length === 0) {
		return doubt;
	}

	const said: Line = [span(`${names.length} of them can go together and no plan changes`, 'better'), span(`: ${formatBytes(sizeOf(sure, toggles).bytes)}. `)];
	const beside = width - lineWidth(said);
	return cellWidth(names.join(', ')) <= beside
		? [[...said, span(names.join(', '), 'dim')], ...doubt]
		: [said, ...(scarce && count > 0 ? [] : [[span(`  ${someOf(names, width - 2)}`, 'dim')]]), ...doubt];
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
		...(combinations.failed.length === 0 ? [] : [span(`${combinations.failed.length} not looked at`, view === 'failed' ? 'strong' : 'warn'), span('   ')]),
		span(view === 'matrix' ? `by ${sort}${part}` : '', 'dim'),
	];
}

function matrixCard(state: State, overlay: LatticeOverlay, combinations: Combinations, width: number): readonly Line[] {
	const worth = worths(combinations, overlay)[overlay.row];
	const stake = worth?.stakes[overlay.column];
	const entry = combinations.lattice.entries[overlay.column];
	const writes = combinations.writes.costs.find(({index}) => index === worth?.toggle.key);
	if (worth === undefined) {
		return [];
	}

	const verdict = verdictLines(worth, combinations, width);
	// Nothing was written yet, and here it may be.
	const unwritten = combinations.writes.ms === 0 && state.around?.rung.number === 1;
	return [
		...verdict,
		...(writes === undefined ? [] : wrapLine(unwritten ? [span('writing: ', 'dim'), span('not measured yet: m measures it', 'dim')] : writesLine(writes), width).slice(0, Math.max(1, 4 - verdict.length))),
		...(stake === undefined || entry === undefined ? [] : wrapLine([span(`${columnLetter(overlay.column)} `, 'key'), span(sanitise(entry.name), 'strong'), span(` ${stakeMark(stake)?.words ?? 'reads it in no combination'}`)], width)),
		matrixLegend,
		figuresLegend(width),
	];
}

/** Three lines; a long verdict gives way to what it is doubted for. */
function verdictLines(worth: IndexWorth, {lattice: {toggles}, unasked}: Combinations, width: number): readonly Line[] {
	const name = span(sanitise(worth.toggle.key), 'index');
	const verdict = `  ${verdictSentence(worth, toggles)}`;
	const doubt = doubtSentence(worth.verdict, unasked.get(worth.toggle.key));
	const whole = wrapLine([name, span(`${verdict}${doubt}`)], width);
	return whole.length <= 3 || doubt === '' ? whole.slice(0, 3) : [...wrapLine([name, span(verdict)], width).slice(0, 1), ...wrapLine([span(doubt.trim(), 'warn')], width).slice(0, 3)];
}

/** Why the entry under the cursor could not be looked at, in full. */
function failureCard({failure}: LatticeOverlay, {failed}: Combinations, width: number): readonly Line[] {
	const {entry, lines} = failed[failure] ?? {entry: '', lines: []};
	return [[span(sanitise(entry), 'strong'), span(' could not be looked at:')], ...lines.flatMap(text => wrapLine([span(sanitise(text))], width))];
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
			span(costWords(point.cost / lattice.all.cost)),
			...(worst === null ? [] : [span(` (most: ${sanitise(worst.entry)} ${moreText(worst.times)})`)]),
			...(overlay.point === 0 ? [] : [span(`   ${overlay.point + 1}/${lattice.front.points.length}`)]),
			...wishedFor(combinations, point),
		], width),
		shorterList(lattice, point, width),
		...doubtLines(combinations, point),
		...measuredLines(combinations, point).slice(0, 2),
		sameConfiguration(state.configuration, configurationUnder(combinations, point.on)) ? liveLine(state) : [span('live ', 'key'), span('the screen has other indexes on: Enter takes it here', 'dim')],
	];
}

/** The cost of a set is that of what could be looked at. */
function doubtLines(combinations: Combinations, {on}: FrontPoint): readonly Line[] {
	const doubted = positionsOf(notJudged(allOf(combinations.lattice.toggles.length) & ~on, combinations)).length;
	return doubted === 0 ? [] : [[span(`${doubted} that ${doubted === 1 ? 'is' : 'are'} off could not be judged: ${notLookedAt(combinations)}.`, 'warn')]];
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
			? [[span(sanitise(plan.entry), 'strong'), span(`: cost ${moreText(plan.costTimes)}, measured `), span(measuredVerdict(plan.delta).because)]]
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

	// The line may be cut: the verdict comes first.
	const verdict = trial.kind === 'query' && trial.delta !== null ? `${measuredVerdict(trial.delta).because}; ` : '';
	return [span('live ', 'key'), span(sanitise(entryName), 'strong'), span(trial.stale ? ': planning' : `: ${verdict}${planGist(plan)}`)];
}

function keysLine({view}: LatticeOverlay, {failed}: Combinations): Line {
	const key = (cap: string, what: string) => [span(cap, 'key'), span(` ${what}  `, 'dim')];
	if (view === 'failed') {
		return [...key('jk', 'move'), ...key('r', 'look at these again'), ...key('Tab', 'matrix'), ...key('Esc', 'back')];
	}

	const again = failed.length === 0 ? [] : key('r', 'again');
	const next = failed.length === 0 ? 'matrix' : 'reasons';
	return view === 'matrix'
		? [...(failed.length === 0 ? key('hjkl', 'move') : []), ...key('Enter', 'why'), ...key('< >', 'sort'), ...key('Tab', 'front'), ...again, ...key('m', 'measure'), ...key('A', 'advise'), ...key('Esc', 'back')]
		: [...key('← →', 'another set, live'), ...key('m', failed.length === 0 ? 'measure the sets' : 'measure'), ...key('Tab', next), ...again, ...key('A', 'advise'), ...key('Esc', 'back')];
}
