import type {WatchNews} from './action.ts';
import type {Step} from './command.ts';
import {monitorFindings, type MonitorOverlay} from './monitor-view.ts';
import type {State} from './state.ts';

/** What the monitor found; the cursor stays on its index, wherever that stands now. */
export function reduceWatch(state: State, news: WatchNews): State {
	const {watched, overlay} = state;
	switch (news.kind) {
		case 'looking': {
			return {...state, watched: {...watched, phase: 'looking'}};
		}

		case 'paused': {
			return {...state, watched: {...watched, phase: 'paused'}};
		}

		case 'failed': {
			return {...state, watched: {...watched, phase: 'resting', problem: news.lines}};
		}

		case 'seen': {
			const next: State = {...state, watched: {report: news.report, problem: null, phase: 'resting'}};
			return overlay?.kind === 'monitor' ? following(state, next, overlay, overlay) : next;
		}
	}
}

/** `next` under another order, filter or report, with the cursor on the index it was on, or where that is gone, where it was. */
export function following(state: State, next: State, before: MonitorOverlay, after: MonitorOverlay): State {
	if (after.list !== 'indexes') {
		return {...next, overlay: after};
	}

	const chosen = monitorFindings(state, before)[before.cursor]?.index;
	const findings = monitorFindings(next, after);
	const at = findings.findIndex(({index}) => index.schema === chosen?.schema && index.name === chosen.name);
	return {...next, overlay: {...after, cursor: Math.max(0, at === -1 ? Math.min(before.cursor, findings.length - 1) : at)}};
}

/** Whoever opens the monitor has it look, and whoever closes it, by whatever way, lets it rest. */
export function watching(before: State, step: Step): Step {
	const on = step.state.overlay?.kind === 'monitor';
	return on === (before.overlay?.kind === 'monitor') ? step : {...step, commands: [...step.commands, {kind: 'watch', on}]};
}
