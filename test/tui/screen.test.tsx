import {describe, expect, it} from 'vitest';
import {cellWidth} from '../../source/text/cells.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {renderAt} from '../support/render-at.tsx';
import {screenState} from '../support/screen-state.ts';
import {surroundings} from '../support/surroundings.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});

async function show(state: State, env: Readonly<Record<string, string>> = {}) {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, {...state.size, env});
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown;
}

const sizes = [{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}];

describe.each(sizes)('the screen at $columns x $rows', size => {
	it('shows queries, indexes, plan, buffers and timing, every row as wide as the terminal', async () => {
		const {screen} = await show(measuredScreen(size).state);
		const rows = screen();
		expect(rows.slice(0, size.rows - 3).map(row => cellWidth(row))).toEqual(Array.from({length: size.rows - 3}, () => size.columns));
		expect(rows.at(-1)).toBe('');
		expect(rows.join('\n')).toMatchSnapshot();
	});

	it('without colours says the same, and shows the cursor in reverse', async () => {
		const coloured = await show(measuredScreen(size).state);
		const plain = await show(measuredScreen(size).state, {NO_COLOR: '1'});
		expect(plain.screen()).toEqual(coloured.screen());
		expect(plain.raw()).not.toMatch(/\u001B\[(?:[\d;]*;)?(?:3[0-8]|9\d)(?:;[\d;]*)?m/);
	});
});

describe('the screen', () => {
	it('names the rung, the configuration and the verdict', async () => {
		const text = (await show(measuredScreen().state)).screen().join('\n');
		expect(text).toMatch(/MEASURED, isolated/);
		expect(text).toMatch(/2 Indexes ─+ bare/);
		expect(text).toMatch(/\dx slower \(/);
	});

	it('in ASCII draws nothing else', async () => {
		const {screen} = await show(measuredScreen().state, {TERM: 'linux'});
		expect(screen().join('')).toMatch(/^[\x20-\x7E]*$/);
	});

	it('zooms the focused pane to the whole body', async () => {
		const state = measuredScreen();
		state.press('3', 'z');
		const rows = (await show(state.state)).screen();
		expect(rows[0]).toMatch(/^┌3 Plan/);
		expect(rows.join('\n')).not.toMatch(/1 Queries/);
	});

	it('lists every key under ?, with how indexes are switched here', async () => {
		const state = measuredScreen({columns: 200, rows: 60});
		state.press('?');
		const text = (await show(state.state)).screen().join('\n');
		expect(text).toMatch(/always rolled back/);
		expect(text).toMatch(/Space +indexes: Switch the index/);
	});

	it('puts a question and its keys where they are seen', async () => {
		const opening = screenState(null);
		opening.send({kind: 'asked', question: 'Create the tables there?'});
		const text = (await show(opening.state)).screen().join('\n');
		expect(text).toMatch(/Create the tables there\?\n +y yes +n no/);
	});

	it('survives right-to-left names and control characters in values', async () => {
		const state = screenState(surroundings());
		state.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: 'مشهد\u202E\u001B[31m داخلي'}]});
		const shown = await show(state.state);
		expect(shown.screen().join('\n')).toMatch(/مشهد␛\[31m داخلي/);
		expect(shown.raw()).not.toMatch(/\u202E/);
	});
});
