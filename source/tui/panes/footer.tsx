import {Box, Text} from 'ink';
import type {ReactElement} from 'react';
import {cellWidth} from '../../text/cells.ts';
import {sanitise} from '../../text/plain.ts';
import {fitLine, justifyLine, lineWidth} from '../../view/fit-line.ts';
import {type Line, span} from '../../view/line.ts';
import {farMoves, footerMoves, keysOver, lastMoves} from '../footer-keys.ts';
import {bindingFor, type KeyBinding, keyCap, keyTable, type MoveName} from '../key-table.ts';
import type {Painter} from '../painter.ts';
import {busy} from '../select.ts';
import type {Lost, State} from '../state.ts';
import type {Trial} from '../trial.ts';

/** Two lines: what is going on, and what the keys do here. */
export function Footer({state, painter}: {readonly state: State; readonly painter: Painter}): ReactElement {
	const width = state.size.columns;
	const text = [painter.line(statusLine(state, width), width), painter.line(keysLine(state, width), width)].join('\n');
	return <Box width={width} height={2} flexShrink={0}><Text>{text}</Text></Box>;
}

/** From this many ms on a wait is explained. */
const worthExplaining = 300;

function statusLine(state: State, width: number): Line {
	const {notice, lost} = state;
	if (lost !== null) {
		return lostLine(lost, state.notice, state.now, width);
	}

	const running = runningSpans(state);
	if (notice !== null) {
		// It goes with the next key; what runs is seen then.
		const said: Line = [span(` ${sanitise(notice.text)}`, notice.tone === 'warn' ? 'warn' : 'plain')];
		return justifyLine(said, lineWidth(said) + lineWidth(running) < width ? running : [], width);
	}

	// What is tried for long goes before; the rest fits beside it where the screen is wide.
	const room = width - leastLabel - lineWidth(running);
	const far = state.overlay === null ? namesOf(farMoves, state, width - leastLabel) : [];
	const right = running.length > 0 && lineWidth(far) > room ? running : [...running, ...far];
	return justifyLine(labelOf(state, width - lineWidth(right)), right, width);
}

/** Of the database's name so much is always seen (cells). */
const leastLabel = 24;

/** Where we are; without the version where that would be cut. */
function labelOf({around}: State, room: number): Line {
	const label = around === null ? '' : ` ${around.label}${around.ground === 'steps' ? ', of the steps' : ''}`;
	const whole = around === null ? '' : `${label}  ${around.facts.version} `;
	return [span(cellWidth(whole) <= room ? whole : label, 'dim')];
}

/** What is being tried, and for how long. */
function runningSpans({trial, sweep, now}: State): Line {
	if (sweep?.phase === 'running' || sweep?.phase === 'cancelling') {
		return sweep.phase === 'cancelling' ? [span('cancelling ', 'warn')] : [span(`trying values, elapsed ${((now - (sweep.startedAt ?? now)) / 1000).toFixed(1)} s, `), span('Esc', 'key'), span(' cancels ')];
	}

	if (trial?.phase === 'cancelling') {
		return [span('cancelling ', 'warn')];
	}

	const elapsed = trial !== null && busy(trial) ? now - (trial.startedAt ?? now) : 0;
	return elapsed >= worthExplaining ? [span(`${buildingText(trial)}elapsed ${(elapsed / 1000).toFixed(1)} s, `, 'plain'), span('Esc', 'key'), span(' cancels ')] : [];
}

function buildingText(trial: Trial | null): string {
	return trial === null || trial.building.length === 0 ? '' : `building ${sanitise(trial.building.join(', '))}, `;
}

/** What ended the connection, or what stands in the way of the next, and when that is. */
function lostLine({why, problem, nextAt}: Lost, notice: State['notice'], now: number, width: number): Line {
	const left = notice === null
		? [span(` connection lost: ${sanitise(problem ?? why)}`, 'warn')]
		: [span(` ${sanitise(notice.text)}`, notice.tone === 'warn' ? 'warn' : 'plain')];
	const right = nextAt === null
		? [span('reconnecting ', 'warn')]
		: [span(`reconnecting, next try in ${Math.max(1, Math.ceil((nextAt - now) / 1000))} s; `), span('r', 'key'), span(' tries now ')];
	return justifyLine(left, right, width);
}

/** What the keys do in the pane of focus, the way to everything else at the right end; over the panes, where other keys have other meanings, how to move and get back. */
function keysLine(state: State, width: number): Line {
	if (state.overlay !== null) {
		return fitLine(overlaySpans[keysOver(state.overlay)], width);
	}

	const end = namesOf(lastMoves, state, width);
	return justifyLine(namesOf(footerMoves[state.focus], state, width - lineWidth(end)), end, width);
}

const overlaySpans: Readonly<Record<ReturnType<typeof keysOver>, Line>> = {
	rows: [span(' ↓ ↑', 'key'), span(' or', 'dim'), span(' j k', 'key'), span(' move ', 'dim'), span(' PgDn PgUp', 'key'), span(' pages ', 'dim'), span(' g G', 'key'), span(' ends ', 'dim'), span(' Esc', 'key'), span(' back ', 'dim')],
	text: [span(' Enter', 'key'), span(' takes it ', 'dim'), span(' Esc', 'key'), span(' back ', 'dim')],
	answer: [],
};

/** As many of them as work now and fit, none of them cut; all have short names where one would have no room. */
function namesOf(moves: readonly MoveName[], state: State, room: number): Line {
	const shown = moves.flatMap(move => keyTable.find(binding => binding.move === move && bindingFor(binding.keys[0] ?? '', state.focus) === binding && binding.blocked?.(state) == null) ?? []);
	const whole = shown.flatMap(binding => keySpans(binding, false));
	return lineWidth(whole) <= room ? whole : shown.reduce<Line>((line, binding) => {
		const longer = [...line, ...keySpans(binding, true)];
		return lineWidth(longer) <= room ? longer : line;
	}, []);
}

function keySpans({keys: [key = ''], title, short}: KeyBinding, briefly: boolean): Line {
	return [span(` ${keyCap(key)}`, 'key'), span(` ${briefly ? short ?? title : title} `, 'dim')];
}
