import {describe, expect, it} from 'vitest';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import {proposalOfText} from '../../source/experiment/proposal-of-text.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import {rungOf} from '../../source/experiment/rung.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {shownPlan} from '../../source/tui/select.ts';
import {measuredScreen} from '../support/measured-screen.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {surroundings} from '../support/surroundings.ts';

const tables = [{schema: 'public', name: 'shots', owned: true, rows: 100_000, modifiedSinceAnalyze: 0}];
const around = surroundings({tables});
const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});

async function text({state}: ScreenState): Promise<string> {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, state.size);
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown.screen().join('\n');
}

/** Types the index and answers as the laboratory does. */
function propose(screen: ScreenState, typed: string): string {
	const [command] = screen.press('+', 'ctrl+u', 'ctrl+k', ...typed, 'enter');
	if (command?.kind !== 'propose' || screen.state.around === null) {
		throw new Error('it was not taken');
	}

	const grown = withProposal(screen.state.around.universe, command.proposal, tables);
	screen.send({kind: 'proposed', around: {...screen.state.around, universe: grown.universe}, key: grown.key});
	return grown.key;
}

describe('+', () => {
	it('opens a field for a CREATE INDEX, and Enter makes it a toggle that is on and tried at once', async () => {
		const screen = screenState(around);
		const key = propose(screen, 'shots (scene_id, camera)');
		expect(key).toBe('shots_scene_id_camera_idx');
		expect(screen.commands.at(-1)).toMatchObject({kind: 'try', current: {on: new Set(['shots_scene', 'shots_pkey', key])}});
		expect(screen.state).toMatchObject({overlay: null, focus: 'indexes'});
		expect(await text(screen)).toMatch(/\[\+\] shots_scene_id_camera/);
	});

	it('says in the field what is wrong, with the cursor where it is; typing on takes the letter away', async () => {
		const screen = screenState(around, {columns: 80, rows: 24});
		expect(screen.press('+', 'ctrl+u', 'ctrl+k', ...'shoots (scene_id)', 'enter')).toEqual([]);
		expect(screen.state.overlay).toMatchObject({kind: 'proposal', field: {text: 'shoots (scene_id)', at: 0}});
		expect(await text(screen)).toMatch(/There is no table "shoots"\.[\s\S]*Did you mean "shots"\?/);
		screen.press('delete');
		expect(screen.state.overlay).toMatchObject({letter: []});
	});

	it('begins with the table that the plan reads longest, the cursor between the parentheses', () => {
		const screen = measuredScreen({columns: 120, rows: 40});
		screen.send({kind: 'around', around: {...around, tables: [{...tables[0], schema: 'public', name: 'line_items', owned: true, rows: 1, modifiedSinceAnalyze: 0}]}, flip: null});
		const relation = shownPlan(screen.state)?.nodes.find(node => node.relation !== null)?.relation ?? '';
		screen.send({kind: 'around', around: {...around, tables: [{schema: 'public', name: relation, owned: true, rows: 1, modifiedSinceAnalyze: 0}]}, flip: null});
		screen.press('+');
		const start = `CREATE INDEX ON ${relation} (`;
		expect(screen.state.overlay).toMatchObject({field: {at: start.length}});
		screen.press(...'a, b');
		expect(screen.state.overlay).toMatchObject({field: {text: `${start}a, b)`}});
	});

	it('takes what is pasted on one line, comments left away; a pasted CREATE INDEX opens the field by itself', () => {
		const screen = screenState(around);
		screen.send({kind: 'paste', text: '-- for the list\nCREATE INDEX CONCURRENTLY by_camera -- new\n  ON shots (camera);\n'});
		expect(screen.state.overlay).toMatchObject({kind: 'proposal', field: {text: 'CREATE INDEX CONCURRENTLY by_camera ON shots (camera);'}});
		expect(screen.press('enter')).toMatchObject([{kind: 'propose', proposal: {name: 'by_camera', sql: 'CREATE INDEX by_camera ON public.shots (camera)', why: expect.stringContaining('CONCURRENTLY left away') as string}}]);
		screen.send({kind: 'paste', text: 'what is this'});
		expect(screen.state.overlay).toBeNull();
	});

	it('typed once more does not switch it off', () => {
		const screen = screenState(around);
		const key = propose(screen, 'shots (camera)');
		propose(screen, 'create index on shots (camera)');
		expect(screen.state.configuration.on.has(key)).toBe(true);
		expect(screen.state.notice?.text).toMatch(/on already/);
	});

	it('says why where it cannot be tried, and leaves the configuration alone', () => {
		const screen = screenState(surroundings({tables, rung: rungOf(6)}));
		const key = propose(screen, 'shots (camera)');
		expect(screen.state.configuration.on.has(key)).toBe(false);
		expect(screen.state.notice?.text).toMatch(/shots_camera_idx cannot be flipped: /);
	});

	it('is refused for plans from a file', () => {
		const screen = screenState(surroundings({rung: rungOf(0)}));
		screen.press('+');
		expect(screen.state.overlay).toBeNull();
		expect(screen.state.notice?.text).toMatch(/come from a file/);
	});
});

