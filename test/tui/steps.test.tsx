import {describe, expect, it} from 'vitest';
import {nextStep} from '../../source/experiment/next-step.ts';
import {stepNames} from '../../source/experiment/steps-survey.ts';
import type {StepLog} from '../../source/lab/steps/follow-steps.ts';
import type {Errand} from '../../source/lab/steps/steps-desk.ts';
import {cellWidth} from '../../source/text/cells.ts';
import type {Action} from '../../source/tui/action.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import type {StepsNews, StepsOverlay} from '../../source/tui/steps-overlay.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {comparedReport, errandOutcome, measurementGist, stepsSurvey, wholeSurvey} from '../support/steps-survey.ts';
import {surroundings} from '../support/surroundings.ts';

const onSteps = surroundings({ground: 'steps'});
const news = (said: StepsNews): Action => ({kind: 'steps', news: said});
const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});

async function show(state: State, env: Readonly<Record<string, string>> = {}) {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, {...state.size, env});
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown;
}

const textOf = async ({state}: ScreenState) => (await show(state)).screen().join('\n');

/** The overlay of the steps, looked at. */
function opened(survey = stepsSurvey(), around = onSteps, size = {columns: 120, rows: 40}): ScreenState {
	const screen = screenState(around, size, 'planflip --persistent --scale small');
	screen.press('S');
	screen.send(news({kind: 'looked', survey}));
	return screen;
}

function overlayOf({state: {overlay}}: ScreenState): StepsOverlay {
	if (overlay?.kind !== 'steps') {
		throw new Error('the steps are not open');
	}

	return overlay;
}

const build: StepLog = {done: [], skipped: [], would: [{title: '1/1 shots_type on public.shots', statements: ['CREATE INDEX IF NOT EXISTS shots_type ON public.shots (scene_id, shot_type)']}]};
const applying: Errand = {step: 'apply-indexes', fresh: false, rttMs: null};

/** apply-indexes under the cursor, and what it would do on the screen. */
function told(log = build, errand = applying): ScreenState {
	const screen = opened(stepsSurvey({baseline: measurementGist()}));
	screen.press('enter');
	screen.send(news({kind: 'told', errand, outcome: errandOutcome({log})}));
	return screen;
}

describe('the step that is next', () => {
	it.each([
		['setup', stepsSurvey({setup: {kind: 'absent'}})],
		['baseline', stepsSurvey()],
		['baseline', stepsSurvey({baseline: measurementGist({finishedAt: null, measured: 3})})],
		['apply-indexes', stepsSurvey({baseline: measurementGist()})],
		['post-optimization', wholeSurvey({after: null})],
		['post-optimization', wholeSurvey({after: measurementGist({answers: 'another'})})],
		['post-optimization', wholeSurvey({after: measurementGist({answers: 'aaaaaaaa', startedAt: new Date('2026-11-25T10:30:00Z')})})],
		['compare', wholeSurvey()],
		['baseline', stepsSurvey({setup: {kind: 'absent'}, builtIn: false})],
		['setup', stepsSurvey({setup: {kind: 'absent'}, builtIn: false, elsewhere: true})],
	])('is %s', (step, survey) => {
		expect(nextStep(survey)).toBe(step);
		expect(overlayOf(opened(survey)).cursor).toBe(['setup', 'seed', 'baseline', 'apply-indexes', 'post-optimization', 'compare', 'rollback'].indexOf(step));
	});
});

