import {sameConfiguration} from '../catalog/index-configuration.ts';
import {baselinePlan, openCard, shownPlan} from './select.ts';
import {isCrowd} from './shown-indexes.ts';
import type {PaneName} from './pane-names.ts';
import type {State} from './state.ts';

export type MoveName =
	| 'down' | 'up' | 'half down' | 'half up' | 'page down' | 'page up' | 'top' | 'bottom'
	| 'next pane' | 'previous pane' | 'pane 1' | 'pane 2' | 'pane 3' | 'pane 4' | 'pane 5' | 'zoom'
	| 'flip' | 'all indexes' | 'propose' | 'withdraw' | 'presets' | 'undo' | 'pin'
	| 'open' | 'run' | 'cancel' | 'parameters' | 'values' | 'rtt' | 'filter' | 'search' | 'next match' | 'previous match' | 'slowest' | 'insights' | 'diff' | 'statistics' | 'monitor' | 'steps' | 'export' | 'lattice'
	| 'fold' | 'unfold' | 'toggle fold' | 'card'
	| 'copy' | 'palette' | 'help' | 'repaint' | 'suspend' | 'interrupt' | 'quit';

/** One line of the table from which the footer, the help, the palette and the README's list of keys are made. */
export interface KeyBinding {
	readonly move: MoveName;
	/** As the stdin parser names them; the first is the one shown. */
	readonly keys: readonly string[];
	/** Two or three words for the footer and the palette. */
	readonly title: string;
	/** Where the footer has no room for those. */
	readonly short?: string;
	readonly help: string;
	/** The panes in which it means this; absent: everywhere. */
	readonly panes?: readonly PaneName[];
	/** Why it does nothing now; null when it works. */
	readonly blocked?: (state: State) => string | null;
}

const notOpen = (state: State) => state.around === null ? 'the database is not open yet' : null;
const noPlan = (state: State) => notOpen(state) ?? (shownPlan(state) === null ? 'there is no plan yet' : null);
const noTree = (state: State) => state.trial?.kind === 'operation' ? notOpen(state) ?? 'an operation has steps: Enter on one shows its plan' : noPlan(state);
const noRows = (state: State) => state.trial?.kind === 'operation' ? notOpen(state) ?? (state.trial.run === null ? 'nothing was walked yet' : null) : noPlan(state);
const noIndexes = (state: State) => notOpen(state) ?? (state.around?.universe.indexes.length === 0 ? 'there are no indexes here' : null);
const noCrowd = (state: State) => noIndexes(state) ?? (isCrowd(state) ? null : 'all are listed');
const noDatabase = (state: State) => notOpen(state) ?? (state.around?.rung.number === 0 ? 'these plans come from a file' : null);
const noSteps = (state: State) => noDatabase(state) ?? (state.startThere === null ? 'there are no steps here' : null);
const onePlan = ({around}: State) => around?.rung.number === 0
	? 'there is nothing else to compare with: pin this one with c, then go to another'
	: 'this is the pinned baseline itself: flip an index first';
// While the plan of what was just chosen is on its way, its diff opens and waits for it.
const noDiff = (state: State) => noPlan(state) ?? (baselinePlan(state) === null && state.trial?.stale !== true ? onePlan(state) : null);
const nothingFlipped = (state: State) => noDatabase(state) ?? (state.around !== null && sameConfiguration(state.configuration, state.around.universe.asBuilt) ? 'nothing is flipped: the indexes are as the database has them' : null);
const noLattice = (state: State) => noIndexes(state) ?? noDatabase(state) ?? (state.around?.rung.number === 6 ? 'indexes cannot be switched here: planflip doctor says what is missing for that' : null);
const noUndo = (state: State) => notOpen(state) ?? (state.undo.length === 0 ? 'nothing was flipped yet' : null);
const noParameters = (state: State) => notOpen(state) ?? ((openCard(state)?.parameters.length ?? 0) === 0 ? 'there are no parameters' : null);
const noValues = (state: State) => noDatabase(state) ?? noParameters(state) ?? (openCard(state)?.kind === 'QueryEntry' ? null : 'an operation\'s steps take their values from rows: it is for queries');
const noOperation = (state: State) => noDatabase(state) ?? (state.around?.catalog.operations.length === 0 ? 'the catalogue has no operations' : (openCard(state)?.kind === 'OperationEntry' ? null : 'a query is one statement: it is for operations'));
const noEntry = (state: State) => notOpen(state) ?? (state.entryName === null ? 'no query is open' : null);

