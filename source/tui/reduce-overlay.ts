import {oneLine} from '../catalog/one-line.ts';
import {chooseCommand} from './choose-command.ts';
import {chooseInsight} from './choose-insight.ts';
import {choosePreset} from './choose-preset.ts';
import type {Step} from './command.ts';
import {editExport} from './edit-export.ts';
import {editFilter} from './edit-filter.ts';
import {editProposal} from './edit-proposal.ts';
import {editParameters} from './edit-parameters.ts';
import {editRtt} from './edit-rtt.ts';
import {insertText} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {rowsRead} from './list-moves.ts';
import {moves} from './moves.ts';
import {overlayLines} from './overlay-lines.ts';
import {reduceDiff} from './reduce-diff.ts';
import {pasteMonitorFilter, reduceMonitor} from './reduce-monitor.ts';
import {reduceLattice} from './reduce-lattice.ts';
import {interruptSweep, pasteSweepValue, reduceSweep} from './reduce-sweep.ts';
import {reduceStatistics} from './reduce-statistics.ts';
import {reduceSteps} from './reduce-steps.ts';
import {listHeight} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

type Of<Kind extends Overlay['kind']> = Extract<Overlay, {kind: Kind}>;

const close = (state: State): Step => only({...state, overlay: null});

/** Keys while something lies over the panes: it sees them first, and ^C, ^Z and ^L work everywhere. */
export function reduceOverlay(state: State, overlay: Overlay, key: Key): Step {
	if (key.name === 'ctrl+c' && overlay.kind === 'sweep' && state.sweep?.phase === 'running') {
		return interruptSweep(state, state.sweep);
	}

	if (key.name === 'ctrl+c' && overlay.kind !== 'steps') {
		return moves.interrupt({...state, overlay: null});
	}

	if (key.name === 'ctrl+z') {
		return moves.suspend(state);
	}

	if (key.name === 'ctrl+l') {
		return moves.repaint(state);
	}

	switch (overlay.kind) {
		case 'help':
		case 'step':
		case 'card': {
			return scrolled(state, overlay, key);
		}

		case 'insights': {
			return chooseInsight(state, overlay, key);
		}

		case 'diff': {
			return reduceDiff(state, overlay, key);
		}

		case 'statistics': {
			return reduceStatistics(state, overlay, key);
		}

		case 'monitor': {
			return reduceMonitor(state, overlay, key);
		}

		case 'lattice': {
			return reduceLattice(state, overlay, key);
		}

		case 'sweep': {
			return reduceSweep(state, overlay, key);
		}

		case 'presets': {
			return choosePreset(state, overlay, key);
		}

		case 'parameters': {
			return editParameters(state, overlay, key);
		}

		case 'proposal': {
			return editProposal(state, overlay, key);
		}

		case 'rtt': {
			return editRtt(state, overlay, key);
		}

		case 'export': {
			return editExport(state, overlay, key);
		}

		case 'palette': {
			return chooseCommand(state, overlay, key);
		}

		case 'filter': {
			return editFilter(state, overlay, key);
		}

		case 'steps': {
			return reduceSteps(state, overlay, key);
		}

		case 'consent': {
			return answerConsent(state, overlay, key);
		}
	}
}

export function reducePaste(state: State, overlay: Overlay, text: string): State {
	switch (overlay.kind) {
		case 'palette': {
			return {...state, overlay: {...overlay, field: insertText(overlay.field, text)}};
		}

		case 'filter': {
			const field = insertText(overlay.field, text);
			return {...state, overlay: {...overlay, field}, filters: {...state.filters, [overlay.pane]: field.text}};
		}

		case 'parameters': {
			const fields = overlay.fields.map((field, at) => at === overlay.cursor ? {...field, field: insertText(field.field, text), absent: null} : field);
			return {...state, overlay: {...overlay, fields}};
		}

		case 'proposal': {
			return {...state, overlay: {kind: 'proposal', field: insertText(overlay.field, oneLine(text)), letter: []}};
		}

		case 'export':
		case 'rtt': {
			return {...state, overlay: {...overlay, field: insertText(overlay.field, text), letter: []}};
		}

		case 'sweep': {
			return pasteSweepValue(state, overlay, text);
		}

		case 'monitor': {
			return pasteMonitorFilter(state, overlay, text);
		}

		case 'help':
		case 'step':
		case 'card':
		case 'diff':
		case 'insights':
		case 'lattice':
		case 'statistics':
		case 'presets':
		case 'steps':
		case 'consent': {
			return state;
		}
	}
}

function scrolled(state: State, overlay: Of<'help'> | Of<'card'> | Of<'step'>, key: Key): Step {
	const page = Math.max(1, listHeight({...state, focus: 'plan', zoomed: true}, 'plan'));
	const step = rowsRead(key.name, page);
	if (step !== null) {
		const last = Math.max(0, overlayLines(state, overlay).length - page);
		return only({...state, overlay: {...overlay, offset: Math.max(0, Math.min(last, overlay.offset + step))}});
	}

	return ['escape', 'enter', 'q', '?'].includes(key.name) ? close(state) : only(state);
}

function answerConsent(state: State, overlay: Of<'consent'>, key: Key): Step {
	switch (key.name) {
		case 'y': {
			return {state: {...state, overlay: null}, commands: [{kind: 'allow blocking', flip: overlay.indexKey}]};
		}

		case 'n':
		case 'q':
		case 'escape': {
			return close(state);
		}

		default: {
			return only(state);
		}
	}
}
