import {sanitise} from '../text/plain.ts';
import {type Line, span} from '../view/line.ts';
import {sweepFindings, sweepHead} from '../view/sweep-rows.ts';
import {sweepTable} from '../view/sweep-table.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {layout} from './layout.ts';
import {fieldSpans} from './overlay-lines.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

export type SweepOverlay = Extract<Overlay, {kind: 'sweep'}>;

/** The sweep as the pane shows it: one list that scrolls as a whole, and a line of keys below it. */
export interface SweepView {
	readonly lines: readonly Line[];
	/** Where in the lines each try stands; in the order shown. */
	readonly places: ReadonlyArray<{readonly at: number; readonly line: number}>;
	/** Lines that the pane has room for. */
	readonly room: number;
	readonly keys: Line;
}

export function sweepView(state: State, overlay: SweepOverlay): SweepView {
	const {body} = layout(state.size, null);
	const width = body.width - 4;
	const room = Math.max(1, body.height - 3);
	const trial = state.sweep;
	const sweep = trial?.sweep ?? null;
	const failed = trial?.error == null ? [] : [...trial.error.flatMap((text, at) => wrapLine([span(sanitise(text), at === 0 ? 'error' : 'plain')], width)), []];
	const warnings = (trial?.warnings ?? []).flatMap(text => wrapLine([span(sanitise(text), 'warn')], width));
	const keys = keysLine(state, overlay);
	if (sweep === null) {
		const waits: Line = [span(trial?.phase === 'cancelled' ? 'cancelled: r tries the values again' : trial?.error == null ? 'looking for values' : '', 'dim')];
		return {lines: [...failed, waits], places: [], room, keys};
	}

	const head = [...failed, ...sweepHead(sweep, width), ...warnings, []];
	const table = sweepTable(sweep, width);
	const rows = table.map(({line, at}): Line => at !== null && at === overlay.marked ? [span('> ', 'key'), span((line[0]?.text ?? '').slice(2), line[0]?.tone)] : line);
	return {
		lines: [...head, ...rows, [], ...sweepFindings(sweep, width)],
		places: table.flatMap(({at}, line) => at === null ? [] : [{at, line: head.length + line}]),
		room,
		keys,
	};
}

function keysLine({sweep}: State, {field, marked}: SweepOverlay): Line {
	const key = (cap: string, what: string) => [span(cap, 'key'), span(` ${what}  `, 'dim')];
	if (field !== null) {
		return [span('value ', 'strong'), ...fieldSpans(field, true, 24), span('  '), ...key('Enter', 'tries it'), ...key('^N', 'NULL'), ...key('Esc', 'back')];
	}

	const several = (sweep?.sweep?.parameters.length ?? 0) > 1;
	return [
		...key('a', 'add a value'), ...key('Space', marked === null ? 'mark' : 'unmark'), ...key('d', 'diff'), ...key('Enter', 'take it'),
		...(several ? key('Tab', 'next parameter') : []), ...key('r', 'again'), ...key('Esc', sweep?.phase === 'running' ? 'cancel' : 'back'),
	];
}
