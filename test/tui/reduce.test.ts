import {describe, expect, it} from 'vitest';
import {nameConfiguration} from '../../source/catalog/name-configuration.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {ScreenState} from '../support/screen-state.ts';
import {screenState} from '../support/screen-state.ts';
import {shownPlanRows} from '../../source/tui/select.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {surroundings} from '../support/surroundings.ts';

const configurationName = ({state}: ScreenState) => nameConfiguration(state.configuration, state.around?.universe.presets ?? []);
const tries = (screen: ScreenState) => screen.commands.filter(command => command.kind === 'try');

describe('opening', () => {
	it('tries the first query under the indexes as they are built', () => {
		const screen = screenState();
		expect(tries(screen)).toMatchObject([{entry: {name: 'shots-of-a-scene'}, parameters: null}]);
		expect(configurationName(screen)).toBe('baseline');
	});

	it('asks a question that y answers, and forgets it then', () => {
		const screen = screenState(null);
		screen.send({kind: 'asked', question: 'Create them?'});
		expect(screen.press('x')).toEqual([]);
		expect(screen.press('y')).toEqual([{kind: 'answer', yes: true}]);
		expect(screen.press('y')).toEqual([]);
	});

	it('that failed leaves q, with the exit code of no connection', () => {
		const screen = screenState(null);
		screen.send({kind: 'open failed', lines: ['the server cannot be reached'], code: 3});
		expect(screen.press('q')).toEqual([{kind: 'quit', code: 3}]);
	});
});

describe('flipping', () => {
	it('switches the index under the cursor off, and tries that at once against the pinned baseline', () => {
		const screen = screenState();
		const [command] = screen.press('2', 'space');
		expect(configurationName(screen)).toBe('bare');
		expect(command).toMatchObject({kind: 'try', current: screen.state.configuration, baseline: screen.state.pinned});
	});

	it('back again is the baseline again', () => {
		const screen = screenState();
		screen.press('2', 'space', 'space');
		expect(configurationName(screen)).toBe('baseline');
	});

	it('is taken back by u, flip by flip', () => {
		const screen = screenState();
		screen.press('2', 'space', 'j', 'space');
		expect(configurationName(screen)).toBe('bare,+shots_type');
		screen.press('u');
		expect(configurationName(screen)).toBe('bare');
		screen.press('u');
		expect(configurationName(screen)).toBe('baseline');
		screen.press('u');
		expect(screen.state.notice?.text).toMatch(/nothing was flipped yet/);
	});

	it('many at once is a preset, chosen by its number', () => {
		const screen = screenState();
		screen.press('P', '3');
		expect(configurationName(screen)).toBe('optimized');
		expect(screen.state.overlay).toBeNull();
	});

	it('that cannot be done here says why, and changes nothing', () => {
		const screen = screenState(surroundings({rung: rungOf(2)}));
		const before = tries(screen).length;
		screen.press('2', 'j', 'space');
		expect(screen.state.notice?.text).toMatch(/shots_type cannot be flipped: it is not built/);
		expect(tries(screen)).toHaveLength(before);
	});

	it('asks for consent where others would wait, and flips once that is given', () => {
		const screen = screenState(surroundings({rung: rungOf(6), canAskToBlock: true}));
		screen.press('2', 'space');
		expect(screen.state.overlay?.kind).toBe('consent');
		expect(screen.press('y')).toEqual([{kind: 'allow blocking', flip: 'shots_scene'}]);
		expect(configurationName(screen)).toBe('baseline');
		screen.send({kind: 'around', around: surroundings({rung: rungOf(5)}), flip: 'shots_scene'});
		expect(configurationName(screen)).toBe('bare');
	});

	it('compares with another configuration once c pinned it', () => {
		const screen = screenState();
		screen.press('2', 'space', 'c');
		expect(screen.state.pinned).toBe(screen.state.configuration);
	});
});

