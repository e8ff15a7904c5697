import {Box, Text} from 'ink';
import type {ReactElement} from 'react';
import {sanitise} from '../../text/plain.ts';
import {justifyLine, lineWidth} from '../../view/fit-line.ts';
import {type Line, span, type Span} from '../../view/line.ts';
import {bindingFor, type KeyBinding, keyCap, keyTable} from '../key-table.ts';
import type {Painter} from '../painter.ts';
import {busy} from '../select.ts';
import type {Lost, State, Trial} from '../state.ts';

/** Two lines: what is going on, and what the keys do here. */
export function Footer({state, painter}: {readonly state: State; readonly painter: Painter}): ReactElement {
	const width = state.size.columns;
	const text = [painter.line(statusLine(state, width), width), painter.line(keysLine(state, width), width)].join('\n');
	return <Box width={width} height={2} flexShrink={0}><Text>{text}</Text></Box>;
}

/** From this many ms on a wait is explained. */
const worthExplaining = 300;

function statusLine(state: State, width: number): Line {
	const {notice, around, trial, sweep, now, lost} = state;
	if (lost !== null) {
		return lostLine(lost, state.notice, state.now, width);
	}

	const left: Line = notice === null
		? [span(around === null ? '' : ` ${around.label}${around.ground === 'steps' ? ', of the steps' : ''}  ${around.facts.version}`, 'dim')]
		: [span(` ${sanitise(notice.text)}`, notice.tone === 'warn' ? 'warn' : 'plain')];
	const elapsed = trial !== null && busy(trial) ? state.now - (trial.startedAt ?? state.now) : 0;
	if (sweep?.phase === 'running' || sweep?.phase === 'cancelling') {
		return justifyLine(left, sweep.phase === 'cancelling' ? [span('cancelling ', 'warn')] : [span(`trying values, elapsed ${((now - (sweep.startedAt ?? now)) / 1000).toFixed(1)} s, `), span('Esc', 'key'), span(' cancels ')], width);
	}

	const right: Line = trial?.phase === 'cancelling'
		? [span('cancelling ', 'warn')]
		: (elapsed >= worthExplaining ? [span(`${buildingText(trial)}elapsed ${(elapsed / 1000).toFixed(1)} s, `, 'plain'), span('Esc', 'key'), span(' cancels ')] : []);
	return justifyLine(left, right, width);
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

/** The way to everything else stays at the right end; of the rest as many keys as fit, none of them cut. */
function keysLine(state: State, width: number): Line {
	const always = ['help', 'quit'];
	const shown = keyTable.filter(binding => binding.footer === true
		&& bindingFor(binding.keys[0] ?? '', state.focus) === binding
		&& binding.blocked?.(state) == null);
	const end = shown.filter(({move}) => always.includes(move)).flatMap(binding => keySpans(binding));
	let room = width - lineWidth(end);
	const start: Span[] = [];
	for (const binding of shown.filter(({move}) => !always.includes(move))) {
		const spans = keySpans(binding);
		room -= lineWidth(spans);
		if (room < 0) {
			break;
		}

		start.push(...spans);
	}

	return justifyLine(start, end, width);
}

function keySpans({keys: [key = ''], title}: KeyBinding): Line {
	return [span(` ${keyCap(key)}`, 'key'), span(` ${title} `, 'dim')];
}
