import {render} from 'ink-testing-library';
import {describe, expect, it} from 'vitest';
import {createPainter} from '../../source/tui/painter.ts';
import {Footer} from '../../source/tui/panes/footer.tsx';
import {Pane} from '../../source/tui/panes/pane.tsx';
import {measuredScreen} from '../support/measured-screen.ts';
import {screenState} from '../support/screen-state.ts';

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