describe('queries', () => {
	it('open when the cursor moves to them', () => {
		const screen = screenState();
		expect(screen.press('1', 'j')).toMatchObject([{kind: 'try', entry: {name: 'user-by-email'}}]);
	});

	it('are filtered while the words are typed; Enter opens the one under the cursor', () => {
		const screen = screenState();
		screen.press('/', 'e', 'm', 'a', 'i', 'l');
		expect(screen.state.filters.queries).toBe('email');
		expect(screen.press('enter')).toMatchObject([{entry: {name: 'user-by-email'}}]);
		screen.press('escape', 'escape');
		expect(screen.state.filters.queries).toBe('email');
		screen.send({kind: 'trial cancelled', id: screen.state.trial?.id ?? 0});
		screen.press('escape');
		expect(screen.state.filters.queries).toBe('');
	});

	it('have parameters that e edits and Enter measures', () => {
		const screen = screenState();
		screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: 'abc'}]});
		screen.press('e', 'backspace', 'd');
		expect(screen.press('enter')).toMatchObject([{kind: 'try', parameters: [{name: 'id', value: 'abd'}]}]);
	});

	it('take NULL for a parameter by ^N, and live values again by ^R', () => {
		const screen = screenState();
		screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: 'abc'}]});
		expect(screen.press('e', 'ctrl+n', 'enter')).toMatchObject([{parameters: [{name: 'id', value: null}]}]);
		expect(screen.press('e', 'ctrl+r')).toMatchObject([{parameters: null}]);
	});
});

describe('what runs', () => {
	it('is cancelled by Esc, on the server', () => {
		const screen = screenState();
		expect(screen.press('escape')).toEqual([{kind: 'cancel'}]);
		expect(screen.state.trial?.phase).toBe('cancelling');
	});

	it('is cancelled by the first ^C; the second leaves with 130', () => {
		const screen = screenState();
		expect(screen.press('ctrl+c')).toEqual([{kind: 'cancel'}]);
		expect(screen.press('ctrl+c')).toEqual([{kind: 'quit', code: 130}]);
	});

	it('never quits the program by Esc', () => {
		const screen = screenState();
		screen.send({kind: 'trial cancelled', id: screen.state.trial?.id ?? 0});
		expect(screen.press('escape', 'escape', 'escape')).toEqual([]);
	});

	it('may be overtaken: news of an older trial is dropped', () => {
		const screen = screenState();
		const old = screen.state.trial?.id ?? 0;
		screen.press('2', 'space');
		screen.send({kind: 'trial failed', id: old, lines: ['gone']});
		expect(screen.state.trial?.error).toBeNull();
	});

	it('that failed shows its letter and lives on', () => {
		const screen = screenState();
		screen.send({kind: 'trial failed', id: screen.state.trial?.id ?? 0, lines: ['column "x" does not exist', 'at queries/x.sql:3:8']});
		expect(screen.state.trial).toMatchObject({phase: 'failed', error: ['column "x" does not exist', 'at queries/x.sql:3:8']});
		expect(screen.press('r')).toMatchObject([{kind: 'try'}]);
	});
});

describe('the tree', () => {
	const cursorNode = ({state}: ScreenState) => shownPlanRows(state)[state.places.plan.cursor]?.node.label;

	it('folds under h and unfolds under l', () => {
		const screen = measuredScreen();
		screen.press('3', 'g', 'h');
		expect(shownPlanRows(screen.state)).toHaveLength(1);
		screen.press('l');
		expect(shownPlanRows(screen.state).length).toBeGreaterThan(1);
	});

	it('is searched by /, n and N go round, and what hides a match is unfolded', () => {
		const screen = measuredScreen();
		screen.press('3', 'g', 'h', '/', 'a', 'g', 'g', 'enter');
		expect(cursorNode(screen)).toBe('Finalize GroupAggregate');
		screen.press('n');
		expect(cursorNode(screen)).toBe('Partial HashAggregate');
		screen.press('n');
		expect(cursorNode(screen)).toBe('Finalize GroupAggregate');
		screen.press('N');
		expect(cursorNode(screen)).toBe('Partial HashAggregate');
	});

	it('takes s to the node with most time of its own', () => {
		const screen = measuredScreen();
		screen.press('s');
		expect(screen.state.focus).toBe('plan');
		expect(cursorNode(screen)).toBe('Parallel Seq Scan');
	});
});
