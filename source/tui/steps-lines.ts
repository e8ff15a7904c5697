import {nextStep} from '../experiment/next-step.ts';
import {type StepName, stepNames} from '../experiment/steps-survey.ts';
import type {ComparedReport, ComparedRow} from '../lab/steps/steps-desk.ts';
import {heatBar} from '../text/bar.ts';
import {sanitise} from '../text/plain.ts';
import {fitLine, lineWidth} from '../view/fit-line.ts';
import {type Line, span} from '../view/line.ts';
import {stepsRows} from '../view/steps-rows.ts';
import {wrapTones} from '../view/wrap-tones.ts';
import {layout} from './layout.ts';
import {changes, type Said, type StepsOverlay, type StepsStage, type StepsWork} from './steps-overlay.ts';
import type {State} from './state.ts';

type StageOf<Kind extends StepsStage['kind']> = Extract<StepsStage, {kind: Kind}>;

/** Cells of a line in the overlay, which has the whole screen. */
export function stepsWidth({size}: State): number {
	return layout(size, null).body.width - 4;
}

/** What each step does, under the list. */
const purposes: Readonly<Record<StepName, string>> = {
	'setup': 'The Copy\'s tables, rows and baseline indexes; doing it again changes nothing.',
	'seed': 'The rows of The Copy anew, where planflip made its tables.',
	'baseline': 'Measures every query and operation of the catalogue as the database is. Enter goes on with one that was stopped, f begins another.',
	'apply-indexes': 'Builds the indexes of the preset optimized that are not there; drops first what a failed build has left INVALID.',
	'post-optimization': 'Measures the same again by the same values, in turns with the indexes of the baseline. Enter goes on with one that was stopped, f begins another.',
	'compare': 'The two measurements side by side: what the indexes built in between are worth.',
	'rollback': 'Drops what apply-indexes built and its record proves, the last one first.',
};

const reports = new WeakMap<ComparedReport, {readonly width: number; readonly rows: readonly ComparedRow[]}>();

/** The rows of the comparison for this screen; kept while its width stays. */
export function reportRows(state: State, report: ComparedReport): readonly ComparedRow[] {
	const width = stepsWidth(state);
	const kept = reports.get(report);
	if (kept?.width === width) {
		return kept.rows;
	}

	const rows = report.rows(width);
	reports.set(report, {width, rows});
	return rows;
}

/** What stays at the bottom of the pane however long the rest is: the keys that answer what is told, or where the comparison's files are. */
export function stepsFoot(state: State, {stage}: StepsOverlay): readonly Line[] {
	switch (stage.kind) {
		case 'told': {
			const {errand: {step}, log: {would}} = stage;
			const begins = changes(step) ? ['y', `runs ${would.length === 1 ? 'it' : 'all of it'}`] as const : ['Enter', 'begins'] as const;
			return [[], keys([...(would.length === 0 ? [] : [begins]), ['Esc', 'back']])];
		}

		case 'ended': {
			return [[], keys([['Enter', 'to the steps']])];
		}

		case 'report': {
			return stage.written === null ? [] : text(stage.written.text, stage.written.tone, stepsWidth(state));
		}

		case 'list':
		case 'work':
		case 'away': {
			return [];
		}
	}
}

/** Rows that the pane has for what may be longer. */
export function stepsRoom(state: State, overlay: StepsOverlay): number {
	return Math.max(1, layout(state.size, null).body.height - 2 - stepsFoot(state, overlay).length);
}

export function stepsLength(state: State, overlay: StepsOverlay): number {
	return stepsLines(state, overlay).length;
}

/** What the overlay says, top to bottom; the list and the report mark their row with `> `. */
export function stepsLines(state: State, overlay: StepsOverlay): readonly Line[] {
	const width = stepsWidth(state);
	const {stage} = overlay;
	switch (stage.kind) {
		case 'list': {
			return listLines(state, overlay, width);
		}

		case 'work': {
			return workLines(state, stage, width);
		}

		case 'away': {
			return awayLines(state, overlay, stage, width);
		}

		case 'told': {
			return toldLines(overlay, stage, width);
		}

		case 'ended': {
			return endedLines(stage, width);
		}

		case 'report': {
			return reportRows(state, stage.report).map(({line}) => line);
		}
	}
}

