import type {MoveName} from './key-table.ts';
import type {Overlay} from './overlay.ts';
import type {PaneName} from './pane-names.ts';

/** What the footer names in each pane, what matters most there first: as many as fit. */
export const footerMoves: Readonly<Record<PaneName, readonly MoveName[]>> = {
	queries: ['open', 'filter', 'parameters', 'diff', 'rtt', 'insights', 'presets', 'undo', 'pin', 'propose', 'slowest', 'statistics'],
	indexes: ['flip', 'presets', 'undo', 'diff', 'propose', 'pin', 'filter', 'insights', 'all indexes', 'parameters', 'rtt', 'statistics'],
	plan: ['card', 'toggle fold', 'search', 'diff', 'insights', 'undo', 'slowest', 'statistics', 'pin', 'parameters', 'rtt', 'presets', 'propose'],
	buffers: ['run', 'diff', 'pin', 'undo', 'insights', 'parameters', 'rtt', 'statistics', 'presets', 'propose', 'slowest'],
	timing: ['run', 'diff', 'pin', 'undo', 'insights', 'parameters', 'rtt', 'statistics', 'presets', 'propose', 'slowest'],
};

/** What fills the screen, one key away from every pane: the status line names it, wherever the focus is. */
export const farMoves: readonly MoveName[] = ['values', 'lattice', 'monitor', 'steps', 'export'];

/** The way to everything else. */
export const lastMoves: readonly MoveName[] = ['help', 'quit'];

/** How what lies over the panes takes the keys: text is typed, rows are gone through, or a question is answered. */
export function keysOver(overlay: Overlay): 'text' | 'rows' | 'answer' {
	switch (overlay.kind) {
		case 'parameters':
		case 'proposal':
		case 'rtt':
		case 'export':
		case 'palette':
		case 'filter': {
			return 'text';
		}

		case 'monitor':
		case 'sweep': {
			return overlay.field === null ? 'rows' : 'text';
		}

		case 'help':
		case 'card':
		case 'step':
		case 'insights':
		case 'diff':
		case 'statistics':
		case 'presets':
		case 'lattice': {
			return 'rows';
		}

		case 'steps': {
			return overlay.stage.kind === 'work' || overlay.stage.kind === 'away' ? 'answer' : 'rows';
		}

		case 'consent': {
			return 'answer';
		}
	}
}
