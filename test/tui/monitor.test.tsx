import {describe, expect, it} from 'vitest';
import {monitorReport, type MonitorReport} from '../../source/advice/monitor-report.ts';
import type {IndexUsage, UsageSnapshot} from '../../source/database/usage.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import {daysBefore, snapshot, usage} from '../advice/usages.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {surroundings} from '../support/surroundings.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});
const written = {inserted: 1200, updated: 400, hot: 300, deleted: 7};

const indexes: readonly IndexUsage[] = [
	usage('shots_scene', {bytes: 900_000, scans: 40, lastScan: daysBefore(2), definition: 'CREATE INDEX shots_scene ON public.shots USING btree (scene_id)'}),
	usage('shots_pkey', {bytes: 500_000, columns: ['id'], unique: true, constraint: {name: 'shots_pkey', kind: 'primary key'}, scans: 3}),
	usage('shots_forgotten', {bytes: 300_000, columns: ['note'], scans: 5, definition: 'CREATE INDEX shots_forgotten ON public.shots USING btree (note)'}),
	usage('elsewhere', {table: 'audit', columns: ['at'], bytes: 100_000, scans: 1}),
];

function report(all = indexes, age: Partial<UsageSnapshot['age']> = {}): MonitorReport {
	const tables: UsageSnapshot['tables'] = [{
		schema: 'public', name: 'shots', rows: 10_000, deadRows: 0, modifiedSinceAnalyze: 0, seqScans: 3, seqRows: 30_000, indexScans: 48, written,
		lastVacuum: null, lastAnalyze: null, bytes: 4_000_000, indexBytes: 1_700_000, hit: 9, read: 1,
	}];
	return monitorReport({label: 'ada@db:5432/film', version: 'PostgreSQL 18.4', snapshot: {...snapshot(all, age), tables}, own: {runs: 2, scans: new Map([['shots_forgotten', 5]]), note: null}, tables: []});
}

function watched(size = {columns: 120, rows: 40}, seen = report()): ScreenState {
	const screen = screenState(surroundings(), size);
	screen.press('M');
	screen.send({kind: 'watched', news: {kind: 'seen', report: seen}});
	return screen;
}

async function text({state}: ScreenState, env = {}): Promise<string> {
	const shown = renderAt(capabilities => <App store={still(state)} painters={createPainters(capabilities)}/>, {...state.size, env});
	await shown.waitFor(screen => screen.join('').trim() !== '');
	return shown.screen().join('\n');
}

const selected = ({state}: ScreenState) => state.overlay?.kind === 'monitor' ? state.overlay : null;

describe('the monitor', () => {
	it('has the counters looked at from the key that opens it to the one that closes it', () => {
		const screen = screenState();
		expect(screen.press('M')).toContainEqual({kind: 'watch', on: true});
		expect(screen.press('r')).toEqual([{kind: 'look'}]);
		expect(screen.press('escape')).toEqual([{kind: 'watch', on: false}]);
	});

	it.each([{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}])('tells at $columns x $rows how old the statistics are, above everything that is called unused', async size => {
		const screen = watched(size);
		screen.press('/');
		screen.send({kind: 'paste', text: 'forgotten'});
		screen.press('enter');
		const shown = await text(screen);
		expect(shown).toMatch(/statistics since 2026-10-16/);
		expect(shown.indexOf('statistics since')).toBeLessThan(shown.indexOf('unused'));
		expect(shown).toMatch(/1 of 4 indexes/);
		expect(shown).toMatch(/unused: not one scan in 40 days; nothing that is known needs it/);
		expect(shown).toMatch(/0 scans, and 5 of planflip's own/);
		expect(shown).toMatch(/Esc back/);
	});

	it('says the same without colours', async () => {
		expect(await text(watched(), {NO_COLOR: '1'})).toBe(await text(watched()));
	});

	it('gives verdict and evidence of the index under the cursor: what its writes cost, and what holds it', async () => {
		const screen = watched();
		expect(await text(screen)).toMatch(/40 scans, the last 2 days ago/);
		expect(await text(screen)).toMatch(/1,200 inserts, 100 updates \(300 more were HOT and left it alone\), 7 deletes/);
		screen.press('j');
		expect(await text(screen)).toMatch(/stays: primary key/);
	});

	it('calls nothing unused on the strength of an hour', async () => {
		const screen = watched(undefined, report(indexes, {reset: new Date(new Date('2026-11-25T12:00:00Z').getTime() - 3_600_000)}));
		screen.press('j', 'j');
		expect(await text(screen)).toMatch(/no scan yet, but the statistics cover no more than 1 h/);
		expect(await text(screen)).not.toMatch(/unused: not/);
	});

	it('keeps the cursor on its index when order, filter or counters change', () => {
		const screen = watched();
		screen.press('j', 'j', '>');
		expect(selected(screen)).toMatchObject({sort: 'scans', cursor: 0});
		screen.send({kind: 'watched', news: {kind: 'seen', report: report(indexes.map(each => each.name === 'shots_forgotten' ? {...each, scans: 1000} : each))}});
		expect(selected(screen)).toMatchObject({cursor: 3});
		screen.press('/', 'f', 'o', 'r', 'g', 'o', 't');
		expect(selected(screen)).toMatchObject({filter: 'forgot', cursor: 0});
		screen.press('enter', 'escape');
		expect(selected(screen)).toMatchObject({filter: '', cursor: 3});
	});

	it('leads by Enter to the index\'s toggle, where there is one', () => {
		const screen = watched();
		screen.press('j', 'j', 'j', 'enter');
		expect(screen.state).toMatchObject({overlay: {kind: 'monitor'}, notice: {text: 'elsewhere is none of the indexes that can be flipped here'}});
		screen.press('g', 'enter');
		expect(screen.state).toMatchObject({overlay: null, focus: 'indexes'});
		expect(screen.commands.at(-1)).toEqual({kind: 'watch', on: false});
		const row = screen.state.places.indexes.cursor;
		expect(screen.state.around?.universe.indexes[row]?.name).toBe('shots_scene');
	});

	it('lists tables, statements and what needs attention, too', async () => {
		const screen = watched({columns: 80, rows: 24});
		screen.press('tab');
		expect(await text(screen)).toMatch(/• shots_forgotten on shots, .*: not one scan but 5 of\s/);
		// Which list it is shows without colours, too.
		expect(await text(screen)).toContain('[needs attention]');
		screen.press('tab');
		expect(await text(screen)).toMatch(/^. shots +10k/m);
		screen.press('tab');
		expect(await text(screen)).toMatch(/nobody asked/);
	});

	it('says what it waits for, and shows the last look meanwhile', async () => {
		const screen = watched();
		screen.send({kind: 'watched', news: {kind: 'paused'}});
		expect(await text(screen)).toMatch(/waits while something is measured, seen \d\d:\d\d:\d\d/);
		screen.send({kind: 'lost', why: 'the server went away'});
		expect(await text(screen)).toMatch(/no connection, seen/);
		expect(await text(screen)).toMatch(/shots_scene/);
	});

	it('tells of a database without indexes, and of a look that failed', async () => {
		expect(await text(watched(undefined, report([])))).toMatch(/there is none/);
		const screen = screenState();
		screen.press('M');
		expect(await text(screen)).toMatch(/reading the counters/);
		screen.send({kind: 'watched', news: {kind: 'failed', lines: ['permission denied', 'ask the owner']}});
		expect(await text(screen)).toMatch(/permission denied[^]*ask the owner/);
	});
});
