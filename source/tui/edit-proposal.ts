import {errorLines, PlanflipError, type TextPosition} from '../errors.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import {proposalOfText} from '../experiment/proposal-of-text.ts';
import type {Step} from './command.ts';
import {editText, type TextField, textField} from './edit-text.ts';
import {type Key, only} from './key-step.ts';
import {shownInsights, shownPlan} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** Keys in the field of a proposed index: Enter makes it a toggle and tries it; what is wrong with it is told in the field. */
export function editProposal(state: State, overlay: Extract<Overlay, {kind: 'proposal'}>, key: Key): Step {
	switch (key.name) {
		case 'escape': {
			return only({...state, overlay: null});
		}

		case 'enter': {
			return takeProposal(state, overlay.field);
		}

		default: {
			const field = editText(overlay.field, key);
			return only(field === null ? state : {...state, overlay: {kind: 'proposal', field, letter: []}});
		}
	}
}

function takeProposal(state: State, field: TextField): Step {
	const {around} = state;
	if (around === null) {
		return only(state);
	}

	try {
		const proposal = proposalOfText(field.text, around.universe, around.tables);
		const opened: State = {...state, overlay: null, focus: 'indexes', filters: {...state.filters, indexes: ''}};
		return {state: opened, commands: [{kind: 'propose', proposal}]};
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind === 'bug') {
			throw error;
		}

		return only({...state, overlay: refused(field.text, errorLines(error), error.position)});
	}
}

/** The field with the letter below it and the cursor where it points. */
export function refused(text: string, letter: readonly string[], position: TextPosition | undefined): Overlay {
	const field = textField(text);
	return {kind: 'proposal', field: position === undefined ? field : {text, at: Math.min(field.at, position.column - 1)}, letter};
}

/** What the field begins with: the index that an insight proposes, or the table whose scan takes longest, the cursor between the parentheses. */
export function proposalField(state: State): TextField {
	const known = state.around?.universe.byKey;
	const best = shownInsights(state).find(({proposal}) => proposal !== null && known?.has(proposal.name) !== true)?.proposal;
	if (best != null) {
		return textField(best.sql);
	}

	const scans = (shownPlan(state)?.nodes ?? []).filter(node => node.relation !== null);
	const [slowest] = [...scans].sort((a, b) => (b.selfMs ?? 0) - (a.selfMs ?? 0));
	const tables = state.around?.tables ?? [];
	const table = tables.find(({name, schema}) => name === slowest?.relation && (slowest.schema === null || slowest.schema === schema));
	if (table === undefined) {
		return textField('');
	}

	const several = tables.filter(({name}) => name === table.name).length > 1;
	const text = `CREATE INDEX ON ${several ? `${quoteIdentifier(table.schema)}.` : ''}${quoteIdentifier(table.name)} ()`;
	return {text, at: text.length - 1};
}
