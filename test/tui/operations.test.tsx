import {describe, expect, it} from 'vitest';
import {cellWidth} from '../../source/text/cells.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import {shownIndexes} from '../../source/tui/shown-indexes.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {pastOperation} from '../../source/view/past-rows.ts';
import {listProjects, openShot, operationDelta, operationRun, type OperationRunOptions, withOperations} from '../support/operations.ts';
import {renderAt} from '../support/render-at.tsx';
import {onSmall} from '../support/run-records.ts';
import {type ScreenState, screenState} from '../support/screen-state.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});

async function show(state: State, env: Readonly<Record<string, string>> = {}) {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, {...state.size, env});
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown;
}

const textOf = async (screen: ScreenState) => (await show(screen.state)).screen().join('\n');

/** The cursor on the first operation: it was measured under the indexes as they are. */
function operated(options: OperationRunOptions = {}, size = {columns: 120, rows: 40}): ScreenState {
	const screen = screenState(withOperations(), size);
	screen.press('j', 'j', 'j');
	const id = screen.state.trial?.id ?? 0;
	const run = operationRun(options);
	screen.send(
		{kind: 'parameters', entryName: 'open-shot', values: run.parameters},
		{kind: 'operation', id, event: {kind: 'checked', checks: run.checks}},
		{kind: 'operation', id, event: {kind: 'walked', side: 'current', run: operationRun({...options, unsampled: true})}},
		{kind: 'operation', id, event: {kind: 'round', taken: 5, aim: 5}},
		{kind: 'operation', id, event: {kind: 'operated', run, delta: null}},
	);
	return screen;
}

const sizes = [{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}];