describe('S', () => {
	it('asks where the steps stand and points the next one out', async () => {
		const screen = screenState(onSteps, {columns: 120, rows: 40}, 'planflip --persistent');
		expect(screen.press('S')).toEqual([{kind: 'steps', order: {kind: 'look'}}]);
		screen.send(news({kind: 'looked', survey: stepsSurvey()}));
		const text = await textOf(screen);
		expect(text).toMatch(/on the embedded database of the steps: what they build stays/);
		expect(text).toMatch(/● setup +The Copy, scale small, seed 1/);
		expect(text).toMatch(/> ○ baseline +next: none yet/);
		expect(text).toMatch(/○ apply-indexes +2 to build: shots_type, scenes_status/);
	});

	it('says why it does nothing where there are no steps', () => {
		const screen = screenState(onSteps);
		expect(screen.press('S')).toEqual([]);
		expect(screen.state.notice?.text).toMatch(/there are no steps here/);
	});

	it('tells what is half finished, INVALID, stale, and what rollback would leave', async () => {
		const text = await textOf(opened(wholeSurvey({
			baseline: measurementGist({finishedAt: null, measured: 3}),
			after: measurementGist({id: 'bbbbbbbb', answers: 'cccccccc'}),
			indexes: {toBuild: ['shots_type'], leftovers: ['shots_type'], built: [], obstacles: ['a is not built: you do not own public.a.'], drops: [], left: ['b: it is another index of that name now'], builtAt: null},
		})));
		expect(text).toMatch(/▲ baseline +next: aaaaaaaa, .*: 3 of 25 measured, then stopped; it goes on from there/);
		expect(text).toMatch(/▲ apply-indexes +1 to build: shots_type; INVALID, left by a build that failed: shots_type; a is not built/);
		expect(text).toMatch(/▲ post-optimization +bbbbbbbb.*it answers cccccccc, not aaaaaaaa/);
		expect(text).toMatch(/▲ rollback +would leave b: it is another index/);
	});

	it('agrees with what Enter will do: a stopped one that answers another baseline is begun anew, a stale pair is doubted, an unknown name is told', async () => {
		const stopped = measurementGist({id: 'bbbbbbbb', answers: 'cccccccc', finishedAt: null, measured: 1});
		expect(await textOf(opened(wholeSurvey({after: stopped})))).toMatch(/bbbbbbbb, .*then stopped; a new one begins; it[ │\n]+answers cccccccc, not aaaaaaaa/);
		expect(await textOf(opened(wholeSurvey({after: {...stopped, answers: 'aaaaaaaa'}})))).toMatch(/then stopped; it goes on from there/);
		const built = {...stepsSurvey().indexes!, toBuild: [], builtAt: new Date('2026-11-25T13:00:00Z')};
		expect(await textOf(opened(wholeSurvey({indexes: built})))).toMatch(/▲ compare +aaaaaaaa with bbbbbbbb; indexes were built after it/);
		expect(await textOf(opened(stepsSurvey({unknownBaseline: 'nonsense'})))).toMatch(/▲ baseline +next: none is called "nonsense"/);
	});

	it('on a copy says so plainly, and goes to the database of the steps only after a y', async () => {
		const screen = opened(stepsSurvey({elsewhere: true, setup: {kind: 'begun'}, indexes: null}), surroundings());
		expect(await textOf(screen)).toMatch(/on a copy of the embedded database[^]*so does: +│\n│ +planflip --persistent --scale small/);
		expect(screen.press('enter')).toEqual([]);
		expect(await textOf(screen)).toMatch(/Go to the database of the steps\?[^]*baseline works on PGlite \(embedded\), small, seed 1, of the steps/);
		expect(screen.press('enter')).toEqual([]);
		expect(screen.press('y')).toEqual([{kind: 'steps', order: {kind: 'move'}}]);
	});

	it('on a copy sets up the database of the steps where there is none', () => {
		const screen = opened(stepsSurvey({elsewhere: true, setup: {kind: 'absent'}, indexes: null}), surroundings());
		expect(screen.press('enter')).toMatchObject([{kind: 'steps', order: {kind: 'plan', errand: {step: 'setup'}}}]);
		screen.send(news({kind: 'ended', errand: {step: 'setup', fresh: false, rttMs: null}, outcome: errandOutcome()}));
		screen.press('enter');
		expect(overlayOf(screen).stage.kind).toBe('away');
	});
});

