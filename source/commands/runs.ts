import path from 'node:path';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {entryMark, type RunFileName} from '../disk/run-file-name.ts';
import {listRuns, readRecord, runsFolder} from '../disk/runs-folder.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import type {KeptRecord} from '../experiment/run-history.ts';
import {runsJson} from '../report/runs-json.ts';
import {runsText} from '../report/runs-text.ts';
import {jsonText} from '../text/json-text.ts';
import {findEntry} from './choose-trial.ts';
import type {Settings, Surface} from './settings.ts';
import {showRun} from './show-run.ts';

/** What a terminal shows without being asked for all. */
const newest = 20;

/** `planflip runs [ENTRY]`: the kept runs, newest first; on a terminal the last twenty, unless --all. `planflip runs show RUN` reports one. */
export async function runsCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [first, ...rest] = words;
	if (first === 'show') {
		return showRun(settings, rest, surface);
	}

	if (rest.length > 0) {
		throw new PlanflipError('usage', {message: `runs takes one query at the most, but got "${words.join(' ')}".`, hint: 'planflip runs shots-of-a-scene, or planflip runs show latest'});
	}

	const folder = runsFolder(surface.env, surface.home);
	const {files, foreign} = await listRuns(folder);
	const wanted = first === undefined ? files : files.filter(({entry}) => entry === entryMark(first));
	if (first !== undefined && wanted.length === 0) {
		// A name that is in no catalogue either is a slip.
		const catalog = await readCatalogFolder(settings.catalog ?? surface.queries);
		if (catalog.operations.every(({name}) => name !== first)) {
			findEntry(catalog, first);
		}
	}

	const shown = surface.stdout.isTTY && !settings.all && !settings.json ? wanted.slice(0, newest) : wanted;
	const {records, failures} = await readAll(folder, shown);
	const strange = [...failures, ...foreign.map(name => `${name}: not a run of planflip's`)];
	if (strange.length > 0) {
		surface.tell(`Left alone in ${folder}:\n  ${strange.join('\n  ')}`);
	}

	if (settings.json) {
		surface.print(jsonText(runsJson(records), 2));
		return 0;
	}

	if (records.length === 0) {
		surface.tell(`No run${first === undefined ? '' : ` of ${first}`} was kept in ${folder} so far.`);
		return 0;
	}

	surface.print(runsText(records, surface.stdout.isTTY ? surface.stdout.columns : null));
	if (shown.length < wanted.length) {
		surface.tell(`the newest ${shown.length} of ${wanted.length}; --all shows the others`);
	}

	return 0;
}

async function readAll(folder: string, files: readonly RunFileName[]): Promise<{readonly records: readonly KeptRecord[]; readonly failures: readonly string[]}> {
	const records: KeptRecord[] = [];
	const failures: string[] = [];
	for (const {name} of files) {
		try {
			records.push(await readRecord(path.join(folder, name)));
		} catch (error) {
			const [message = ''] = errorLines(error);
			failures.push(`${name}: ${message}`);
		}
	}

	return {records, failures};
}
