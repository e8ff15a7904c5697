import {render} from 'ink-testing-library';
import {describe, expect, it} from 'vitest';
import {createPainter} from '../../source/tui/painter.ts';
import {Footer} from '../../source/tui/panes/footer.tsx';
import {Pane} from '../../source/tui/panes/pane.tsx';
import {measuredScreen} from '../support/measured-screen.ts';
import {screenState} from '../support/screen-state.ts';
import {surroundings} from '../support/surroundings.ts';

const painter = createPainter({colorLevel: 0, unicode: true, background: 'dark'});

function pane(width: number, title: string, badge: string): readonly string[] {
	const {lastFrame} = render(<Pane painter={painter} place={{width, height: 4}} title={title} badge={badge} focused={false} rows={['x'.repeat(width - 2)]}/>);
	return (lastFrame() ?? '').split('\n');
}

describe('a pane', () => {
	it('closes its border around what it shows, and fills what it does not', () => {
		expect(pane(20, '4 Buffers ', '')).toEqual([
			'┌4 Buffers ────────┐',
			'│xxxxxxxxxxxxxxxxxx│',
			'│                  │',
			'└──────────────────┘',
		]);
	});

	it('puts its badge at the right end of the border', () => {
		expect(pane(30, '2 Indexes ', 'baseline')[0]).toBe('┌2 Indexes ──────── baseline ┐');
	});

	it('clips a badge that is too long, never its title', () => {
		expect(pane(30, '2 Indexes ', 'baseline,-idx_shots_scene_id')[0]).toBe('┌2 Indexes ─ baseline,-idx_… ┐');
	});
});

describe('the footer', () => {
	const frame = (state: Parameters<typeof Footer>[0]['state']) => (render(<Footer state={state} painter={painter}/>).lastFrame() ?? '').split('\n');

	it('names the keys that work in the focused pane, and always the way to the others and out', () => {
		const screen = measuredScreen({columns: 100, rows: 40});
		const [, keys = ''] = frame(screen.state);
		expect(keys).toMatch(/^ Space flip .* d diff .*\? help {2}q quit$/);
	});

	const sizes = [{columns: 80, rows: 24}, {columns: 120, rows: 40}, {columns: 200, rows: 60}];

	it.each(sizes)('names at $columns columns, in every pane, what fills the screen: values, lattice, monitor, steps, and export once something is flipped', size => {
		const screen = measuredScreen(size);
		for (const pane of ['1', '2', '3', '4', '5']) {
			screen.press(pane);
			// Without steps there is no S.
			const [status = '', keys = ''] = frame({...screen.state, startThere: 'planflip --persistent'});
			expect(status).toMatch(/ p values {2}L lattice {2}M monitor {2}S steps {2}E export$/);
			expect(status).toMatch(/^ PGlite \(embedded\) /);
			expect(keys).toMatch(/ d diff .*\? help {2}q quit$/);
			expect(keys.length).toBeLessThanOrEqual(size.columns);
		}

		expect(frame(screenState(surroundings(), size).state)[0]).not.toContain('export');
	});

	it('has at 80 columns the keys of the pane first, and cuts none', () => {
		const screen = measuredScreen({columns: 80, rows: 24});
		const keys = (pane: string) => {
			screen.press(pane);
			return frame(screen.state)[1] ?? '';
		};

		expect(keys('1')).toMatch(/^ Enter run {2}\/ filter {2}e params {2}d diff {2}i insights .*\? help {2}q quit$/);
		expect(keys('2')).toMatch(/^ Space flip {2}P presets {2}u undo {2}d diff {2}\+ propose {2}c pin .*\? help {2}q quit$/);
		expect(keys('3')).toMatch(/^ Enter card {2}Space fold {2}\/ search {2}d diff .*\? help {2}q quit$/);
		expect(keys('5')).toMatch(/^ Enter run {2}d diff {2}c pin {2}u undo {2}i insights .*\? help {2}q quit$/);
	});

	it('says over the panes how to move and get back, and no key that means something else there', () => {
		const screen = measuredScreen({columns: 80, rows: 24});
		screen.press('d');
		const [status = '', keys = ''] = frame(screen.state);
		expect(keys.trimEnd()).toBe(' ↓ ↑ or j k move  PgDn PgUp pages  g G ends  Esc back');
		expect(status).not.toMatch(/lattice|monitor/);
		screen.press('escape', ':');
		expect(frame(screen.state)[1]?.trimEnd()).toBe(' Enter takes it  Esc back');
	});

	it('tells a notice to its end before what is running, where both have no room', () => {
		const screen = screenState(surroundings(), {columns: 80, rows: 24});
		screen.send({kind: 'tick', now: 100}, {kind: 'tick', now: 900}, {kind: 'notice', text: `${'x'.repeat(70)} end`, tone: 'plain'});
		expect(frame(screen.state)[0]).toMatch(/x end *$/);
		screen.send({kind: 'notice', text: 'short', tone: 'plain'});
		expect(frame(screen.state)[0]).toMatch(/^ short .*elapsed 0\.8 s, Esc cancels/);
	});

	it('leaves out what is blocked now', () => {
		const [, keys = ''] = frame(screenState().state);
		expect(keys).not.toMatch(/undo|diff/);
	});

	it('explains a wait from 300 ms on, with the way out of it', () => {
		const screen = screenState();
		// The controller ticks as it begins, however long the user thought before.
		screen.send({kind: 'tick', now: 100_000});
		screen.send({kind: 'tick', now: 100_250});
		expect(frame(screen.state)[0]).not.toMatch(/elapsed/);
		screen.send({kind: 'tick', now: 100_420});
		expect(frame(screen.state)[0]).toMatch(/elapsed 0\.4 s, Esc cancels/);
	});
});
