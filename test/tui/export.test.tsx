import {describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import type {IndexChange, Migration} from '../../source/migration/migration.ts';
import {App} from '../../source/tui/app.tsx';
import {bindingFor} from '../../source/tui/key-table.ts';
import {createPainters} from '../../source/tui/painters.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});

async function text({state}: ScreenState, env: Readonly<Record<string, string>> = {}): Promise<string> {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, {...state.size, env});
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown.screen().join('\n');
}

const change = (name: string, kind: IndexChange['kind']): IndexChange => ({
	kind,
	evidence: [`shots-of-a-scene ${kind === 'create' ? 'would use' : 'uses'} it: cost 1,866 before, 13.2 after`],
	index: {
		schema: 'public', table: 'shots', name, definition: `CREATE INDEX ${name} ON public.shots USING btree (scene_id)`, exact: true, method: 'btree', columns: ['scene_id'], include: [],
		predicate: null, partitioned: false, parts: [], valid: true, tablespace: null, comment: null, statistics: [],
	},
});

const migration: Migration = {
	kind: 'Migration', label: 'PGlite (embedded)', version: 'PostgreSQL 18.6', at: new Date('2026-11-26T00:12:00Z'), wanted: 'as-built,+shots_type,-shots_scene',
	changes: [change('shots_type', 'create'), change('shots_scene\u001B[31m', 'drop')],
	leftOut: [{name: 'shots_pkey', why: 'it backs the constraint shots_pkey (primary key): that would have to be dropped, with all that it guards'}],
	notes: ['plans of 3 statements of the catalogue compared, nothing executed; costs are the planner\'s'],
};

/** A screen on which one index is off. */
function flipped(size = {columns: 120, rows: 40}): ScreenState {
	const screen = screenState(undefined, size);
	screen.press('2', 'space');
	return screen;
}

describe('E', () => {
	it('does nothing while nothing is flipped, and says so', () => {
		const screen = screenState();
		expect(bindingFor('E', 'plan')?.blocked?.(screen.state)).toBe('nothing is flipped: the indexes are as the database has them');
		expect(screen.press('E')).toEqual([]);
		expect(screen.state.overlay).toBeNull();
	});

	it('asks what separates the database from the indexes on the screen, tells how far it is, and shows what it came to', async () => {
		const screen = flipped();
		const {configuration} = screen.state;
		expect(screen.press('E')).toEqual([{kind: 'export', order: {kind: 'wait'}}]);
		expect(await text(screen)).toContain('Waiting for what is being measured to end');
		expect(screen.send({kind: 'export', news: {kind: 'free'}})).toEqual([{kind: 'export', order: {kind: 'decide', configuration, measured: []}}]);
		screen.send({kind: 'export', news: {kind: 'planning', at: 2, of: 41}});
		expect(await text(screen)).toContain('Planning the catalogue with these indexes and with those: 3 of 41');
		expect(screen.press('enter')).toEqual([]);
		screen.send({kind: 'export', news: {kind: 'decided', migration}});
		const shown = await text(screen);
		for (const words of ['[sql]', 'planflip-export', 'planflip-20261126T001200Z-apply.sql', 'planflip-20261126T001200Z-rollback.sql', '+ build public.shots_type on shots', 'shots-of-a-scene would use it: cost 1,866 before, 13.2 after', '- drop  public."shots_scene␛[31m"', 'Left out', 'shots_pkey: it backs the constraint']) {
			expect(shown).toContain(words);
		}
	});

	it('writes the chosen form into the folder of the field, and says where', () => {
		const screen = flipped();
		screen.press('E');
		screen.send({kind: 'export', news: {kind: 'decided', migration}});
		screen.press('tab', 'ctrl+u', ...'db/new');
		expect(screen.press('enter')).toEqual([{kind: 'export', order: {kind: 'write', migration, format: 'kysely', folder: 'db/new'}}]);
		screen.send({kind: 'export', news: {kind: 'failed', lines: ['Nothing can be written there: it is no folder.', 'at db/new']}});
		expect(screen.state.overlay).toMatchObject({kind: 'export', letter: ['Nothing can be written there: it is no folder.', 'at db/new']});
		screen.press('2');
		expect(screen.state.overlay).toMatchObject({field: {text: 'db/new2'}, letter: []});
		screen.send({kind: 'export', news: {kind: 'written', files: ['db/new2/20261126T001200Z_planflip_indexes.ts']}});
		expect(screen.state).toMatchObject({overlay: null, notice: {text: 'written: db/new2/20261126T001200Z_planflip_indexes.ts'}});
	});

	it('writes nothing without a folder, nor when there is nothing to do', async () => {
		const screen = flipped();
		screen.press('E');
		screen.send({kind: 'export', news: {kind: 'decided', migration}});
		screen.press('ctrl+u');
		expect(screen.press('enter')).toEqual([]);
		expect(await text(screen)).toContain('Into which folder?');
		screen.send({kind: 'export', news: {kind: 'decided', migration: {...migration, changes: []}}});
		screen.press('x');
		expect(screen.press('enter')).toEqual([]);
		expect(await text(screen)).toMatch(/There is nothing to build and nothing to drop\.[\s\S]*Left out/);
	});

	it('is given up with Esc, and what comes late changes nothing', () => {
		const screen = flipped();
		screen.press('E');
		expect(screen.press('escape')).toEqual([{kind: 'export', order: {kind: 'forget'}}]);
		screen.send({kind: 'export', news: {kind: 'decided', migration}}, {kind: 'export', news: {kind: 'failed', lines: ['late']}});
		expect(screen.send({kind: 'export', news: {kind: 'free'}})).toEqual([]);
		expect(screen.state).toMatchObject({overlay: null, notice: null});
	});

	it('takes a pasted folder, and scrolls what does not fit, at 80x24 and without colours', async () => {
		const screen = flipped({columns: 80, rows: 24});
		screen.press('E', 'ctrl+u');
		screen.send({kind: 'paste', text: '/tmp/a folder\n'}, {kind: 'export', news: {kind: 'decided', migration: {...migration, changes: Array.from({length: 30}, (_, at) => change(`i${at}`, 'create'))}}});
		expect(screen.state.overlay).toMatchObject({field: {text: '/tmp/a folder '}});
		expect(await text(screen, {NO_COLOR: '1'})).toContain('planflip-20261126T001200Z-apply.sql');
		screen.press('pagedown', 'down');
		expect(await text(screen, {NO_COLOR: '1'})).not.toContain('planflip-20261126T001200Z-apply.sql');
		screen.press('pageup', 'pageup');
		expect(screen.state.overlay).toMatchObject({offset: 0});
	});
});

it('the configuration that is exported is that of the screen', () => {
	const screen = flipped();
	screen.press('E');
	const [command] = screen.send({kind: 'export', news: {kind: 'free'}});
	expect(command).toMatchObject({order: {configuration: configurationOf(['shots_pkey'])}});
});