export const keyTable: readonly KeyBinding[] = [
	{move: 'flip', keys: ['space'], title: 'flip', help: 'Switch the index under the cursor on or off; the new plan is there at once, the measurement follows', panes: ['indexes'], blocked: noIndexes},
	{move: 'open', keys: ['enter'], title: 'run', help: 'Measure the query or operation under the cursor again', panes: ['queries'], blocked: notOpen},
	{move: 'card', keys: ['enter'], title: 'card', help: 'Everything Postgres said about the node under the cursor, and what it means; of an operation\'s step its SQL, values and plan', panes: ['plan'], blocked: noRows},
	{move: 'toggle fold', keys: ['space'], title: 'fold', help: 'Fold or unfold what is below the node', panes: ['plan'], blocked: noTree},
	{move: 'fold', keys: ['h', 'left'], title: 'fold', help: 'Fold the node, or go to its parent', panes: ['plan'], blocked: noTree},
	{move: 'unfold', keys: ['l', 'right'], title: 'unfold', help: 'Unfold the node, or go to its first child', panes: ['plan'], blocked: noTree},
	{move: 'run', keys: ['enter'], title: 'run', help: 'Measure again', panes: ['indexes', 'buffers', 'timing'], blocked: noEntry},
	{move: 'presets', keys: ['P'], title: 'presets', help: 'Switch many indexes at once: bare, baseline, optimized, all', blocked: noIndexes},
	{move: 'rtt', keys: ['w'], title: 'round trip', help: 'The time that is really waited after every statement of an operation, as a network would: --rtt', blocked: noOperation},
	{move: 'propose', keys: ['+'], title: 'propose', help: 'Type or paste a CREATE INDEX: it becomes a toggle and is tried at once', blocked: noDatabase},
	{move: 'withdraw', keys: ['-'], title: 'remove', help: 'Remove an index that was proposed here', panes: ['indexes'], blocked: noIndexes},
	{move: 'all indexes', keys: ['a'], title: 'all indexes', help: 'Of a database with very many indexes list all, or again only those of the tables that the query reads and those that were switched', panes: ['indexes'], blocked: noCrowd},
	{move: 'diff', keys: ['d'], title: 'diff', help: 'The pinned plan and the current one, node by node', blocked: noDiff},
	{move: 'insights', keys: ['i'], title: 'insights', help: 'What the plan says about itself, by the time it could save; Space tries the index it proposes', blocked: noPlan},
	{move: 'undo', keys: ['u'], title: 'undo', help: 'Take the last flip back', blocked: noUndo},
	{move: 'pin', keys: ['c'], title: 'pin baseline', short: 'pin', help: 'Pin the current configuration as the baseline that deltas compare with', blocked: noEntry},
	{move: 'parameters', keys: ['e'], title: 'parameters', short: 'params', help: 'Edit the values of the query\'s parameters', blocked: noParameters},
	{move: 'steps', keys: ['S'], title: 'steps', help: 'The steps of the analysis, from setup to rollback: where each stands, which is next; they run from there', blocked: noSteps},
	{move: 'run', keys: ['r'], title: 'measure', help: 'Measure again', blocked: noEntry},
	{move: 'statistics', keys: ['t'], title: 'statistics', help: 'Self time, rows and buffers by operation, table and index', blocked: noPlan},
	{move: 'export', keys: ['E'], title: 'export', help: 'Write what is flipped as SQL scripts to apply and to roll back, as a Kysely migration or as Drizzle lines', blocked: nothingFlipped},
	{move: 'lattice', keys: ['L'], title: 'lattice', help: 'All combinations of the indexes at once: what can go, what each one is worth and to whom, and the sets that nothing beats; what could not be looked at is listed, and r looks again', blocked: noLattice},
	{move: 'filter', keys: ['/'], title: 'filter', help: 'Show only the queries and operations (or indexes) that contain these words', panes: ['queries', 'indexes'], blocked: notOpen},
	{move: 'search', keys: ['/'], title: 'search', help: 'Look for nodes: names, conditions, any word of Postgres', panes: ['plan'], blocked: noTree},
	{move: 'values', keys: ['p'], title: 'values', help: 'The query over the values of a parameter that matter: where the plan flips, how the time spreads, what a prepared statement gets', blocked: noValues},
	{move: 'monitor', keys: ['M'], title: 'monitor', help: 'How the indexes of the database are used, looked at again and again; what each one is and on what grounds', blocked: noDatabase},
	{move: 'next match', keys: ['n'], title: 'next match', help: 'To the next node that was searched for', panes: ['plan'], blocked: noTree},
	{move: 'previous match', keys: ['N'], title: 'previous match', help: 'To the node before that was searched for', panes: ['plan'], blocked: noTree},
	{move: 'slowest', keys: ['s'], title: 'slowest', help: 'To the node, or the step, that takes most time by itself', blocked: noRows},
	{move: 'zoom', keys: ['z'], title: 'zoom', help: 'Give the focused pane the whole screen, and back'},
	{move: 'copy', keys: ['y'], title: 'copy', help: 'Send the focused pane\'s text to the clipboard', blocked: notOpen},
	{move: 'down', keys: ['j', 'down'], title: 'down', help: 'One row down'},
	{move: 'up', keys: ['k', 'up'], title: 'up', help: 'One row up'},
	{move: 'half down', keys: ['ctrl+d'], title: 'half a page down', help: 'Half a page down'},
	{move: 'half up', keys: ['ctrl+u'], title: 'half a page up', help: 'Half a page up'},
	{move: 'page down', keys: ['pagedown', 'ctrl+f'], title: 'page down', help: 'A page down'},
	{move: 'page up', keys: ['pageup', 'ctrl+b'], title: 'page up', help: 'A page up'},
	{move: 'top', keys: ['g', 'home'], title: 'top', help: 'To the first row'},
	{move: 'bottom', keys: ['G', 'end'], title: 'bottom', help: 'To the last row'},
	{move: 'next pane', keys: ['tab'], title: 'next pane', help: 'To the next pane'},
	{move: 'previous pane', keys: ['shift+tab'], title: 'previous pane', help: 'To the pane before'},
	{move: 'pane 1', keys: ['1'], title: 'queries', help: 'To the Queries pane'},
	{move: 'pane 2', keys: ['2'], title: 'indexes', help: 'To the Indexes pane'},
	{move: 'pane 3', keys: ['3'], title: 'plan', help: 'To the Plan pane'},
	{move: 'pane 4', keys: ['4'], title: 'buffers', help: 'To the Buffers pane'},
	{move: 'pane 5', keys: ['5'], title: 'timing', help: 'To the Timing pane'},
	{move: 'cancel', keys: ['escape'], title: 'back', help: 'Close what is open, clear the filter, or cancel what runs: the server itself stops'},
	{move: 'palette', keys: [':', 'ctrl+p'], title: 'commands', help: 'Find a command by its name'},
	{move: 'help', keys: ['?'], title: 'help', help: 'This list'},
	{move: 'repaint', keys: ['ctrl+l'], title: 'redraw', help: 'Draw the screen anew'},
	{move: 'suspend', keys: ['ctrl+z'], title: 'suspend', help: 'Back to the shell; fg returns'},
	{move: 'interrupt', keys: ['ctrl+c'], title: 'interrupt', help: 'Cancel what runs; when nothing runs, quit'},
	{move: 'quit', keys: ['q'], title: 'quit', help: 'Leave; nothing a flip did stays behind'},
];

/** The binding that a key means in a pane: the pane's own before the general one. */
export function bindingFor(key: string, pane: PaneName): KeyBinding | null {
	return keyTable.find(binding => binding.keys.includes(key) && binding.panes?.includes(pane) === true)
		?? keyTable.find(binding => binding.keys.includes(key) && binding.panes === undefined)
		?? null;
}

const shown: Readonly<Record<string, string>> = {
	space: 'Space', enter: 'Enter', escape: 'Esc', tab: 'Tab', 'shift+tab': 'S-Tab',
	down: '↓', up: '↑', left: '←', right: '→', pagedown: 'PgDn', pageup: 'PgUp', home: 'Home', end: 'End',
};

/** `Space`, `^D`, `j`. */
export function keyCap(key: string): string {
	return shown[key] ?? (key.startsWith('ctrl+') ? `^${key.slice(5).toUpperCase()}` : key);
}