describe('a step', () => {
	it('that changes a database is told first and wants a y: Enter alone does nothing', async () => {
		const screen = told();
		expect(await textOf(screen)).toMatch(/What apply-indexes would do[^]*-- 1\/1 shots_type on public\.shots[^]*CREATE INDEX IF NOT EXISTS shots_type[^]*y runs it/);
		expect(screen.press('enter')).toEqual([]);
		expect(screen.press('y')).toEqual([{kind: 'steps', order: {kind: 'perform', errand: applying, told: build.would[0]?.statements}}]);
	});

	it('that only measures begins with Enter; f begins it anew', () => {
		const screen = opened();
		expect(screen.press('enter')).toEqual([{kind: 'steps', order: {kind: 'plan', errand: {step: 'baseline', fresh: false, rttMs: null}}}]);
		screen.send(news({kind: 'told', errand: {step: 'baseline', fresh: false, rttMs: null}, outcome: errandOutcome({log: {done: [], skipped: [], would: [{title: '1/1 one', statements: ['select 1']}]}})}));
		expect(screen.press('enter')).toMatchObject([{kind: 'steps', order: {kind: 'perform', errand: {step: 'baseline'}}}]);
		expect(opened().press('f')).toMatchObject([{kind: 'steps', order: {kind: 'plan', errand: {step: 'baseline', fresh: true}}}]);
	});

	it('with nothing to do says so and offers no y', async () => {
		const screen = told({done: [], would: [], skipped: [{title: 'The Copy', why: 'it is set up already'}]});
		expect(await textOf(screen)).toMatch(/there is nothing to do[^]*The Copy: it is set up already/);
		expect(screen.press('y')).toEqual([]);
	});

	it('under way shows how far it is, and every other key is refused with a sentence', async () => {
		const screen = told();
		screen.press('y');
		screen.send({kind: 'tick', now: 1000}, news({kind: 'said', said: {text: 'done: something', tone: 'better'}}), news({kind: 'at', title: '1/1 shots_type on public.shots', fraction: 0.5, at: 'building index'}), {kind: 'tick', now: 3500});
		expect(await textOf(screen)).toMatch(/done: something[^]*1\/1 shots_type on public\.shots[^]*█ +50 % +building index[^]*apply-indexes, 2\.5 s +Esc stops it/);
		for (const key of ['q', 'S', 'space', 'enter', 'y', 'P', 'r', '+', 'e']) {
			expect(screen.press(key), key).toEqual([]);
			expect(screen.state.notice?.text, key).toBe('apply-indexes is under way: Esc stops it, then the other keys work again');
		}
	});

	it('is stopped by Esc, tells what stands, and a second ^C leaves', async () => {
		const screen = told();
		screen.press('y');
		expect(screen.press('escape')).toEqual([{kind: 'steps', order: {kind: 'stop'}}]);
		expect(await textOf(screen)).toMatch(/stopping: the server is asked/);
		expect(screen.press('ctrl+c')).toEqual([{kind: 'quit', code: 130}]);
		screen.send(news({kind: 'refused', lines: ['apply-indexes was stopped at b.', 'Built: a.', 'Left INVALID: b.'], cancelled: true}));
		expect(await textOf(screen)).toMatch(/apply-indexes did not end[^]*was stopped at b\.[^]*Built: a\.[^]*Left INVALID: b\./);
		expect(screen.press('enter')).toEqual([{kind: 'steps', order: {kind: 'look'}}]);
	});

	it('may ask after all, when the database is another than it told', async () => {
		const screen = told();
		screen.press('y');
		screen.send(news({kind: 'asked', text: 'Build these 2 indexes?', statements: ['CREATE INDEX a', 'CREATE INDEX b']}));
		expect(await textOf(screen)).toMatch(/CREATE INDEX a;[^]*Build these 2 indexes\?/);
		expect(screen.press('enter')).toEqual([]);
		expect(screen.press('y')).toEqual([{kind: 'steps', order: {kind: 'answer', yes: true}}]);
	});

	it('that ended shows the report of the command line and what is next', async () => {
		const screen = told();
		screen.press('y');
		screen.send(news({kind: 'ended', errand: applying, outcome: errandOutcome({code: 1, report: () => ['built: 1/1 shots_type on public.shots'], talk: ['a is not built'], next: 'Next: planflip post-optimization measures the catalogue again.'})}));
		expect(await textOf(screen)).toMatch(/apply-indexes done, with something to see to[^]*built: 1\/1 shots_type[^]*a is not built[^]*Next: planflip post-optimization/);
	});

	it('that a key came too early for is said to be looked at, and that is forgotten once it was', async () => {
		const screen = opened(stepsSurvey({baseline: measurementGist()}));
		screen.press('enter', 'x');
		expect(screen.state.notice?.text).toMatch(/^a look at what it would do is under way/);
		screen.send(news({kind: 'told', errand: applying, outcome: errandOutcome({log: build})}));
		expect(screen.state.notice).toBeNull();
		expect(await textOf(screen)).not.toContain('under way');
	});

	it.each([['baseline', /Enter begins {2}Esc back/], ['apply-indexes', /y runs all of it {2}Esc back/]] as const)('that is long keeps its keys in sight at 80 x 24: %s', async (step, keysOfIt) => {
		const screen = opened(stepsSurvey({baseline: measurementGist()}), onSteps, {columns: 80, rows: 24});
		screen.press('enter');
		const would = Array.from({length: 30}, (_, at) => ({title: `${at + 1}/30 idx_${at}`, statements: [`CREATE INDEX idx_${at} ON shots (id)`]}));
		screen.send(news({kind: 'told', errand: {...applying, step}, outcome: errandOutcome({log: {...build, would}})}));
		expect(await textOf(screen)).toMatch(keysOfIt);
		screen.press('G');
		const shown = await textOf(screen);
		expect(shown).toMatch(/30\/30 idx_29/);
		expect(shown).toMatch(keysOfIt);
	});

	it('marks a list that is longer than the screen', async () => {
		const notes = Array.from({length: 10}, (_, at) => `note ${at}`);
		expect(await textOf(opened(wholeSurvey({notes}), onSteps, {columns: 80, rows: 24}))).toMatch(/ ↑↓? more/);
		const first = opened(stepsSurvey({setup: {kind: 'absent'}, notes}), onSteps, {columns: 80, rows: 24});
		expect(await textOf(first)).toMatch(/ ↓ more/);
		expect(await textOf(opened(wholeSurvey(), onSteps))).not.toMatch(/[↑↓] more/);
	});

	it('lists all seven at 80 x 24, whatever there is to say of each; the one under the cursor says it whole', async () => {
		const indexes = Array.from({length: 5}, (_, at) => `idx_characters_project_consistency_${at}`);
		const survey = stepsSurvey({baseline: measurementGist(), indexes: {toBuild: indexes, leftovers: [], built: [], obstacles: [], drops: indexes, left: [], builtAt: null}});
		const shown = await textOf(opened(survey, onSteps, {columns: 80, rows: 24}));
		for (const step of stepNames) {
			expect(shown).toMatch(new RegExp(`[●○▲] ${step} `));
		}

		expect(shown).toContain('> ○ apply-indexes');
		expect(shown).toMatch(/consistency_0,[^]*consistency_4/);
		expect(shown).toMatch(/rollback .*…/);
	});

	it('that leaves something alone names it once', async () => {
		const screen = opened(stepsSurvey({baseline: measurementGist()}));
		screen.press('enter');
		screen.send(
			news({kind: 'said', said: {text: 'shots_old on public.shots: left alone: the constraint c rests on it now', tone: 'dim'}}),
			news({kind: 'said', said: {text: 'With shots_type go its parts.', tone: 'warn'}}),
			news({kind: 'told', errand: {...applying, step: 'rollback'}, outcome: errandOutcome({log: {...build, skipped: [{title: 'shots_old on public.shots', why: 'left alone: the constraint c rests on it now'}]}})}),
		);
		const shown = await textOf(screen);
		expect(shown.match(/shots_old/g)).toHaveLength(1);
		expect(shown).toContain('With shots_type go its parts.');
	});

	it('has the database to itself: what is open is measured when the overlay is closed, under the indexes there are then', () => {
		const screen = told();
		screen.press('y');
		const around = surroundings({ground: 'steps'});
		expect(screen.send({kind: 'looked again', around, rowsAreNew: false})).toEqual([]);
		screen.send(news({kind: 'ended', errand: applying, outcome: errandOutcome()}));
		screen.press('enter');
		screen.send(news({kind: 'looked', survey: wholeSurvey()}));
		expect(screen.press('escape')).toMatchObject([{kind: 'try', current: around.universe.asBuilt}]);
		expect(screen.state.overlay).toBeNull();
	});
});

