import type {Step} from './command.ts';
import {movedWithin, rowsMoved} from './list-moves.ts';
import {toPlanNode} from './plan-moves.ts';
import {shownInsights, shownTree} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the list of insights. */
export function chooseInsight(state: State, overlay: Extract<Overlay, {kind: 'insights'}>, key: {readonly name: string}): Step {
	const insights = shownInsights(state);
	const insight = insights[overlay.cursor];
	const rows = rowsMoved(key.name, insights.length);
	if (rows !== null) {
		return {state: {...state, overlay: {...overlay, cursor: movedWithin(overlay.cursor, rows, insights.length)}}, commands: []};
	}

	switch (key.name) {
		case 'enter': {
			const closed: State = {...state, overlay: null, focus: 'plan'};
			return {state: insight?.nodeId == null || shownTree(closed) === null ? closed : toPlanNode(closed, insight.nodeId), commands: []};
		}

		case 'space': {
			const proposal = insight?.proposal ?? null;
			return proposal === null
				? {state: {...state, notice: {text: 'this insight proposes no index', tone: 'plain'}}, commands: []}
				: {
					state: {...state, overlay: null, focus: 'indexes'},
					commands: [{kind: 'propose', proposal: {...proposal, why: `Proposed: ${insight?.title ?? ''}`}}],
				};
		}

		case 'escape':
		case 'q':
		case 'i': {
			return {state: {...state, overlay: null}, commands: []};
		}

		default: {
			return {state, commands: []};
		}
	}
}
