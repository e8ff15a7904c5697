import {setTimeout} from 'node:timers/promises';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {monitorJson} from '../report/monitor-json.ts';
import {textOf} from '../report/plan-text.ts';
import {nearest} from '../catalog/nearest.ts';
import {jsonText} from '../text/json-text.ts';
import {type MonitorSort, monitorSorts} from '../view/monitor-index-rows.ts';
import {monitorRows} from '../view/monitor-rows.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/** More is in the JSON. */
const mostTables = 40;

/**
 * `planflip monitor [--watch SECONDS] [--sort size|scans|table|verdict] [--filter TEXT]`: how the indexes are used, and which need
 * attention. Reads counters only.
 */
export async function monitorCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	if (words.length > 0) {
		throw new PlanflipError('usage', {message: `monitor takes no arguments, but got "${words.join(' ')}".`, hint: '--filter TEXT shows some indexes only; DATABASE_URL or --database-url names the server.'});
	}

	const sort = readSort(settings.sort);
	const seconds = readWatch(settings.watch);
	return withLaboratory({...settings, rung: undefined, yes: false}, surface, async (laboratory, signal) => {
		const show = async () => {
			surface.print(await shown(laboratory, settings, sort, textWidth(surface)));
		};

		await show();
		while (seconds !== null) {
			// Ctrl-C is how one stops watching: no error.
			if (!await slept(seconds, signal)) {
				return 0;
			}

			if (!settings.json) {
				surface.stdout.write(surface.stdout.isTTY ? '\u001B[H\u001B[2J' : '\n');
			}

			await show();
		}

		return 0;
	}, {answer: () => Promise.resolve(false)});
}

async function shown(laboratory: Laboratory, {json, filter, watch}: Settings, sort: MonitorSort, width: number): Promise<string> {
	const report = await laboratory.monitor();
	// Of a stream of documents each is a line.
	return json
		? jsonText(monitorJson(report), watch === undefined ? 2 : 0)
		: textOf(monitorRows(report, {sort, filter: filter ?? '', mostTables}, width)).join('\n');
}

async function slept(seconds: number, signal: AbortSignal): Promise<boolean> {
	return setTimeout(seconds * 1000, true, {signal}).catch(() => false);
}

function readSort(text: string | undefined): MonitorSort {
	const sort = monitorSorts.find(candidate => candidate === (text ?? 'size'));
	if (sort === undefined) {
		const meant = nearest(text ?? '', monitorSorts);
		throw new PlanflipError('usage', {message: `Indexes cannot be sorted by "${text ?? ''}".`, where: '--sort', hint: `${meant === null ? '' : `Did you mean "${meant}"? `}It is one of ${monitorSorts.join(', ')}.`});
	}

	return sort;
}

/** Seconds between two looks; null: one look. */
function readWatch(text: string | undefined): number | null {
	if (text === undefined) {
		return null;
	}

	const seconds = Number(/^(\d+(?:\.\d+)?)s?$/.exec(text.trim())?.[1] ?? Number.NaN);
	if (!(seconds >= 0.5 && seconds <= 86_400)) {
		throw new PlanflipError('usage', {message: `"${text}" is no interval.`, where: '--watch', hint: 'Seconds from 0.5 to a day: --watch 5'});
	}

	return seconds;
}
