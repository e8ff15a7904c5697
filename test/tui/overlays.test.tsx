import {describe, expect, it} from 'vitest';
import {planShelf} from '../../source/lab/plan-shelf.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import {shownPlanRows} from '../../source/tui/select.ts';
import type {State, Surroundings} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import {fixturePlan, measuredScreen} from '../support/measured-screen.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {surroundings} from '../support/surroundings.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});

async function text({state}: ScreenState): Promise<string> {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, state.size);
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown.screen().join('\n');
}

/** A table read from end to end for a handful of rows: an index would help. */
const wasteful = parsePlan({
	Plan: {
		'Node Type': 'Seq Scan', 'Parallel Aware': false, 'Relation Name': 'shots', Schema: 'public', Alias: 'shots',
		'Startup Cost': 0, 'Total Cost': 3155, 'Plan Rows': 10, 'Plan Width': 120, 'Actual Startup Time': 0.01, 'Actual Total Time': 20,
		'Actual Rows': 10, 'Actual Loops': 1, Filter: '((scene_id)::text = \'a\'::text)', 'Rows Removed by Filter': 99_990,
		'Shared Hit Blocks': 1905, 'Shared Read Blocks': 0,
	},
	'Planning Time': 0.1,
	'Execution Time': 20.1,
});

describe('the insights', () => {
	it('stand below the tree, and i lists them with evidence, advice and the index to try', async () => {
		const screen = measuredScreen({columns: 120, rows: 40}, wasteful);
		expect(await text(screen)).toMatch(/!! +20 ms +shots: 100,000 rows read, 10 kept/);
		expect(await text(screen)).toMatch(/!! Seq Scan shots/);
		screen.press('i');
		expect(await text(screen)).toMatch(/CREATE INDEX .* ON public\.shots/);
	});

	it('propose an index that Space makes a toggle, switched on and tried at once', () => {
		const screen = measuredScreen({columns: 120, rows: 40}, wasteful);
		const [command] = screen.press('i', 'space');
		expect(command).toMatchObject({kind: 'propose', proposal: {table: 'shots'}});
		expect(screen.state).toMatchObject({overlay: null, focus: 'indexes'});
	});

	it('lead to their node by Enter', () => {
		const screen = measuredScreen({columns: 120, rows: 40}, wasteful);
		screen.press('i', 'enter');
		expect(screen.state).toMatchObject({overlay: null, focus: 'plan', places: {plan: {cursor: 0}}});
	});
});

