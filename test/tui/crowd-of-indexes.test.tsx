import {expect, it} from 'vitest';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import {shownIndexes} from '../../source/tui/shown-indexes.ts';
import {fixturePlan} from '../support/measured-screen.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {indexState, surroundings} from '../support/surroundings.ts';

const plan = fixturePlan('pg18/20_index_only.json');
const table = plan.nodes.find(({relation}) => relation !== undefined && relation !== null)?.relation ?? '';

/** A screen with one plan, over its table's two indexes and those of so many other tables. */
function crowded(others: number): ScreenState {
	const elsewhere = Array.from({length: others}, (_, at) => indexState({name: `other_${at}`, table: `table_${at}`, oid: 100 + at}));
	const universe = indexUniverse([indexState({name: 'near_a', table}), indexState({name: 'near_b', table, oid: 2}), ...elsewhere], [], [], [{schema: 'public', name: table, owned: true}]);
	const screen = screenState(surroundings({universe}));
	screen.send({kind: 'parameters', entryName: 'shots-of-a-scene', values: [{name: 'id', value: '7'}]});
	screen.send({kind: 'trial', id: screen.state.trial?.id ?? 0, event: {kind: 'planned', plan}});
	return screen;
}

const listed = ({state}: ScreenState) => shownIndexes(state).map(({index}) => index.key);

it('of very many indexes the pane lists those of the query\'s tables, and a lists all', () => {
	const screen = crowded(5000);
	expect(listed(screen)).toEqual(['near_a', 'near_b']);
	screen.press('2', 'a');
	expect(listed(screen)).toHaveLength(5002);
	expect(listed(screen).slice(0, 2)).toEqual(['near_a', 'near_b']);
	screen.press('a');
	expect(listed(screen)).toEqual(['near_a', 'near_b']);
});

it('a filter looks through all of them, and what was switched stays listed', () => {
	const screen = crowded(5000);
	screen.press('2', '/', ...'table_4711', 'enter');
	expect(listed(screen)).toEqual(['other_4711']);
	screen.press('space', '/', ...Array.from({length: 10}, () => 'backspace'), 'enter');
	expect(screen.state.filters.indexes).toBe('');
	expect(listed(screen)).toEqual(['near_a', 'near_b', 'other_4711']);
	expect(screen.state.configuration.on.has('other_4711')).toBe(false);
});

it('the cursor stays on its index when all are listed', () => {
	const screen = crowded(300);
	screen.press('2', 'j', 'a');
	expect(listed(screen)[screen.state.places.indexes.cursor]).toBe('near_b');
});

it('where there are few all are listed, and a says so', () => {
	const screen = crowded(30);
	expect(listed(screen)).toHaveLength(32);
	screen.press('2', 'a');
	expect(screen.state.notice?.text).toBe('all indexes: all are listed');
	expect(listed(screen)).toHaveLength(32);
});

it('before there is a plan, all are listed', () => {
	const {state} = crowded(300);
	expect(shownIndexes({...state, trial: null})).toHaveLength(302);
});

it('the pane says how many are left out, and which key shows them', async () => {
	const {state} = crowded(5000);
	const shown = renderAt(capabilities => <App store={{state: () => state, dispatch: () => undefined, subscribe: () => () => undefined}} painters={createPainters(capabilities)}/>, state.size);
	await shown.waitFor(screen => screen.some(row => row.includes('─ a lists 5,000 more ─')));
});