function listLines(state: State, {survey, cursor}: StepsOverlay, width: number): readonly Line[] {
	if (survey === null) {
		return [];
	}

	const at = stepNames[cursor] ?? 'setup';
	const head = [...groundLines(state, survey.elsewhere, width), []];
	const foot = [
		[],
		...survey.notes.flatMap(note => text(note, 'warn', width)),
		...text(purposes[at], 'dim', width),
		keys([['Enter', at === 'compare' ? 'compares' : 'tells what it would do'], ['r', 'looks again'], ['Esc', 'back']]),
	];
	const room = Math.max(1, layout(state.size, null).body.height - 2 - head.length - foot.length);
	const listed = stepsRows(survey, nextStep(survey), width - 2);
	const most = shares(listed.map(({step, lines}) => ({wanted: lines.length, first: step === at})), room);
	const rows = listed.flatMap(({step, lines}, place) => shortened(lines, most[place] ?? 1, width - 2).map((line, row) => ({step, line: [span(step === at && row === 0 ? '> ' : '  ', 'key'), ...line]})));
	const first = rows.findIndex(({step}) => step === at);
	const last = rows.findLastIndex(({step}) => step === at);
	const offset = Math.max(0, Math.min(first, Math.max(last + 1 - room, Math.min(rows.length - room, first - Math.floor(room / 2)))));
	const shown = rows.slice(offset, offset + room).map(({line}) => line);
	return [...head, ...shown.map((line, row) => withMore(line, {above: row === 0 && offset > 0, below: row === shown.length - 1 && offset + room < rows.length}, width)), ...foot];
}

/** At the edge of what is shown: that there is more. */
function withMore(line: Line, {above, below}: {readonly above: boolean; readonly below: boolean}, width: number): Line {
	const words = [...(above ? ['↑'] : []), ...(below ? ['↓'] : [])].join('');
	return words === '' ? line : [...fitLine(line, width - 8), span(` ${words} more`, 'key')];
}

/** How many lines each may have: the one under the cursor all, the others one and of what is left what they want. */
function shares(steps: ReadonlyArray<{readonly wanted: number; readonly first: boolean}>, room: number): readonly number[] {
	let left = room - steps.reduce((sum, {wanted, first}) => sum + (first ? wanted : 1), 0);
	return steps.map(({wanted, first}) => {
		const more = first ? 0 : Math.max(0, Math.min(left, wanted - 1));
		left -= more;
		return first ? wanted : 1 + more;
	});
}

/** The first of the lines, with a sign that there are more. */
function shortened(lines: readonly Line[], most: number, width: number): readonly Line[] {
	const kept = lines.slice(0, most);
	const last = kept.at(-1) ?? [];
	return lines.length <= most ? lines : [...kept.slice(0, -1), [...(lineWidth(last) < width - 1 ? last : fitLine(last, width - 2)), span(' …', 'dim')]];
}

/** In which database the steps are, and that of the screen. */
function groundLines({around, startThere}: State, elsewhere: boolean, width: number): readonly Line[] {
	if (elsewhere) {
		return [
			...text('This screen is on a copy of the embedded database: what is tried here goes with it.', 'strong', width),
			...text('The steps share an embedded database of their own, which stays. Enter on a step goes there; so does:', 'plain', width),
			...text(`  ${startThere ?? ''}`, 'plain', width),
		];
	}

	return around?.ground === 'steps'
		? text('This screen is on the embedded database of the steps: what they build stays, and the switches show it.', 'strong', width)
		: text(`The steps work on ${around?.label ?? ''}: what apply-indexes builds there stays until rollback.`, 'strong', width);
}

