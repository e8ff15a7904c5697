import {describe, expect, it} from 'vitest';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {keyTable} from '../../source/tui/key-table.ts';
import {listMoves, movedWithin, rowsBeside, rowsMoved, rowsRead} from '../../source/tui/list-moves.ts';
import {combinationsOf} from '../support/combinations.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {comparedReport, stepsSurvey, wholeSurvey} from '../support/steps-survey.ts';
import {surroundings} from '../support/surroundings.ts';

it('every key of movement in the key table moves rows, and no other key does', () => {
	for (const {move, keys} of keyTable) {
		for (const key of keys) {
			expect(rowsMoved(key, 10) === null, key).toBe(!(move in listMoves));
		}
	}
});

it('goes a row, half a page, a page, or to an end', () => {
	expect(['j', 'down', 'ctrl+d', 'pagedown', 'ctrl+f', 'G', 'end'].map(key => rowsMoved(key, 9))).toEqual([1, 1, 5, 9, 9, Infinity, Infinity]);
	expect(['k', 'up', 'ctrl+u', 'pageup', 'ctrl+b', 'g', 'home'].map(key => rowsMoved(key, 9))).toEqual([-1, -1, -5, -9, -9, -Infinity, -Infinity]);
	expect(rowsRead('space', 9)).toBe(9);
	expect(['j', 'g', 'home', 'ctrl+u', 'down'].map(key => rowsBeside(key, 9))).toEqual([null, null, null, null, 1]);
});

it('stays within the list, however long it is', () => {
	expect([movedWithin(2, Infinity, 5), movedWithin(2, -Infinity, 5), movedWithin(2, 9, 5), movedWithin(0, 1, 0)]).toEqual([4, 0, 4, 0]);
});

const around = surroundings();
const scan = (at: number) => ({'Node Type': 'Seq Scan', 'Parent Relationship': 'Member', 'Relation Name': `table_${at}`, 'Plan Rows': 1, 'Plan Width': 4, 'Startup Cost': 0, 'Total Cost': 1});
/** More than a screen of tables. */
const [manyTables] = readExplainJson(JSON.stringify([{Plan: {'Node Type': 'Append', 'Plan Rows': 40, 'Plan Width': 4, 'Startup Cost': 0, 'Total Cost': 40, Plans: Array.from({length: 40}, (_, at) => scan(at))}}]));

const found = await combinationsOf(around.catalog, around.universe.asBuilt, {shots_scene: 8192, shots_type: 4096}, {
	'shots-of-a-scene': [{uses: 1n, cost: 10}, {uses: 2n, cost: 20}, {uses: 0n, cost: 100}],
	'user-by-email': [{uses: 2n, cost: 10}, {uses: 0n, cost: 100}],
});

function steps(survey = stepsSurvey()): ScreenState {
	const screen = screenState(surroundings({ground: 'steps'}), {columns: 120, rows: 40}, 'planflip --persistent');
	screen.press('S');
	screen.send({kind: 'steps', news: {kind: 'looked', survey}});
	return screen;
}

function compared(): ScreenState {
	const screen = steps(wholeSurvey());
	screen.press('enter');
	screen.send({kind: 'steps', news: {kind: 'compared', report: comparedReport()}});
	return screen;
}

function pressed(screen: ScreenState, ...keys: readonly string[]): ScreenState {
	screen.press(...keys);
	return screen;
}

function lattice(...keys: readonly string[]): ScreenState {
	const screen = pressed(screenState(around), 'L');
	screen.send({kind: 'combined', news: {kind: 'done', combinations: found}});
	return pressed(screen, ...keys);
}

describe('the same keys go through', () => {
	it.each<readonly [string, () => ScreenState]>([
		['the queries', () => screenState()],
		['the indexes', () => pressed(screenState(), '2')],
		['the plan', () => pressed(measuredScreen(), '3')],
		['the diff', () => pressed(measuredScreen({columns: 120, rows: 24}), 'd')],
		['the statistics', () => pressed(measuredScreen({columns: 80, rows: 24}, manyTables), 't')],
		['the presets', () => pressed(screenState(), 'P')],
		['the keys', () => pressed(screenState(), '?')],
		['the steps', () => steps()],
		['the comparison', compared],
		['the lattice', () => lattice()],
		['the front', () => lattice('tab')],
	])('%s', (_, open) => {
		/** Where the cursors are after these keys. */
		const after = (...keys: readonly string[]) => {
			const {overlay, places, focus} = pressed(open(), ...keys).state;
			return JSON.stringify(overlay ?? places[focus]);
		};

		const first = after('g');
		const last = after('G');
		expect(last).not.toBe(first);
		expect(after('end')).toBe(last);
		expect(after('G', 'g')).toBe(after('end', 'home'));
		expect(after('g', 'j')).toBe(after('g', 'down'));
		expect(after('g', 'j')).not.toBe(first);
		expect(after('G', 'k')).toBe(after('G', 'up'));
		expect(after('G', 'k')).not.toBe(last);
		for (const key of ['pagedown', 'ctrl+f', 'ctrl+d']) {
			expect(after('g', key), key).not.toBe(first);
		}

		for (const key of ['pageup', 'ctrl+b', 'ctrl+u']) {
			expect(after('G', key), key).not.toBe(last);
		}
	});
});