describe('a proposed index', () => {
	it('is removed by -, from every configuration that remembers it; others stay', () => {
		const screen = screenState(around);
		const key = propose(screen, 'shots (camera)');
		screen.press('c', 'space', 'u');
		const commands = screen.press('-');
		expect(commands).toMatchObject([{kind: 'withdraw', key}, {kind: 'try', current: around.universe.asBuilt}]);
		expect([screen.state.configuration, screen.state.pinned, ...screen.state.undo].some(({on}) => on.has(key))).toBe(false);
		screen.send({kind: 'around', around, flip: null});
		screen.press('g');
		expect(screen.press('-')).toEqual([]);
		expect(screen.state.notice?.text).toMatch(/shots_scene stays: the database has it/);
	});

	it('that cannot be built goes away again, and the field has its statement and the reason', async () => {
		const screen = screenState(around);
		const key = propose(screen, 'shots (cameraa)');
		const id = screen.state.trial?.id ?? 0;
		const commands = screen.send({kind: 'build failed', id, key, lines: [`${key} cannot be built: column "cameraa" does not exist`], position: {line: 1, column: 49}});
		expect(commands).toMatchObject([{kind: 'withdraw', key}, {kind: 'try', current: around.universe.asBuilt}]);
		expect(screen.state.overlay).toMatchObject({kind: 'proposal', field: {text: 'CREATE INDEX shots_cameraa_idx ON public.shots (cameraa)', at: 48}});
		expect(await text(screen)).toMatch(/column "cameraa" does not\s/);
	});

	it('of the catalogue that cannot be built is told like any failure', () => {
		const screen = screenState(around);
		screen.press('2', 'j', 'space');
		screen.send({kind: 'build failed', id: screen.state.trial?.id ?? 0, key: 'shots_type', lines: ['shots_type cannot be built: why'], position: undefined});
		expect(screen.state).toMatchObject({overlay: null, trial: {phase: 'failed', error: ['shots_type cannot be built: why']}});
	});

	it('that takes long to build is named beside the way to cancel it', async () => {
		const screen = screenState(around);
		propose(screen, 'shots (camera)');
		const id = screen.state.trial?.id ?? 0;
		screen.send({kind: 'trial', id, event: {kind: 'building', indexes: ['shots_camera_idx']}}, {kind: 'tick', now: 100_000}, {kind: 'tick', now: 102_000});
		expect(await text(screen)).toMatch(/building shots_camera_idx, elapsed 2\.0 s, Esc cancels/);
		expect(screen.press('escape')).toEqual([{kind: 'cancel'}]);
	});
});

it('is found by its text, whatever else the proposal says', () => {
	expect(proposalOfText('SHOTS (Camera)', around.universe, tables)).toMatchObject({table: 'shots', name: 'shots_camera_idx'});
});
