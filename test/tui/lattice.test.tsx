import {describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {operationStatements} from '../../source/experiment/operation-statements.ts';
import {App} from '../../source/tui/app.tsx';
import {createPainters} from '../../source/tui/painters.ts';
import type {State} from '../../source/tui/state.ts';
import type {Store} from '../../source/tui/store.ts';
import type {Combinations} from '../../source/view/combinations.ts';
import {notMeasured} from '../../source/experiment/write-cost.ts';
import {adviceOf} from '../support/advice.ts';
import {combinationsOf} from '../support/combinations.ts';
import {openShot} from '../support/operations.ts';
import {renderAt} from '../support/render-at.tsx';
import {type ScreenState, screenState} from '../support/screen-state.ts';
import {queryEntry, surroundings} from '../support/surroundings.ts';
import {writesOf} from '../support/write-costs.ts';

const still = (state: State): Store => ({state: () => state, dispatch: () => undefined, subscribe: () => () => undefined});
const around = surroundings();
const largest = configurationOf(['shots_scene', 'shots_pkey', 'shots_type']);
const sizes = {shots_scene: 819_200, shots_type: 409_600};

/** The first is 10 with shots_scene, 12 with shots_type, else 100; the second 5 with shots_type, else 40; the third never minds. */
const combinations = async (changes: Partial<Combinations> = {}) => combinationsOf(around.catalog, largest, sizes, {
	'shots-of-a-scene': [{uses: 0n, cost: 100}, {uses: 1n, cost: 10}, {uses: 2n, cost: 12}],
	'user-by-email': [{uses: 0n, cost: 40}, {uses: 2n, cost: 5}],
	'scene-by-id': [{uses: 0n, cost: 3}],
}, changes);

async function text(screen: ScreenState, env: Readonly<Record<string, string>> = {}): Promise<string> {
	const {size} = screen.state;
	const rendered = renderAt(capabilities => <App store={still(screen.state)} painters={createPainters(capabilities)}/>, {...size, env});
	await rendered.waitFor(lines => lines.some(line => line.includes('Lattice')));
	return rendered.screen().join('\n');
}

async function open(size = {columns: 120, rows: 40}): Promise<ScreenState> {
	const screen = screenState(around, size);
	screen.press('L');
	screen.send({kind: 'combined', news: {kind: 'found', combinations: await combinations()}}, {kind: 'combined', news: {kind: 'done', combinations: await combinations()}});
	return screen;
}

describe('the lattice', () => {
	it('asks for every combination of what is built and what is proposed, and says what is done meanwhile', async () => {
		const screen = screenState(around);
		expect(screen.press('L')).toEqual([{kind: 'combine', wish: {task: 'combine', configuration: largest, measure: false}}]);
		screen.send({kind: 'combined', news: {kind: 'step', title: 'Planning all combinations', fraction: 0.5}});
		expect(await text(screen)).toMatch(/Planning all combinations 50 %/);
	});

	it.each([{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}])('shows at $columns x $rows which query needs which index', async size => {
		const shown = await text(await open(size));
		expect(shown).toMatch(/4 combinations of 2 indexes for 3 queries: /);
		expect(shown).toMatch(/shots_type .* · ● {3}/);
		expect(shown).toMatch(/shots_scene .* ● {5}/);
		expect(shown).toMatch(/a shots-of-a-scene/);
		expect(shown).toMatch(/Esc back/);
	});

	describe('of many indexes and queries, at 80 x 24', () => {
		const small = {columns: 80, rows: 24};
		const toggles = Array.from({length: 9}, (_, at) => `idx_characters_project_id_and_more_${at}`);
		const wide = surroundings({catalog: {...around.catalog, entries: Array.from({length: 24}, (_, at) => queryEntry(`query-number-${at}`))}});

		async function crowded(): Promise<ScreenState> {
			const screen = screenState(wide, small, 'planflip --persistent');
			screen.press('L');
			const found = await combinationsOf(wide.catalog, configurationOf(toggles), Object.fromEntries(toggles.map(key => [key, 1_000_000])), Object.fromEntries(wide.catalog.entries.map(({name}, at) => [name, at % 2 === 0 ? [{uses: 0n, cost: 100}, {uses: 1n << BigInt(at % 4), cost: 10}] : [{uses: 0n, cost: 3}]])));
			screen.send({kind: 'combined', news: {kind: 'done', combinations: found}});
			return screen;
		}

		/** Nothing that was to be read is cut, but for names, which have an ellipsis. */
		const whole = (shown: string) => {
			expect(shown.replaceAll(/idx_\S*…/g, '')).not.toContain('…');
			expect(shown).not.toMatch(/, *│\n│ *│/);
		};

		it('names what can go as far as there is room, which queries are seen, and every key', async () => {
			const shown = await text(await crowded());
			expect(shown).toMatch(/7 of them can go together and no plan changes: 6836 kB\. +│\n│ +idx_characters_project_id_and_more_1 and 6 more/);
			expect(shown).toMatch(/by worth {3}queries a-\w of 24/);
			expect(shown).toMatch(/● would miss it {2}○ reads it, another would do {2}· only where others are off/);
			expect(shown).toMatch(/hjkl move {2}Enter why {2}< > sort {2}Tab front {2}m measure {2}A advise {2}Esc back/);
			whole(shown);
		});

		it('follows the cursor to the last index and the last query', async () => {
			const screen = await crowded();
			screen.press('G', ...Array.from({length: 23}, () => 'l'));
			const shown = await text(screen);
			expect(shown).toMatch(/queries \w-x of 24/);
			expect(shown).toMatch(/x query-number-23 reads it in no combination/);
			whole(shown);
		});

		it('the front has its chart, the set under the cursor and its keys', async () => {
			const screen = await crowded();
			screen.press('tab');
			const shown = await text(screen);
			expect(shown).toMatch(/front of \d sets/);
			expect(shown).toMatch(/\d of 9 indexes, \d+ [kM]B, cost as with all of them/);
			expect(shown).toMatch(/every plan as it is/);
			expect(shown).toMatch(/on {3}idx_characters_project_id_and_more_\d/);
			expect(shown).toMatch(/← → another set, live {2}m measure the sets {2}Tab matrix {2}A advise {2}Esc back/);
			whole(shown);
		});

		it('A tells in the status line what it proposed, also while that is measured, and the lattice goes on', async () => {
			const screen = await crowded();
			expect(screen.press('A')).toMatchObject([{kind: 'combine', wish: {task: 'advise'}}]);
			expect(await text(screen)).toMatch(/Lattice .*Looking for what is missing ┐/);
			screen.send({kind: 'combined', news: {kind: 'advised', advice: adviceOf(screen.state.configuration, 5), keys: ['shots_type'], around: wide}});
			screen.send({kind: 'tick', now: 1000}, {kind: 'tick', now: 9000});
			const shown = await text(screen);
			expect(shown).toMatch(/ shots_type proposed and switched on: 60 % of the cost saved; u takes it back/);
			expect(shown).not.toContain('…elapsed');
		});
	});

	it('tells what writing with an index takes, or why that is not known, and what a set on the front logs', async () => {
		const screen = screenState(around, {columns: 80, rows: 24});
		screen.press('L');
		const priced = await combinationsOf(around.catalog, largest, {shots_scene: {bytes: 819_200, walBytes: 72.3}, shots_type: {bytes: 409_600, walBytes: 80}}, {'shots-of-a-scene': [{uses: 0n, cost: 100}, {uses: 1n, cost: 10}, {uses: 2n, cost: 12}]}, {writes: {ms: 900, costs: [
			writesOf('shots_scene', 'shots', {'insert': 1.31, 'update indexed': 1.8, 'update other': 1, 'delete': 1, 'rowBytes': 72}),
			notMeasured({key: 'shots_type', schema: 'public', table: 'shots'}, 'there was no time left'),
		]}});
		screen.send({kind: 'combined', news: {kind: 'found', combinations: priced}}, {kind: 'combined', news: {kind: 'done', combinations: priced}});
		expect((await text(screen)).replaceAll(/[│\s]+/g, ' ')).toContain('writing: INSERT 1.31x (1.3-1.3), UPDATE of its columns 1.80x (1.8-1.8), no HOT with it, 72 bytes of log a row');
		expect(await text(screen)).not.toMatch(/│ *,/);
		screen.press('j');
		expect(await text(screen)).toContain('writing: not measured: there was no time left');
		screen.press('tab');
		expect(await text(screen)).toMatch(/1 of 2 indexes, 800 kB, 72 bytes of log a row, cost as with all of them/);
	});

	it('says the same without colours', async () => {
		expect(await text(await open(), {NO_COLOR: '1'})).toBe(await text(await open()));
	});

	it('keeps the cursor on its index when the order changes', async () => {
		const screen = await open();
		expect(await text(screen)).toMatch(/by worth/);
		screen.press('j');
		const chosen = (await text(screen)).match(/> ?shots_\w+|shots_scene|shots_type/g);
		screen.press('>', '>');
		expect(screen.state.overlay).toMatchObject({sort: 'size'});
		expect(chosen).not.toBeNull();
		expect(screen.state.overlay).toMatchObject({row: 0});
	});

	it('why: the two plans of that query with and without that index, live, and Esc puts everything back', async () => {
		const screen = await open();
		const before = screen.state;
		screen.press('l');
		const asked = screen.press('enter');
		expect(asked).toMatchObject([{kind: 'try', entry: {name: 'user-by-email'}, current: configurationOf(['shots_scene', 'shots_pkey']), baseline: largest}]);
		expect(screen.state.overlay).toMatchObject({kind: 'diff'});
		screen.press('escape');
		expect(screen.state).toMatchObject({overlay: {kind: 'lattice', row: 0, column: 1}, configuration: before.configuration, pinned: before.pinned, entryName: before.entryName, undo: []});
	});

	describe('with the statements of an operation', () => {
		const [first] = operationStatements(openShot, [{name: 'shot_id', value: 's1'}], new Map());
		if (first === undefined) {
			throw new Error('an operation without statements');
		}

		/** A user's catalogue has its operations elsewhere: only the lattice knows their statements as entries. */
		const found = async (changes: Partial<Combinations> = {}) => combinationsOf({...around.catalog, entries: [...around.catalog.entries, first]}, largest, sizes, {
			'scene-by-id': [{uses: 0n, cost: 3}],
			[first.name]: [{uses: 0n, cost: 100}, {uses: 1n, cost: 10}],
		}, changes);

		it.each([{columns: 80, rows: 24}, {columns: 120, rows: 40}])('counts and names them at $columns x $rows, and says who could not be asked', async size => {
			const screen = screenState(around, size);
			screen.press('L');
			screen.send({kind: 'combined', news: {kind: 'done', combinations: await found({unasked: new Map([['shots_type', ['open-shot/project']]])})}});
			expect((await text(screen)).replaceAll(/ *│\n│ */g, ' ')).toMatch(/for 1 query and 1 statement of 1 operation: /);
			screen.press('l');
			expect(await text(screen)).toMatch(/b open-shot\/shot costs 10x without it/);
			screen.press('j');
			expect((await text(screen)).replaceAll(/ *│\n│ */g, ' ')).toMatch(/shots_type {2}It can go: .* But open-shot\/project, which reads its table, could not be looked at\./);
		});

		it('"why" tries the statement by itself, with the values of the walk, and Esc leads back', async () => {
			const screen = screenState(around);
			const before = screen.state;
			screen.press('L');
			screen.send({kind: 'combined', news: {kind: 'done', combinations: await found()}});
			screen.press('l');
			expect(screen.press('enter')).toMatchObject([{kind: 'try', entry: {name: 'open-shot/shot', parameters: [{value: 's1'}]}, current: configurationOf(['shots_pkey', 'shots_type']), baseline: largest}]);
			expect(screen.state.entryName).toBe('open-shot/shot');
			screen.press('escape');
			expect(screen.state).toMatchObject({overlay: {kind: 'lattice', column: 1}, entryName: before.entryName, configuration: before.configuration});
		});
	});

	it('goes along the front live, and one undo leads back', async () => {
		const screen = await open();
		const before = screen.state.configuration;
		screen.press('tab');
		expect(await text(screen)).toMatch(/front of \d+ sets/);
		const moved = screen.press('left');
		const [point] = screen.state.combining.combinations?.lattice.front.points.slice(1) ?? [];
		expect(point?.on).toBe(2n);
		expect(moved).toMatchObject([{kind: 'try', current: configurationOf(['shots_pkey', 'shots_type'])}]);
		screen.press('left');
		expect(screen.state.configuration).toEqual(configurationOf(['shots_pkey']));
		expect(await text(screen)).toMatch(/0 of 2 indexes, 0 bytes, cost 7.94x that with all of them/);
		screen.press('escape', 'u');
		expect(screen.state.configuration).toEqual(before);
	});

	it('u leads back without leaving it, and says so', async () => {
		const screen = await open();
		const before = screen.state.configuration;
		screen.press('tab', 'left', 'left', 'u');
		expect(screen.state.configuration).toEqual(before);
		expect(screen.state.overlay?.kind).toBe('lattice');
		expect(screen.state.notice).not.toBeNull();
	});

	it('goes on the front where the key points: left to what is smaller, right to what is larger, up to what is dearer, down to what is cheaper', async () => {
		const screen = await open();
		screen.press('tab');
		const {points} = screen.state.combining.combinations?.lattice.front ?? {points: []};
		const point = () => {
			const {overlay} = screen.state;
			return overlay?.kind === 'lattice' ? points[overlay.point] : undefined;
		};

		for (const [key, back, of] of [['left', 'right', 'bytes'], ['up', 'down', 'cost']] as const) {
			const before = point()?.[of] ?? 0;
			screen.press(key);
			const there = point()?.[of] ?? 0;
			expect(key === 'left' ? there < before : there > before).toBe(true);
			screen.press(back);
			expect(point()?.[of]).toBe(before);
		}
	});

	it('says of a set on the front which query pays most for it', async () => {
		const screen = await open();
		screen.press('tab', 'left');
		expect((await text(screen)).replaceAll(/[│\s]+/g, ' ')).toContain('cost 1.11x that with all of them (most: shots-of-a-scene 1.2x)');
	});

	it('names the sets that were looked for on the front', async () => {
		const screen = await open();
		screen.press('tab');
		expect(await text(screen)).toMatch(/every plan as it is/);
		screen.press('left');
		expect(await text(screen)).toMatch(/on {3}shots_type/);
	});

	it('m measures, and what was measured stays while all is looked at anew', async () => {
		const screen = await open();
		expect(screen.press('m')).toEqual([{kind: 'combine', wish: {task: 'combine', configuration: largest, measure: true}}]);
		screen.send({kind: 'combined', news: {kind: 'done', combinations: await combinations({measured: []})}});
		expect(await text(screen)).toMatch(/0 other plans of the sets below measured: none is slower/);
		screen.press('escape', 'L');
		screen.send({kind: 'combined', news: {kind: 'found', combinations: await combinations()}});
		expect(screen.state.combining.combinations?.measured).toEqual([]);
	});

	it('goes on saying what finding it took when it is found on the shelf again', async () => {
		const screen = await open();
		const {effort} = await combinations();
		screen.send({kind: 'combined', news: {kind: 'done', combinations: await combinations({effort: {...effort, explains: 2, ms: 1}})}});
		expect(await text(screen)).toMatch(/7 EXPLAINs, 12 ms/);
	});

	it('A looks for what is missing, switches it on, and one undo takes it back', async () => {
		const screen = await open();
		const before = screen.state.configuration;
		expect(screen.press('A')).toEqual([{kind: 'combine', wish: {task: 'advise', start: before}}]);
		expect(await text(screen)).toMatch(/Looking for what is missing/);
		const commands = screen.send({kind: 'combined', news: {kind: 'advised', advice: adviceOf(before, 5), keys: ['shots_type'], around}});
		expect(commands).toMatchObject([{kind: 'try', current: configurationOf([...before.on, 'shots_type'])}, {kind: 'combine', wish: {task: 'combine'}}]);
		expect(screen.state.notice?.text).toBe('shots_type proposed and switched on: 60 % of the cost saved; u takes it back');
		screen.press('escape', 'u');
		expect(screen.state.configuration).toEqual(before);
	});

	it('A says when nothing is missing', async () => {
		const screen = await open();
		expect(screen.send({kind: 'combined', news: {kind: 'advised', advice: adviceOf(largest, 7), keys: [], around}})).toEqual([]);
		expect(screen.state.notice?.text).toBe('nothing is missing: none of 7 candidates saves enough');
	});

	it('tells what failed, and which queries could not be looked at', async () => {
		const screen = screenState(around);
		screen.press('L');
		screen.send({kind: 'combined', news: {kind: 'failed', lines: ['there is no index to combine', 'propose one']}});
		expect(await text(screen)).toMatch(/there is no index to combine[^]*propose one/);
		screen.send({kind: 'combined', news: {kind: 'done', combinations: await combinations({failed: [{entry: 'broken', lines: ['relation "x" does not exist']}]})}});
		expect(await text(screen)).toMatch(/broken could not be looked at: relation "x" does not exist/);
	});

	describe('where most entries could not be looked at', () => {
		const busy = 'another session holds a lock that the flip needs; planflip waited 100 ms, twice, and gave way';
		const keys = ['idx_characters_project_consistency', 'idx_characters_project_id', 'idx_characters_project_name'];
		const failed = [...Array.from({length: 8}, (_, at) => ({entry: `held-up-${at}`, lines: [busy, 'try again when that session is done']})), {entry: 'broken', lines: ['relation "x" does not exist']}];

		async function doubted(size = {columns: 120, rows: 40}): Promise<ScreenState> {
			const screen = screenState(around, size);
			screen.press('L');
			screen.send({kind: 'combined', news: {kind: 'done', combinations: await combinationsOf(around.catalog, configurationOf(keys), Object.fromEntries(keys.map(key => [key, 1_048_576])), {'shots-of-a-scene': [{uses: 0n, cost: 10}], 'scene-by-id': [{uses: 0n, cost: 3}]}, {failed, unasked: new Map([[keys[0] ?? '', failed.map(({entry}) => entry)], [keys[1] ?? '', ['broken']]])})}});
			return screen;
		}

		it.each([{columns: 80, rows: 24}, {columns: 120, rows: 40}])('the headline counts only what can go for all that is known, and the rest apart, at $columns x $rows', async size => {
			const screen = await doubted(size);
			const shown = await text(screen);
			expect(shown).toMatch(/1 of them can go together and no plan changes: 1024 kB/);
			expect(shown).toContain('2 more could not be judged: 9 of 11 entries were not looked at.');
			expect(shown).toContain('9 of 11 could not be looked at: another session holds a lock');
			expect(shown.match(/another session/g)).toHaveLength(1);
			expect(shown).toMatch(size.columns === 80 ? /project_id +0 % +1024 kB +go\?/ : /project_id +0 % +0 % +1024 kB +can go\?/);
			expect(shown).toMatch(size.columns === 80 ? /_name +0 % +1024 kB +go / : /project_name +0 % +0 % +1024 kB +can go /);
			expect(shown.replaceAll(/[│\s]+/g, ' ')).toContain('But held-up-0, held-up-1 and 7 more, which read its table, could not be looked at.');
			screen.press('tab');
			expect(await text(screen)).toContain('2 that are off could not be judged: 9 of 11 entries were not looked at.');
			expect(await text(screen)).toMatch(/Tab reasons {2}r again {2}A advise {2}Esc back/);
		});

		it('each has its reason in a list behind the front, and r looks again', async () => {
			const screen = await doubted();
			screen.press('tab', 'tab', 'G');
			const shown = await text(screen);
			expect(shown).toMatch(/held-up-7 another session/);
			expect(shown).toMatch(/broken could not be looked at:[^]*relation "x" does not exist/);
			expect(shown).toMatch(/r look at these again/);
			expect(screen.press('r')).toMatchObject([{kind: 'combine', wish: {task: 'combine', measure: false}}]);
			screen.send({kind: 'combined', news: {kind: 'done', combinations: await combinations()}});
			expect(screen.state.overlay).toMatchObject({view: 'matrix'});
		});
	});

	it('names what others dropped meanwhile', async () => {
		const screen = screenState(around);
		screen.press('L');
		screen.send({kind: 'combined', news: {kind: 'done', combinations: await combinations({gone: [{key: 'shots_old', schema: 'public', table: 'shots', withTable: false}]})}});
		expect((await text(screen)).replaceAll(/[│\s]+/g, ' ')).toContain('shots_old went meanwhile, dropped or renamed by somebody else: everything here is without it.');
	});

	it('is not there where no index can be switched', () => {
		const screen = screenState(surroundings({rung: {...around.rung, number: 6}}));
		expect(screen.press('L')).toEqual([]);
		expect(screen.state.overlay).toBeNull();
		expect(screen.state.notice?.text).toContain('indexes cannot be switched here');
	});
});
