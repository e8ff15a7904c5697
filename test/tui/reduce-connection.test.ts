import {expect, it} from 'vitest';
import {nameConfiguration} from '../../source/catalog/name-configuration.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {shownPlan} from '../../source/tui/select.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {indexState, surroundings} from '../support/surroundings.ts';

const lost = {kind: 'lost', why: 'terminating connection due to administrator command'} as const;
const reopened = (around = surroundings()) => ({kind: 'reopened', around} as const);
const named = ({state}: ScreenState, configuration = state.configuration) => nameConfiguration(configuration, state.around?.universe.presets ?? []);
const tries = (screen: ScreenState) => screen.commands.filter(command => command.kind === 'try').length;

it('a lost connection keeps everything: plan, flips, pinned baseline, undo, values, filters and folds', () => {
	const screen = measuredScreen();
	screen.press('3', 'g', 'h', '/', 'a', 'g', 'g', 'enter');
	const before = screen.state;
	screen.send(lost);
	expect(shownPlan(screen.state)).toBe(shownPlan(before));
	screen.send(reopened());
	for (const what of ['configuration', 'pinned', 'undo'] as const) {
		expect(screen.state[what]).toEqual(before[what]);
	}

	for (const what of ['parameters', 'filters', 'folds', 'deltas', 'entryName', 'focus', 'places'] as const) {
		expect(screen.state[what]).toBe(before[what]);
	}
});

it('the open query is measured again by itself when the connection is back', () => {
	const screen = measuredScreen();
	expect(screen.send(lost)).toEqual([]);
	expect(screen.send(reopened())).toMatchObject([{kind: 'try', entry: {name: 'shots-of-a-scene'}, current: screen.state.configuration}]);
	expect(screen.state.notice?.text).toMatch(/connected again: PostgreSQL 18/);
});

it('keys work meanwhile: flips and other queries wait for the connection, nothing is sent', () => {
	const screen = measuredScreen();
	screen.send(lost);
	const before = tries(screen);
	screen.press('1', 'j', '2', 'space', '?', '?');
	expect(tries(screen)).toBe(before);
	expect(screen.state.trial).toMatchObject({entryName: 'user-by-email', phase: 'waiting', plan: null, error: null});
	expect(screen.send(reopened())).toMatchObject([{kind: 'try', entry: {name: 'user-by-email'}, current: screen.state.configuration}]);
});

it('r and Enter try to connect now; q leaves', () => {
	const screen = measuredScreen();
	screen.send(lost);
	expect(screen.press('r')).toEqual([{kind: 'reconnect'}]);
	expect(screen.press('1', 'enter')).toEqual([{kind: 'reconnect'}]);
	expect(screen.press('q')).toEqual([{kind: 'quit', code: 0}]);
});

it('the letter of the trial that ended with the connection says nothing new', () => {
	const screen = screenState();
	const id = screen.state.trial?.id ?? 0;
	screen.send(lost, {kind: 'trial failed', id, lines: ['the server went away']});
	expect(screen.state.trial).toMatchObject({phase: 'waiting', error: null});
});

it('a query that was being cancelled stays cancelled', () => {
	const screen = screenState();
	screen.press('escape');
	screen.send(lost);
	expect(screen.send(reopened())).toEqual([]);
	expect(screen.state.trial?.phase).toBe('cancelled');
});

it('a query under which the connection was lost twice is not run a third time by itself, but by r', () => {
	const screen = screenState();
	screen.send(lost, reopened(), lost);
	expect(screen.send(reopened())).toEqual([]);
	expect(screen.state.trial).toMatchObject({phase: 'failed'});
	expect(screen.state.trial?.error?.join(' ')).toMatch(/lost twice while this query ran/);
	expect(screen.press('r')).toMatchObject([{kind: 'try'}]);
});

it('a server that comes back as a standby shows its rung, and the flips that it cannot do are one u away', () => {
	const screen = measuredScreen();
	const flipped = screen.state.configuration;
	const {facts} = surroundings();
	screen.send(lost, reopened(surroundings({rung: rungOf(6), facts: {...facts, inRecovery: true}})));
	expect(screen.state.around?.rung.number).toBe(6);
	expect(screen.state.notice).toMatchObject({tone: 'warn'});
	expect(screen.state.notice?.text).toMatch(/now a standby; now AS IS; your flips cannot be done here/);
	expect(named(screen)).toBe('baseline');
	expect(screen.state.undo.at(-1)).toEqual(flipped);
});

it('indexes that were built or dropped meanwhile are as the database has them; what was flipped stays flipped', () => {
	const screen = screenState();
	screen.press('2', 'space');
	expect(named(screen)).toBe('bare');
	const {universe} = surroundings();
	const primary = universe.indexes.filter(({name}) => name === 'shots_pkey');
	const now = indexUniverse([...primary, indexState({oid: 7}), indexState({name: 'shots_new', oid: 8})], [], [], [{schema: 'public', name: 'shots', owned: true}]);
	screen.send(lost, reopened(surroundings({universe: now})));
	expect([...screen.state.configuration.on].sort()).toEqual(['shots_new', 'shots_pkey']);
	expect([...screen.state.pinned.on].sort()).toEqual(['shots_new', 'shots_pkey', 'shots_scene']);
});

it('a flip of an index that was dropped meanwhile is over, with a sentence, and all combinations on the screen are looked at anew', () => {
	const screen = screenState();
	screen.press('2', 'space', 'L');
	const {universe} = surroundings();
	const without = indexUniverse(universe.indexes.filter(({name}) => name === 'shots_pkey'), [], [], [{schema: 'public', name: 'shots', owned: true}]);
	screen.send(lost);
	expect(screen.send(reopened(surroundings({universe: without})))).toMatchObject([{kind: 'try', current: without.asBuilt}, {kind: 'combine'}]);
	expect(screen.state.notice).toMatchObject({text: expect.stringMatching(/^connected again: .*; the flip of shots_scene is over, as the database has changed there$/) as string, tone: 'warn'});
	expect(screen.state.combining).toMatchObject({universe: without, combinations: null});
});
