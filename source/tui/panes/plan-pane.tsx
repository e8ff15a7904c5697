import type {ReactElement} from 'react';
import {sanitise} from '../../text/plain.ts';
import {searchPlan} from '../../view/search-plan.ts';
import {fieldSpans} from '../overlay-lines.ts';
import {entryLines, planPane} from '../pane-lines.ts';
import {insightLine} from '../../view/insight-rows.ts';
import {listHeight, openCard, shownInsights, shownTree} from '../select.ts';
import {span, type Line} from '../../view/line.ts';
import type {State} from '../state.ts';
import {listRows} from './list-rows.ts';
import {Pane} from './pane.tsx';
import type {PaneView} from './pane-view.ts';

/** The tree: its header stays, its rows scroll; the rung is always in the border. */
export function PlanPane({state, painter, place}: PaneView): ReactElement {
	const width = place.width - 2;
	const focused = state.focus === 'plan';
	const {cursor, offset} = state.places.plan;
	const height = listHeight(state, 'plan');
	const lines = planPane(state, width, {start: offset, end: offset + height});
	const hasTree = state.trial?.error == null && shownTree(state) !== null;
	const [head, ...tree] = lines;
	const rows = hasTree && head !== undefined
		? [painter.line(head, width), ...listRows(painter, tree, {cursor: cursor - offset, offset: 0}, height, width, focused)]
		: lines.map(line => painter.line(line, width));
	const entry = openCard(state);
	const room = place.height - 2 - rows.length;
	const search = searchLine(state);
	const foot = search === null ? cardLines(state, room, width) : [search];
	const blanks = Array.from({length: room - foot.length}, () => ' '.repeat(width));
	return (
		<Pane
			painter={painter}
			place={place}
			title={`3 Plan  ${entry === null ? '' : `${sanitise(entry.title)} `}`}
			badge={state.lost === null ? state.around?.rung.badge ?? '' : 'NO CONNECTION'}
			loud
			focused={focused}
			rows={[...rows, ...blanks, ...foot.map(line => painter.line(line, width))]}
		/>
	);
}

/** What is searched for, while it is typed and as long as it is marked in the tree. */
function searchLine(state: State): Line | null {
	const {overlay} = state;
	const editing = overlay?.kind === 'filter' && overlay.pane === 'plan' ? overlay.field : null;
	const text = state.filters.plan;
	if (editing === null && text === '') {
		return null;
	}

	const plan = shownTree(state);
	const count = plan === null ? 0 : searchPlan(plan, text).length;
	return [
		span('/', 'key'),
		...(editing === null ? [span(text)] : fieldSpans(editing, true)),
		span(text === '' ? '' : `  ${count} found, n next, N previous`, 'dim'),
	];
}

/** What the plan says about itself, and the query itself, take the room that the tree leaves, at the pane's foot. */
function cardLines(state: State, room: number, width: number): readonly Line[] {
	const least = 5;
	if (room < least) {
		return [];
	}

	const insights = shownInsights(state);
	const said = insights.filter(({severity}) => severity !== 'info').slice(0, 2).map(insight => insightLine(insight));
	const more = said.length > 0 && insights.length > said.length ? [[span(`   i lists all ${insights.length}`, 'dim')]] : [];
	return [...said, ...more, [span('─'.repeat(width), 'dim')], ...entryLines(state, width)].slice(0, room - 1);
}