it('Esc before the steps were looked at leaves as soon as the session is free, and measures what was stopped', () => {
	const screen = screenState(onSteps, {columns: 120, rows: 40}, 'planflip --persistent');
	screen.press('2', 'space', 'S');
	expect(screen.press('escape')).toEqual([{kind: 'steps', order: {kind: 'stop'}}]);
	expect(screen.send({kind: 'trial cancelled', id: screen.state.trial?.id ?? 0})).toEqual([]);
	expect(screen.state.notice).toBeNull();
	expect(screen.send(news({kind: 'refused', lines: ['stopped'], cancelled: true}))).toMatchObject([{kind: 'try'}]);
	expect(screen.state.overlay).toBeNull();
});

describe('a flip', () => {
	it('comes along into the database of the steps', () => {
		const screen = screenState(surroundings(), {columns: 120, rows: 40}, 'planflip --persistent');
		screen.press('2', 'space');
		expect(screen.state.configuration.on.has('shots_scene')).toBe(false);
		screen.press('S');
		screen.send({kind: 'looked again', around: onSteps, rowsAreNew: true});
		expect(screen.state.configuration.on.has('shots_scene')).toBe(false);
		expect(screen.state.around?.ground).toBe('steps');
	});

	it('measured when the steps were opened, and stopped by them, is measured again when they are closed', () => {
		const screen = screenState(onSteps, {columns: 120, rows: 40}, 'planflip --persistent');
		screen.press('2', 'space', 'S');
		screen.send({kind: 'trial cancelled', id: screen.state.trial?.id ?? 0}, news({kind: 'looked', survey: stepsSurvey()}));
		expect(screen.press('escape')).toMatchObject([{kind: 'try'}]);
	});

	it('that was not disturbed is not measured again', () => {
		expect(opened().press('escape')).toEqual([]);
	});
});