function workLines(state: State, {title, fraction, at, said, startedAt, stopping, question, work, errand}: StepsWork, width: number): readonly Line[] {
	const {height} = layout(state.size, null).body;
	const bar = Math.min(30, width - 10);
	const elapsed = startedAt === null ? 0 : Math.max(0, state.now - startedAt);
	const below: readonly Line[] = question === null ? [
		[span(sanitise(title), 'strong')],
		fraction === null ? [span(sanitise(at), 'dim')] : [span(heatBar(fraction, bar).padEnd(bar), 'better'), span(` ${Math.floor(fraction * 100)} %  `), span(sanitise(at), 'dim')],
		[],
		stopping
			? [span('stopping: the server is asked, and what stands is told', 'warn')]
			: [span(`${errand === null || work === 'planning' ? '' : `${errand.step}, `}${(elapsed / 1000).toFixed(1)} s  `), span('Esc', 'key'), span(' stops it', 'dim')],
	] : [
		...question.statements.map((sql): Line => [span(`  ${sanitise(sql)};`, 'dim')]).slice(0, Math.max(3, height - 10)),
		[],
		...text(question.text, 'strong', width),
		keys([['y', 'yes'], ['n', 'no']]),
	];
	const lines = said.flatMap(one => text(one.text, one.tone, width));
	// What was said last stays in sight.
	const room = Math.max(0, height - 3 - below.length);
	return [...lines.slice(Math.max(0, lines.length - room)), ...(lines.length === 0 ? [] : [[]]), ...below];
}

function awayLines({startThere}: State, {survey}: StepsOverlay, {step}: StageOf<'away'>, width: number): readonly Line[] {
	return [
		...text('Go to the database of the steps?', 'strong', width),
		[],
		...text(`${step} works on ${survey?.database.label ?? 'the embedded database of the steps'}. This screen is on a copy of its own, whose indexes are not those.`, 'plain', width),
		...text('There the switches show what apply-indexes has built; your flips and proposed indexes come along, and the copy is given up.', 'plain', width),
		...text(`${startThere ?? ''} starts there.`, 'dim', width),
		[],
		keys([['y', 'go there'], ['n', 'stay on the copy']]),
	];
}

function toldLines({survey}: StepsOverlay, {errand: {step, fresh}, log: {would, skipped}, said}: StageOf<'told'>, width: number): readonly Line[] {
	const idle = would.length === 0;
	return [
		...text(idle ? `${step}: there is nothing to do` : `What ${step}${fresh ? ', begun anew,' : ''} would do in ${survey?.database.label ?? 'the database'}`, 'title', width),
		...said.flatMap(one => text(one.text, one.tone, width)),
		[],
		...skipped.flatMap(({title, why}) => text(`${title}: ${why}`, 'dim', width)),
		...(changes(step)
			? would.flatMap(({title, statements}) => [...text(`-- ${title}`, 'dim', width), ...statements.flatMap(sql => text(`${sql};`, 'plain', width))])
			: would.map(({title}): Line => [span(`measures ${sanitise(title)}`)])),
	];
}

function endedLines({step, outcome, said}: StageOf<'ended'>, width: number): readonly Line[] {
	const report = outcome === null ? [] : outcome.report(width).filter(line => line !== '');
	const code = outcome?.code ?? null;
	return [
		...(step === null ? [] : [[span(step, 'title'), code === null ? span(' did not end', 'warn') : span(code === 0 ? ' done' : ' done, with something to see to', code === 0 ? 'better' : 'warn')], []]),
		// The report has what was done; without one this is how far it came.
		...said.filter(({tone}) => outcome === null || tone === 'warn').flatMap(one => text(one.text, one.tone, width)),
		...(report.length === 0 ? [] : [[], ...report.map((line): Line => [span(sanitise(line))])]),
		...(outcome === null ? [] : [[], ...outcome.talk.flatMap(sentence => text(sentence, 'dim', width)), ...(outcome.next === null ? [] : text(outcome.next, 'plain', width))]),
	];
}

function text(words: string, tone: Said['tone'] | 'strong' | 'title', width: number): readonly Line[] {
	return words.split('\n').flatMap(line => wrapTones([span(sanitise(line), tone)], width));
}

function keys(pairs: ReadonlyArray<readonly [string, string]>): Line {
	return pairs.flatMap(([key, does]) => [span(key, 'key'), span(` ${does}  `, 'dim')]);
}