describe('the diff', () => {
	it('puts the pinned and the current plan side by side on a wide screen, with the verdict on top', async () => {
		const screen = measuredScreen({columns: 200, rows: 60});
		screen.press('d');
		const shown = await text(screen);
		expect(shown).toMatch(/Diff +baseline → bare/);
		expect(shown).toMatch(/x slower \(/);
		expect(shown).toMatch(/baseline +self.*bare +self/);
	});

	it('stacks them on a narrow one', async () => {
		const screen = measuredScreen({columns: 80, rows: 24});
		screen.press('d');
		expect(await text(screen)).toMatch(/self before → after/);
	});

	it('is closed by Esc, and refused when there is nothing to compare with', () => {
		const screen = measuredScreen();
		screen.press('d', 'escape');
		expect(screen.state.overlay).toBeNull();
		const alone = screenState();
		alone.press('d');
		expect(alone.state.notice?.text).toMatch(/diff: there is no plan yet/);
	});
});

describe('the statistics', () => {
	it('sum self time by operation, table and index; > sorts by another column', async () => {
		const screen = measuredScreen();
		screen.press('t');
		expect(await text(screen)).toMatch(/by operation .*▼self/);
		screen.press('>');
		expect(await text(screen)).toMatch(/by operation .*▼share/);
		screen.press('r');
		expect(await text(screen)).toMatch(/by operation .*▲share/);
	});
});

describe('a crowd of alike partitions', () => {
	const member = (at: number) => ({
		'Node Type': 'Seq Scan', 'Parent Relationship': 'Member', 'Relation Name': `part_${at}`, Alias: `p_${at}`, 'Startup Cost': 0, 'Total Cost': 10,
		'Plan Rows': 5, 'Plan Width': 8, 'Actual Startup Time': 0, 'Actual Total Time': 0.2, 'Actual Rows': 5, 'Actual Loops': 1,
	});
	const crowd = parsePlan({
		Plan: {
			'Node Type': 'Append', 'Startup Cost': 0, 'Total Cost': 20_000, 'Plan Rows': 9990, 'Plan Width': 8, 'Actual Startup Time': 0,
			'Actual Total Time': 400, 'Actual Rows': 9990, 'Actual Loops': 1, Plans: Array.from({length: 1998}, (_, at) => member(at)),
		},
		'Execution Time': 400,
	});

	it('is one member and one row for the rest, opened by l and closed by h', async () => {
		const screen = measuredScreen({columns: 120, rows: 40}, crowd);
		expect(await text(screen)).toMatch(/1,997 alike, 0\.2 ms each/);
		expect(shownPlanRows(screen.state)).toHaveLength(3);
		screen.press('3', 'G', 'l');
		expect(shownPlanRows(screen.state)).toHaveLength(1999);
		screen.press('h');
		expect(shownPlanRows(screen.state)).toHaveLength(3);
	});

	const at = (screen: ScreenState) => shownPlanRows(screen.state)[screen.state.places.plan.cursor];

	it('brings forth what a search finds in it, and leaves the rest closed', async () => {
		const screen = measuredScreen({columns: 120, rows: 40}, crowd);
		screen.press('3', '/', ...'part_123', 'enter');
		expect(at(screen)?.node.relation).toBe('part_123');
		screen.press('n');
		expect(at(screen)?.node.relation).toBe('part_1230');
		screen.press('N', 'N');
		expect(at(screen)?.node.relation).toBe('part_1239');
		expect(shownPlanRows(screen.state)).toHaveLength(3);
		expect(await text(screen)).toMatch(/1,997 alike, 0\.2 ms each/);
	});

	it('brings forth the slowest of all, whatever stood there before', () => {
		const inner = Array.from({length: 6}, (_, each) => ({...member(each), 'Node Type': 'Sort', 'Actual Total Time': 30, Plans: [{...member(each), 'Parent Relationship': 'Outer', 'Actual Total Time': each === 4 ? 29 : 10}]}));
		// The slowest member by all that is in it is not the one with the slowest node.
		const plan = parsePlan({Plan: {...member(0), 'Node Type': 'Append', 'Relation Name': null, 'Actual Total Time': 190, Plans: [...inner.slice(0, 5), {...inner[5] ?? {}, 'Actual Total Time': 38}]}, 'Execution Time': 200});
		const screen = measuredScreen({columns: 120, rows: 40}, plan);
		expect(shownPlanRows(screen.state).map(({node}) => node.relation)).toEqual([null, 'part_5', 'part_5', 'part_0']);
		screen.press('3', 's');
		expect(at(screen)?.node).toMatchObject({relation: 'part_4', nodeType: 'Seq Scan'});
		expect(shownPlanRows(screen.state)).toHaveLength(4);
	});
});

describe('plans from a file', () => {
	const shelf = planShelf('slow.json', [
		{plan: fixturePlan('pg18/02_parallel_agg.json'), line: 1, query: null, durationMs: null},
		{plan: wasteful, line: 90, query: 'select 1', durationMs: 20.2},
	]);
	const around: Surroundings = surroundings({
		label: shelf.label, facts: shelf.facts, catalog: shelf.catalog, tables: shelf.tables, universe: shelf.universe(), rung: rungOf(0),
	});
	const open = (): ScreenState => {
		const screen = screenState(around);
		screen.send({kind: 'trial', id: screen.state.trial?.id ?? 0, event: {kind: 'read', plan: fixturePlan('pg18/02_parallel_agg.json')}});
		return screen;
	};

	it('have the whole screen: tree, buffers, totals and insights, and nothing that pretends to be measured here', async () => {
		const shown = await text(open());
		expect(shown).toMatch(/FROM A FILE/);
		expect(shown).toMatch(/2 Insights/);
		expect(shown).toMatch(/one run, nothing to judge it by/);
		expect(shown).not.toMatch(/executing|PGlite/);
	});

	it('are called in a diff by their times and what they read, as no configuration names them; d says what is missing until one is pinned', async () => {
		const screen = open();
		screen.press('d');
		expect(screen.state.notice?.text).toContain('pin this one with c');
		screen.press('c', '1', 'j');
		screen.send({kind: 'trial', id: screen.state.trial?.id ?? 0, event: {kind: 'read', plan: wasteful}});
		screen.press('d');
		expect(await text(screen)).toMatch(/Diff {2}\d.* ms .+ → 20\.1 ms Seq Scan shots/);
	});

	it('a d that comes before the plan it asks for waits for it', async () => {
		const screen = open();
		screen.press('c', '1', 'j', 'd');
		expect(await text(screen)).toMatch(/compared as soon as the plan is there/);
		screen.send({kind: 'trial', id: screen.state.trial?.id ?? 0, event: {kind: 'read', plan: wasteful}});
		expect(await text(screen)).toMatch(/Diff {2}\d.* ms .+ → 20\.1 ms Seq Scan shots/);
	});

	it('are compared with the one that c pinned', () => {
		const screen = open();
		screen.press('c', '1', 'j');
		screen.send({kind: 'trial', id: screen.state.trial?.id ?? 0, event: {kind: 'read', plan: wasteful}});
		screen.press('d');
		expect(screen.state.overlay?.kind).toBe('diff');
	});

	it('have nothing to flip, and say so', () => {
		const screen = open();
		screen.press('P');
		expect(screen.state.notice?.text).toMatch(/there are no indexes here/);
	});
});