it('on a small terminal the step under the cursor and what the keys do stay in sight', async () => {
	const names = Array.from({length: 8}, (_, at) => `idx_of_a_long_name_number_${at}`);
	const screen = opened(wholeSurvey({indexes: {toBuild: [], leftovers: [], built: names, obstacles: [], drops: names, left: [], builtAt: new Date('2026-11-25T11:00:00Z')}}), onSteps, {columns: 80, rows: 24});
	screen.press('g');
	expect(await textOf(screen)).toMatch(/> ● setup[^]*Enter tells what it would do/);
	screen.press('G');
	expect(await textOf(screen)).toMatch(/> ○ rollback +would drop[^]*idx_of_a_long_name_number_7[^]*Enter tells what it would do/);
});

describe('compare', () => {
	function compared(size = {columns: 120, rows: 40}): ScreenState {
		const screen = opened(wholeSurvey(), onSteps, size);
		expect(screen.press('enter')).toEqual([{kind: 'steps', order: {kind: 'compare', before: 'aaaaaaaa', after: 'bbbbbbbb'}}]);
		screen.send(news({kind: 'compared', report: comparedReport()}));
		return screen;
	}

	it('is refused with the reason as long as nothing answers the baseline', () => {
		const screen = opened(stepsSurvey({baseline: measurementGist()}));
		screen.press('j', 'j');
		expect(screen.press('enter')).toEqual([]);
		expect(screen.state.notice?.text).toMatch(/no whole post-optimization that answers/);
	});

	it('scrolls through the report, fitted to the screen, and Enter goes to the query of the row', async () => {
		const screen = compared();
		expect(await textOf(screen)).toMatch(/Steps: compare[^]*NEEDS ATTENTION, 116 cells[^]*user-by-email +1\.67x faster/);
		screen.press('n');
		expect(screen.press('enter')).toMatchObject([{kind: 'try', entry: {name: 'user-by-email'}}]);
		expect(screen.state).toMatchObject({overlay: null, entryName: 'user-by-email', places: {queries: {cursor: 1}}});
	});

	it('says that a query is not in the catalogue any more', () => {
		const screen = compared();
		screen.press('G');
		expect(screen.press('enter')).toEqual([]);
		expect(screen.state.notice?.text).toBe('gone is not in this catalogue');
	});

	it.each([[80, 24], [120, 40]])('names the files that w has written, at %i columns, until another report is opened', async (columns, rows) => {
		const screen = compared({columns, rows});
		const folder = '/home/somebody/with a long name/.local/state/planflip/reports';
		screen.send(news({kind: 'written', said: {text: `Written: ${folder}/planflip-compare-20261125T204000Z.html, and beside it planflip-compare-20261125T204000Z.md and planflip-compare-20261125T204000Z.json`, tone: 'better'}}));
		screen.press('j');
		const shown = (await textOf(screen)).replaceAll(/ *│\n│ */g, ' ');
		expect(shown).toMatch(/Written: [^]*planflip-compare-20261125T204000Z\.html,[^]*planflip-compare-20261125T204000Z\.md and[^]*planflip-compare-20261125T204000Z\.json/);
		expect(shown).toContain('Before and after');
	});

	it('that was left before its files were written names them in the status line', () => {
		const screen = compared();
		screen.press('escape', 'escape');
		expect(screen.state.overlay).toBeNull();
		screen.send(news({kind: 'written', said: {text: 'Written: /reports/a.html', tone: 'better'}}));
		expect(screen.state.notice).toEqual({text: 'Written: /reports/a.html', tone: 'plain'});
	});

	it('writes the report with w', () => {
		expect(compared().press('w')).toMatchObject([{kind: 'steps', order: {kind: 'write'}}]);
	});
});