describe.each(sizes)('an operation at $columns x $rows', size => {
	it('shows the waterfall of the chain and of what could replace it, every row as wide as the terminal', async () => {
		const {screen} = await show(operated({rttMs: 1}, size).state);
		const rows = screen();
		expect(rows.slice(0, size.rows - 3).map(row => cellWidth(row))).toEqual(Array.from({length: size.rows - 3}, () => size.columns));
		const text = rows.join('\n');
		expect(text).toMatch(/3 Waterfall {2}open a shot/);
		expect(text).toMatch(/chain {2}3 statements/);
		expect(text).toMatch(/shot +█+─+·+ /);
		expect(text).toMatch(/one JOIN +█+─+·+ /);
		// Side by side from 200 columns on: the JOIN's bar stands in the line of the chain's.
		expect(/shot +█+─+·+.*│\n.*one JOIN +█/.test(text) || /│shot +█+─+·+.*one JOIN +█/.test(text)).toBe(size.columns >= 200);
		expect(text).toMatch(/rtt 1 ms/);
		expect(text).toMatch(/chain 9/);
	});

	it('without colours says the same', async () => {
		const coloured = await show(operated({}, size).state);
		const plain = await show(operated({}, size).state, {NO_COLOR: '1'});
		expect(plain.screen()).toEqual(coloured.screen());
		expect(plain.raw()).not.toMatch(/\u001B\[(?:[\d;]*;)?(?:3[0-8]|9\d)(?:;[\d;]*)?m/);
	});

	it('in ASCII tells server, wire and waiting apart', async () => {
		const {screen} = await show(operated({rttMs: 1}, size).state, {TERM: 'linux'});
		expect(screen().join('')).toMatch(/^[\x20-\x7E]*$/);
		expect(screen().join('\n')).toMatch(/shot +#+-+\.+/);
	});

	it('a rewrite that answers differently is the first thing in the pane', async () => {
		const {screen} = await show(operated({wrong: true}, size).state);
		expect(screen()[1]).toMatch(/one JOIN answers differently \(a stranger/);
		expect(screen().join('\n')).toMatch(/open a shot.* DIFFERS/);
	});
});

describe('the list', () => {
	it('has the operations under a heading after the queries, and the cursor passes over it', async () => {
		const screen = screenState(withOperations());
		const lines = (await show(screen.state)).screen().slice(1, 7).map(row => row.slice(1, 37).trimEnd());
		expect(lines).toEqual(['● shots of a scene', '  user by email', '  scene by id', expect.stringMatching(/^─ operations ─+$/) as string, '  open a shot  3 → 1', '  list the projects  1 + N → 1']);
		expect(screen.press('G')).toMatchObject([{kind: 'operate', operation: {name: 'list-projects'}}]);
		const shown = await show(screen.state);
		expect(shown.screen()[6]).toMatch(/● list the projects/);
		expect(shown.cell(3, 6).inverse).toBe(true);
	});

	it('finds an operation with /, and Enter opens it', () => {
		const screen = screenState(withOperations());
		screen.press('/', 'p', 'r', 'o', 'j', 'e', 'c', 't', 's');
		expect(screen.press('enter')).toMatchObject([{kind: 'operate', operation: {name: 'list-projects'}, parameters: null, rttMs: 0}]);
	});

	it('scrolls to the last operation where it is longer than the pane', async () => {
		const around = withOperations();
		const entries = Array.from({length: 30}, (_, at) => ({...around.catalog.entries[0], name: `q-${at}`, title: `query ${at}`})).flatMap(entry => 'sql' in entry && entry.kind === 'QueryEntry' ? [entry] : []);
		const screen = screenState({...around, catalog: {...around.catalog, entries: entries as typeof around.catalog.entries}}, {columns: 80, rows: 24});
		screen.press('G');
		const text = (await show(screen.state)).screen().slice(0, 9).join('\n');
		expect(text).toMatch(/─ operations .*\n.*open a shot.*\n.*● list the projects/);
		screen.press('k', 'k');
		expect((await show(screen.state)).screen().slice(0, 9).join('\n')).toMatch(/● query 29/);
	});
});

describe('measuring', () => {
	it('Enter runs it again; Esc cancels it, and its news are heard no more', () => {
		const screen = operated();
		expect(screen.press('enter')).toMatchObject([{kind: 'operate', operation: {name: 'open-shot'}}]);
		expect(screen.press('escape')).toEqual([{kind: 'cancel'}]);
		screen.send({kind: 'trial cancelled', id: screen.state.trial?.id ?? 0});
		expect(screen.state.trial?.phase).toBe('cancelled');
	});

	it('a flip measures it again against the pinned configuration, and shows both', async () => {
		const screen = operated();
		const [command] = screen.press('2', 'space');
		expect(command).toMatchObject({kind: 'operate', current: screen.state.configuration, baseline: screen.state.pinned});
		const id = screen.state.trial?.id ?? 0;
		const delta = operationDelta({name: 'bare', configuration: screen.state.configuration});
		screen.send(
			{kind: 'operation', id, event: {kind: 'walked', side: 'current', run: delta.current}},
			{kind: 'operation', id, event: {kind: 'walked', side: 'baseline', run: delta.baseline}},
			{kind: 'operation', id, event: {kind: 'operated', run: delta.current, delta}},
		);
		const text = await textOf(screen);
		expect(text).toMatch(/against \[baseline\]/);
		expect(text).toMatch(/chain {2}2\.1 ms → 8\.4 ms/);
		expect(text).toMatch(/chain 9 → 36 ▲300 %/);
		screen.press('3', 'd');
		expect(await textOf(screen)).toMatch(/┌Diff {2}baseline → bare/);
	});

	it('where the pinned configuration cannot be executed, says that there is nothing to compare with', async () => {
		const screen = operated();
		screen.press('2', 'space');
		const id = screen.state.trial?.id ?? 0;
		screen.send({kind: 'operation', id, event: {kind: 'operated', run: operationRun(), delta: null}});
		expect((await textOf(screen)).replaceAll(/[│\n]| {2,}/g, ' ')).toMatch(/the pinned configuration cannot be +executed here/);
	});

	it('what went wrong is told in the pane, with its file', async () => {
		const screen = operated();
		screen.press('enter');
		screen.send({kind: 'trial failed', id: screen.state.trial?.id ?? 0, lines: ['An operation cannot be executed under these indexes here', 'Run it where they can be switched']});
		expect(await textOf(screen)).toMatch(/An operation cannot be executed under these indexes here/);
		expect(screen.state.trial).toMatchObject({phase: 'failed', run: null});
	});

	it('waits for a lost connection as a query does, and not a third time', () => {
		const screen = operated();
		screen.press('enter');
		screen.send({kind: 'lost', why: 'gone'});
		expect(screen.state.trial).toMatchObject({phase: 'waiting', entryName: 'open-shot'});
		expect(screen.send({kind: 'reopened', around: withOperations()})).toMatchObject([{kind: 'operate'}]);
		screen.send({kind: 'lost', why: 'gone'});
		expect(screen.state.trial?.error?.join(' ')).toMatch(/lost twice while this operation ran/);
	});
});

describe('w', () => {
	it('edits the round trip, measures the open operation with it, and tells what is no time', () => {
		const screen = operated();
		screen.press('w', 'ctrl+u', 'x');
		expect(screen.press('enter')).toEqual([]);
		expect(screen.state.overlay).toMatchObject({kind: 'rtt', letter: ['"x" is no time.', expect.any(String) as string]});
		screen.press('ctrl+u', '2', 'm', 's');
		expect(screen.press('enter')).toMatchObject([{kind: 'operate', operation: {name: 'open-shot'}, rttMs: 2}]);
		expect(screen.state).toMatchObject({overlay: null, rttMs: 2});
		expect(screen.press('w', 'ctrl+u', 'enter')).toMatchObject([{rttMs: 0}]);
	});

	it('is for operations: on a query it says so', () => {
		const screen = screenState(withOperations());
		screen.press('w');
		expect(screen.state.overlay).toBeNull();
		expect(screen.state.notice?.text).toMatch(/a query is one statement/);
	});
});

describe('the waterfall\'s cursor', () => {
	it('goes from step to step over all routes; Enter opens the card of the one under it', async () => {
		const screen = operated();
		screen.press('3', 'j', 'enter');
		expect(screen.state.overlay).toEqual({kind: 'step', at: 1, offset: 0});
		const text = await textOf(screen);
		expect(text).toMatch(/┌Step /);
		expect(text).toMatch(/\$1 = value-1-0 {2}from shot\.scene_id/);
		expect(text).toMatch(/Index Only Scan/);
		screen.press('escape', 'G');
		expect(screen.state.places.plan.cursor).toBe(3);
		screen.press('j');
		expect(screen.state.places.plan.cursor).toBe(3);
	});

	it('is what the indexes pane, the insights and the statistics follow; what needs a tree says that there is none', () => {
		const screen = operated();
		screen.press('3', 't');
		expect(screen.state.overlay?.kind).toBe('statistics');
		screen.press('escape', 'space');
		expect(screen.state.notice?.text).toMatch(/an operation has steps/);
		expect(shownIndexes(screen.state).length).toBeGreaterThan(0);
	});

	it('s goes to the step that takes longest', () => {
		const screen = operated({operation: listProjects});
		screen.press('s');
		expect(screen.state).toMatchObject({focus: 'plan', places: {plan: {cursor: 1}}});
	});
});

it('the past of the operation stands under its timing', async () => {
	const screen = operated();
	const old = operationRun({startedAt: new Date(1, 1, 1)});
	screen.send({kind: 'past', entryName: openShot.name, runs: [pastOperation({kind: 'OperationRecord', id: 'a1b2c3d4', database: onSmall, run: old, turns: null})]});
	expect(await textOf(screen)).toMatch(/before .*\n.*2\.1 ms → 0\.7 ms 9 baseline/);
});
