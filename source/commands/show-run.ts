import {readPair} from '../disk/read-pair.ts';
import {readRun, runsFolder} from '../disk/runs-folder.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {chooseRunFile} from './choose-run-file.ts';
import {printRun} from './print-run.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip runs show RUN`: the report of a kept run as `planflip run` printed it, from its file; needs no database. */
export async function showRun(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [word, ...surplus] = words;
	if (word === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'show takes one run.', hint: 'planflip runs show latest; planflip runs lists the others.'});
	}

	const file = await chooseRunFile(runsFolder(surface.env, surface.home), word, surface);
	const record = await readRun(file);
	if (record.turns?.role === 'baseline') {
		surface.tell(`This run was measured as the baseline of run ${record.turns.current}, in turns with it.`);
	}

	const delta = await readPair(file, record).catch((error: unknown) => {
		surface.tell(`The baseline it was measured against is left out. ${errorLines(error).join(' ')}`);
		return null;
	});
	printRun({run: record.run, delta, context: record.context, id: record.id}, settings, surface);
	return 0;
}