describe.each([{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}])('at $columns x $rows', size => {
	const stages: Readonly<Record<string, () => ScreenState>> = {
		'the list': () => opened(wholeSurvey(), onSteps, size),
		'a step under way': () => {
			const screen = opened(stepsSurvey(), onSteps, size);
			screen.press('enter');
			screen.send(...Array.from({length: 80}, (_, at) => news({kind: 'said', said: {text: `done: ${at}`, tone: 'better'}})), news({kind: 'at', title: 'the last', fraction: 0.25, at: ''}));
			return screen;
		},
		'the report': () => {
			const screen = opened(wholeSurvey(), onSteps, size);
			screen.press('enter');
			screen.send(news({kind: 'compared', report: comparedReport()}));
			return screen;
		},
	};

	it.each(Object.keys(stages))('%s fills the screen, and says the same without colours and in ASCII', async name => {
		const {state} = stages[name]?.() ?? opened();
		const coloured = await show(state);
		const rows = coloured.screen();
		expect(rows.slice(0, size.rows - 3).map(row => cellWidth(row))).toEqual(Array.from({length: size.rows - 3}, () => size.columns));
		expect(name === 'a step under way' ? rows.join('\n') : 'the last').toMatch(/the last/);
		const plain = await show(state, {NO_COLOR: '1'});
		expect(plain.screen()).toEqual(rows);
		expect(plain.raw()).not.toMatch(/\u001B\[(?:[\d;]*;)?(?:3[0-8]|9\d)(?:;[\d;]*)?m/);
		expect((await show(state, {TERM: 'linux'})).screen().join('')).toMatch(/^[\x20-\x7E]*$/);
	});
});
