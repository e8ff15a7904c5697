import {describe, expect, it} from 'vitest';
import type {Sweep, ValueTry} from '../../source/experiment/sweep.ts';
import type {SweptValue} from '../../source/experiment/swept-value.ts';
import {planShape} from '../../source/experiment/plan-shape.ts';
import type {Plan} from '../../source/plan/plan.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {fixturePlan} from '../support/measured-screen.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {withOperations} from '../support/operations.ts';
import {run, surroundings} from '../support/surroundings.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});
const around = surroundings();
const seq = fixturePlan('pg18/01_seq_filter.json');
const index = fixturePlan('pg18/20_index_only.json');

function tried(value: SweptValue, plan: Plan, ms: number): ValueTry {
	return {
		value, plan, shape: planShape(plan), generic: null, error: null,
		run: run(around, {explain: JSON.stringify([plan.raw]), samples: Array.from({length: 10}, (_, at) => ms + at * ms / 100)}),
	};
}

const sweep: Sweep = {
	kind: 'Sweep', entry: 'shots-of-a-scene', parameters: [{name: 'id', value: 'lost'}], position: 1, choices: [],
	indexes: {name: 'baseline', configuration: around.universe.asBuilt}, rung: around.rung, server: around.facts, planOnly: null, phase: 'done',
	tries: [
		tried({value: 'lost', origins: ['usual', 'rare'], share: 0.0005}, index, 0.05),
		tried({value: 'done', origins: ['most common'], share: 0.99}, seq, 12),
		{value: {value: 'x', origins: ['asked for'], share: null}, plan: null, run: null, shape: null, generic: null, error: ['invalid input syntax for type integer: "x"']},
	],
	generic: {
		kind: 'planned', plan: seq, shape: planShape(seq), operatorCost: 0.0025, mode: 'auto',
		asked: [{value: {value: 'lost', origins: ['usual'], share: null}, customCost: 8, chosen: 'custom'}, {value: {value: 'done', origins: ['most common'], share: null}, customCost: 900, chosen: 'generic'}],
	},
};

function swept(size = {columns: 120, rows: 40}, seen = sweep): ScreenState {
	const screen = screenState(surroundings(), size);
	screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: 'lost'}]});
	screen.press('p');
	screen.send({kind: 'sweep', id: screen.state.sweep?.id ?? 0, event: {kind: 'swept', sweep: seen}});
	return screen;
}

async function text({state}: ScreenState, env = {}): Promise<string> {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, {...state.size, env});
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown.screen().join('\n');
}

describe('the values of a parameter', () => {
	it('are tried at p, under the indexes and with the values on the screen', () => {
		const screen = screenState();
		screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: 'lost'}]});
		expect(screen.press('p')).toMatchObject([{kind: 'sweep', entry: {name: 'shots-of-a-scene'}, over: null, asked: [], parameters: [{name: 'id', value: 'lost'}], indexes: screen.state.configuration}]);
	});

	it('are no matter for an operation, whose steps take theirs from rows', () => {
		const screen = screenState(withOperations());
		screen.press('G');
		expect(screen.press('p')).toEqual([]);
		expect(screen.state.notice?.text).toContain('take their values from rows');
	});

	it.each([{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}])('stand at $columns x $rows by the plans they lead to, with time and interval', async size => {
		const shown = await text(swept(size));
		expect(shown).toMatch(/A {2}Index Only Scan/);
		expect(shown).toMatch(/B {2}\S.* Scan /);
		expect(shown).toMatch(/lost +usual, rare/);
		expect(shown).toMatch(/done +most common/);
		expect(shown).toMatch(/12\.5 ms +12\.1 ms - 13 ms/);
		expect(shown.split('\n').every(line => line.length <= size.columns)).toBe(true);
	});

	it('come to where the plan flips, which value takes longest, and what a prepared statement gets', async () => {
		const shown = await text(swept());
		expect(shown).toMatch(/The plan flips: 2 plans/);
		expect(shown).toMatch(/done takes longest; lost is 240x faster \(\d+-\d+\)/);
		expect(shown).toMatch(/depends on who comes first: after five executions with done it does/);
		expect(shown).toMatch(/invalid input syntax for type integer/);
		expect(await text(swept(), {NO_COLOR: '1'})).toBe(shown);
	});

	it('on a small screen scroll down to the findings, and back up', async () => {
		const screen = swept({columns: 80, rows: 24});
		expect(await text(screen)).toMatch(/more ↓/);
		screen.press('G');
		expect(await text(screen)).toMatch(/plancache\.c/);
		screen.press('g');
		expect(await text(screen)).toMatch(/\$1 id over 3 values/);
	});

	it('have the diff of two of them one key away, which leads back to them', async () => {
		const screen = swept();
		screen.press('j', 'd');
		expect(screen.state.overlay).toMatchObject({kind: 'diff', between: {before: {name: 'lost'}, after: {name: 'done'}}});
		expect(await text(screen)).toMatch(/┌Diff {2}lost → done/);
		screen.press('escape');
		expect(screen.state.overlay).toMatchObject({kind: 'sweep', at: 1});
		screen.press('space', 'k', 'd');
		expect(screen.state.overlay).toMatchObject({kind: 'diff', between: {before: {name: 'done'}, after: {name: 'lost'}}});
	});

	it('can be typed: the parameter stays, and NULL is one', () => {
		const screen = swept();
		expect(screen.press('a', 'n', 'e', 'w', 'enter')).toMatchObject([{kind: 'sweep', over: 'id', asked: ['new']}]);
		screen.send({kind: 'sweep', id: screen.state.sweep?.id ?? 0, event: {kind: 'swept', sweep}});
		expect(screen.press('a', 'ctrl+n')).toMatchObject([{kind: 'sweep', over: 'id', asked: ['new', null]}]);
	});

	it('become the query\'s by Enter, which measures it', () => {
		const screen = swept();
		screen.press('j');
		expect(screen.press('enter')).toMatchObject([{kind: 'try', parameters: [{name: 'id', value: 'done'}]}]);
		expect(screen.state.overlay).toBe(null);
	});

	it('go on with the next parameter, where there are several', () => {
		const screen = swept(undefined, {...sweep, parameters: [{name: 'id', value: 'lost'}, {name: 'kind', value: 1}]});
		expect(screen.press('tab')).toMatchObject([{kind: 'sweep', over: 'kind'}]);
	});

	it('are stopped by Esc or ^C, and what was being measured before is measured again when they are closed', () => {
		const screen = screenState();
		screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: 'lost'}]});
		screen.press('p');
		const id = screen.state.sweep?.id ?? 0;
		expect(screen.press('ctrl+c')).toEqual([{kind: 'cancel'}]);
		screen.send({kind: 'sweep ended', id, lines: null});
		expect(screen.state.sweep?.phase).toBe('cancelled');
		expect(screen.press('escape')).toMatchObject([{kind: 'try'}]);
		expect(screen.state.overlay).toBe(null);
		expect(screen.state.trial?.id).toBeGreaterThan(id);
	});

	it('tell why they could not be tried, and news of a sweep that was overtaken are dropped', async () => {
		const screen = swept();
		const id = screen.state.sweep?.id ?? 0;
		screen.press('r');
		screen.send({kind: 'sweep ended', id, lines: ['too late']});
		expect(screen.state.sweep?.phase).toBe('running');
		screen.send({kind: 'sweep ended', id: screen.state.sweep?.id ?? 0, lines: ['permission denied for table shots', 'GRANT SELECT']});
		expect(await text(screen)).toMatch(/permission denied for table shots[^]*GRANT SELECT/);
	});
});
