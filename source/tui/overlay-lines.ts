import {wrap} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from '../view/line.ts';
import type {Insight} from '../insight/insight.ts';
import {insightDetail, insightLine} from '../view/insight-rows.ts';
import {nodeCard} from '../view/node-card.ts';
import {stepCard} from '../view/step-card.ts';
import {statisticsLength, statisticsRows} from '../view/statistics-rows.ts';
import {wrapLine} from '../view/wrap-line.ts';
import {graphemes, type TextField} from './edit-text.ts';
import {exportLines} from './export-lines.ts';
import {fieldLines} from './field-lines.ts';
import {keyCap, keyTable} from './key-table.ts';
import {layout} from './layout.ts';
import {matchingBindings} from './matching-bindings.ts';
import type {Window} from './pane-lines.ts';
import {type Card, openCard, shownInsights, shownPlan, shownTree} from './select.ts';
import type {Overlay} from './overlay.ts';
import type {State} from './state.ts';

/** How many lines an overlay has. */
export function overlayLength(state: State, overlay: Overlay): number {
	const plan = shownPlan(state);
	return overlay.kind === 'statistics' && plan !== null ? statisticsLength(plan, overlay.sort) + statisticsFoot.length : overlayLines(state, overlay).length;
}

/** Those lines of an overlay that are in the window; of thousands of statistics no others are drawn. */
export function overlayWindow(state: State, overlay: Overlay, {start, end}: Window): readonly Line[] {
	const plan = shownPlan(state);
	if (overlay.kind !== 'statistics' || plan === null) {
		return overlayLines(state, overlay).slice(start, end);
	}

	const length = statisticsLength(plan, overlay.sort);
	return [
		...statisticsRows(plan, overlay.sort, layout(state.size, null).right - 4, {start, end}),
		...statisticsFoot.slice(Math.max(0, start - length), Math.max(0, end - length)),
	];
}

/** What an overlay says, top to bottom; selected rows begin with a marker. */
export function overlayLines(state: State, overlay: Overlay): readonly Line[] {
	const width = layout(state.size, null).right - 4;
	switch (overlay.kind) {
		case 'help': {
			return [...rungLines(state, width), ...keyTable.flatMap(({keys, help, panes}) => {
				const caps = keys.map(key => keyCap(key)).join(' ');
				const lines = wrap(panes === undefined ? help : `${panes.join(', ')}: ${help}`, width - 12);
				return lines.map((text, at) => [span((at === 0 ? caps : '').padEnd(12), 'key'), span(text)]);
			})];
		}

		case 'card': {
			const plan = shownTree(state);
			const node = plan?.nodes[overlay.nodeId];
			return plan === null || node === undefined ? [] : nodeCard(plan, node, width);
		}

		case 'step': {
			const run = state.trial?.kind === 'operation' ? state.trial.run : null;
			return run === null ? [] : stepCard(run, overlay.at, width);
		}

		case 'insights': {
			return insightLines(shownInsights(state), overlay.cursor, width);
		}

		case 'presets': {
			return presetLines(state, overlay.cursor);
		}

		case 'parameters': {
			return parameterLines(state, overlay, width);
		}

		case 'proposal': {
			return proposalLines(state, overlay, width);
		}

		case 'rtt': {
			return rttLines(overlay, width);
		}

		case 'export': {
			return exportLines(overlay, width);
		}

		case 'palette': {
			return paletteLines(overlay);
		}

		case 'statistics': {
			const plan = shownPlan(state);
			return plan === null ? [] : [...statisticsRows(plan, overlay.sort, width), ...statisticsFoot];
		}

		case 'diff':
		case 'lattice':
		case 'monitor':
		case 'sweep':
		case 'steps':
		case 'filter': {
			return [];
		}

		case 'consent': {
			return overlay.question.flatMap(line => wrapLine(line, width));
		}
	}
}

/** How indexes are switched here, and what a better way would need. */
function rungLines({around}: State, width: number): readonly Line[] {
	return around === null ? [] : [
		[span(around.rung.badge, 'title')],
		...wrap(around.rung.meaning, width).map(text => [span(text)]),
		...(around.rung.number > 3 ? around.waysUp.flatMap(way => wrap(`to get ${way}`, width).map(text => [span(text, 'dim')])) : []),
		[],
	];
}

const statisticsFoot: readonly Line[] = [[], [span('< >', 'key'), span(' sort by  ', 'dim'), span('r', 'key'), span(' turn round  ', 'dim'), span('Esc', 'key'), span(' back', 'dim')]];

/** One line each; the one under the cursor with its evidence, what to do, and the index to try. */
function insightLines(insights: readonly Insight[], cursor: number, width: number): readonly Line[] {
	if (insights.length === 0) {
		return wrapLine([span('Nothing in this plan is worth a word: no rule found anything.', 'dim')], width);
	}

	return insights.flatMap((insight, at) => [
		[span(at === cursor ? '> ' : '  ', 'key'), ...insightLine(insight)],
		...(at === cursor ? [
			...insightDetail(insight, width),
			[
				span('            '),
				...(insight.nodeId === null ? [] : [span('Enter', 'key'), span(' goes to the node  ', 'dim')]),
				...(insight.proposal === null ? [] : [span('Space', 'key'), span(' tries this index', 'dim')]),
			],
		] : []),
	]);
}

