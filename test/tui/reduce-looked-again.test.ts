import {describe, expect, it} from 'vitest';
import type {IndexState} from '../../source/database/index-state.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import type {Surroundings} from '../../source/tui/state.ts';
import {combinationsOf} from '../support/combinations.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {screenState} from '../support/screen-state.ts';
import {indexState, surroundings} from '../support/surroundings.ts';

const primary = indexState({name: 'shots_pkey', oid: 2, unique: true, columns: ['id'], constraint: {name: 'shots_pkey', kind: 'primary key'}});

const {catalog, universe} = surroundings();
/** One query, which one index serves. */
const found = await combinationsOf(catalog, universe.asBuilt, {shots_scene: 8192}, {'shots-of-a-scene': [{uses: 1n, cost: 10}, {uses: 0n, cost: 100}]});

/** The database as somebody else has left it: the primary key, and these. */
function now(...built: readonly IndexState[]): Surroundings {
	return surroundings({universe: indexUniverse([...built, primary], [{kind: 'IndexDefinition', name: 'shots_type', table: 'shots', why: 'By type.', priority: 'MEDIUM', sql: 'create index shots_type on shots (scene_id, shot_type)', presets: ['optimized'], file: 'indexes.sql', line: 9}], catalog.presets, [{schema: 'public', name: 'shots', owned: true}])});
}

const lookedAgain = (around: Surroundings, rowsAreNew = false) => ({kind: 'looked again', around, rowsAreNew} as const);

describe('an index that somebody else has dropped', () => {
	it('is no row any more, its flip is over with a sentence, and what is open is tried under the indexes there are', () => {
		const screen = screenState();
		screen.press('2', 'space');
		const around = now();
		expect(screen.send(lookedAgain(around))).toMatchObject([{kind: 'try', entry: {name: 'shots-of-a-scene'}, current: around.universe.asBuilt, baseline: around.universe.asBuilt}]);
		expect(screen.state.notice).toEqual({text: 'meanwhile dropped: shots_scene; the flip of shots_scene is over, as the database has changed there', tone: 'warn'});
		expect(screen.state.around?.universe.byKey.has('shots_scene')).toBe(false);
	});

	it('takes nothing from the flips of others', () => {
		const screen = screenState();
		screen.press('2', 'j', 'space');
		expect(screen.state.configuration.on.has('shots_type')).toBe(true);
		screen.send(lookedAgain(now()));
		expect([...screen.state.configuration.on].sort()).toEqual(['shots_pkey', 'shots_type']);
	});

	it('leaves no step of undo that leads to where one is', () => {
		const screen = screenState();
		screen.press('2', 'space', 'space', 'space');
		expect(screen.state.undo).toHaveLength(3);
		screen.send(lookedAgain(now()));
		expect(screen.state.undo).toEqual([]);
	});

	it('takes with it what was found under it: deltas, and all combinations', () => {
		const screen = measuredScreen();
		screen.send({kind: 'combined', news: {kind: 'done', combinations: found}});
		expect(screen.state.deltas.size).toBe(1);
		screen.send(lookedAgain(now()));
		expect(screen.state.deltas.size).toBe(0);
		expect(screen.state.combining).toEqual({universe: null, combinations: null, step: null, problem: null});
	});
});

describe('a look that found the same', () => {
	it('keeps the findings', () => {
		const screen = measuredScreen();
		const {deltas} = screen.state;
		screen.send(lookedAgain(surroundings()));
		expect(screen.state.deltas).toBe(deltas);
	});
});

describe('the cursor', () => {
	it('stays on its index', () => {
		const screen = screenState();
		screen.press('2', 'G');
		const {cursor} = screen.state.places.indexes;
		expect(cursor).toBe(2);
		screen.send(lookedAgain(now()));
		expect(screen.state.places.indexes.cursor).toBe(1);
	});
});

describe('what is open over the panes', () => {
	it('the lattice is looked at anew', () => {
		const screen = screenState();
		screen.press('L');
		screen.send({kind: 'combined', news: {kind: 'done', combinations: found}});
		const around = now();
		expect(screen.send(lookedAgain(around))).toMatchObject([{kind: 'try'}, {kind: 'combine', wish: {task: 'combine'}}]);
		expect(screen.state).toMatchObject({overlay: {kind: 'lattice'}, combining: {universe: around.universe, combinations: null}});
	});

	it('the export is found out anew', () => {
		const screen = measuredScreen();
		screen.press('E');
		expect(screen.send(lookedAgain(now(indexState({}), indexState({name: 'shots_new', oid: 8}))))).toMatchObject([{kind: 'try'}, {kind: 'export', order: {kind: 'wait'}}]);
	});

	it('the values of a parameter are tried anew, and no trial is begun beside them', () => {
		const screen = measuredScreen();
		screen.press('p');
		expect(screen.send(lookedAgain(now())).map(({kind}) => kind)).toEqual(['sweep']);
	});
});

it('what the user has stopped stays stopped', () => {
	const screen = screenState();
	screen.press('escape');
	expect(screen.send(lookedAgain(now()))).toEqual([]);
	expect(screen.state.trial?.phase).toBe('cancelled');
});

it('where the rows are new, values are looked for anew', () => {
	const screen = measuredScreen();
	expect(screen.send(lookedAgain(surroundings(), true))).toMatchObject([{kind: 'try', parameters: null}]);
});

it('an index that is gone is not flipped, by whatever way it is asked for', () => {
	const screen = screenState();
	expect(screen.send({kind: 'around', around: surroundings(), flip: 'shots_gone'})).toEqual([]);
	expect(screen.state.notice).toEqual({text: 'shots_gone is gone', tone: 'warn'});
});