function presetLines(state: State, cursor: number): readonly Line[] {
	const {around} = state;
	const presets = around?.universe.presets ?? [];
	return [
		[span('Switch many indexes at once', 'title')],
		[],
		...presets.map(({name, configuration}, at): Line => {
			const on = around?.universe.indexes.filter(index => index.constraint === null && configuration.on.has(index.key)).length ?? 0;
			const why = around?.catalog.presets.find(preset => preset.name === name)?.why ?? 'the database as it was found';
			return [
				span(at === cursor ? '> ' : '  ', 'key'),
				span(`${at + 1} `, 'key'),
				span(name.padEnd(11), at === cursor ? 'strong' : 'plain'),
				span(`${String(on).padStart(3)} on  `, 'plain'),
				span(sanitise(why), 'dim'),
			];
		}),
		[],
		[span('Enter', 'key'), span(' switch  ', 'dim'), span('Esc', 'key'), span(' back', 'dim')],
	];
}

function parameterLines(state: State, {fields, cursor}: Extract<Overlay, {kind: 'parameters'}>, width: number): readonly Line[] {
	const card = openCard(state);
	return [
		[span(`Parameters of ${card?.title ?? ''}`, 'title')],
		[],
		...fields.flatMap(({name, field, absent}, at): readonly Line[] => [
			[span(at === cursor ? '> ' : '  ', 'key'), span(`$${at + 1} ${name}`, at === cursor ? 'strong' : 'plain')],
			[span('    '), ...(absent !== null ? [span(absent, 'warn')] : fieldSpans(field, at === cursor, width - 5))],
		]),
		[],
		...(card === null ? [] : statementsOf(card).flatMap(sql => wrapLine([span(sanitise(sql.replaceAll('\n', ' ')), 'dim')], width))),
		[],
		[
			span('Enter', 'key'), span(' measure  ', 'dim'), span('Tab', 'key'), span(' next  ', 'dim'), span('^N', 'key'), span(' NULL  ', 'dim'),
			span('^R', 'key'), span(' live values  ', 'dim'), span('Esc', 'key'), span(' back', 'dim'),
		],
	];
}

function statementsOf(card: Card): readonly string[] {
	return card.kind === 'QueryEntry' ? [card.sql] : card.chain.steps.map(({sql}) => sql);
}

function rttLines({field, letter}: Extract<Overlay, {kind: 'rtt'}>, width: number): readonly Line[] {
	const [message, ...rest] = letter;
	return [
		[span('The time of a round trip', 'title')],
		[],
		...fieldLines(field, width),
		[],
		...(message === undefined ? [] : [...wrap(sanitise(message), width).map(text => [span(text, 'error')]), ...rest.flatMap(line => wrap(line, width).map(text => [span(text)])), []]),
		...wrap('It is really waited after every statement of an operation, as a network between application and server would make it wait. Timers are late: what was waited is measured and shown.', width).map(text => [span(text, 'dim')]),
		...wrap('The same machine 0.05ms, the same data centre 0.5ms, the next one 2ms, a home 20ms.', width).map(text => [span(text, 'dim')]),
		[],
		[span('Enter', 'key'), span(' measures  ', 'dim'), span('^U', 'key'), span(' empties the field  ', 'dim'), span('Esc', 'key'), span(' back', 'dim')],
	];
}

function proposalLines({around}: State, {field, letter}: Extract<Overlay, {kind: 'proposal'}>, width: number): readonly Line[] {
	const [message, ...rest] = letter;
	return [
		[span('An index to try', 'title')],
		[],
		...fieldLines(field, width),
		[],
		...(message === undefined ? [] : [
			...wrap(sanitise(message), width).map(text => [span(text, 'error')]),
			...rest.flatMap(line => wrap(sanitise(line), width).map(text => [span(text)])),
			[],
		]),
		...wrap('CREATE INDEX ON shots (scene_id, shot_type), or only shots (scene_id, shot_type). Without a name it gets the one that Postgres would give it.', width).map(text => [span(text, 'dim')]),
		...wrap(around?.rung.meaning ?? '', width).map(text => [span(text, 'dim')]),
		[],
		[span('Enter', 'key'), span(' tries it  ', 'dim'), span('^U', 'key'), span(' empties the field  ', 'dim'), span('Esc', 'key'), span(' back', 'dim')],
	];
}

function paletteLines({field, cursor}: Extract<Overlay, {kind: 'palette'}>): readonly Line[] {
	return [
		[span(': ', 'key'), ...fieldSpans(field, true)],
		[],
		...matchingBindings(field.text).map(({title, keys, help}, at): Line => [
			span(at === cursor ? '> ' : '  ', 'key'),
			span(keys.map(key => keyCap(key)).join(' ').padEnd(12), 'key'),
			span(title.padEnd(16), at === cursor ? 'strong' : 'plain'),
			span(help, 'dim'),
		]),
	];
}

/** A field's text with the cursor as a block under the next character; of a long one the part around the cursor. */
export function fieldSpans({text, at}: TextField, focused: boolean, width = 40): Line {
	const parts = graphemes(text);
	if (!focused) {
		return [span(sanitise(text))];
	}

	const start = Math.max(0, at - width + 1);
	return [
		span(start === 0 ? '' : '…', 'dim'),
		span(sanitise(parts.slice(start === 0 ? 0 : start + 1, at).join(''))),
		span(sanitise(parts[at] ?? ' '), 'cursor'),
		span(sanitise(parts.slice(at + 1, start + width).join(''))),
	];
}
