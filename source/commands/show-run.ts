import {readOperationPair} from '../disk/read-operation-pair.ts';
import {readPair} from '../disk/read-pair.ts';
import {readRecord, runsFolder} from '../disk/runs-folder.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {chooseRunFile} from './choose-run-file.ts';
import {printOperation} from './print-operation.ts';
import {printRun} from './print-run.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip runs show RUN`: the report of a kept run as `planflip run` printed it, from its file; needs no database. */
export async function showRun(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [word, ...surplus] = words;
	if (word === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'show takes one run.', hint: 'planflip runs show latest; planflip runs lists the others.'});
	}

	const file = await chooseRunFile(runsFolder(surface.env, surface.home), word, surface);
	const record = await readRecord(file);
	if (record.turns?.role === 'baseline') {
		surface.tell(`This run was measured as the baseline of run ${record.turns.current}, in turns with it.`);
	}

	await (record.kind === 'RunRecord' ? showQuery(file, record, settings, surface) : showOperation(file, record, settings, surface));
	return 0;
}

async function showQuery(file: string, record: RunRecord, settings: Settings, surface: Surface): Promise<void> {
	const delta = await withoutBaseline(readPair(file, record), surface);
	printRun({run: record.run, delta, context: record.context, warnings: record.warnings, id: record.id}, settings, surface);
}

async function showOperation(file: string, record: OperationRecord, settings: Settings, surface: Surface): Promise<void> {
	const delta = await withoutBaseline(readOperationPair(file, record), surface);
	printOperation({run: record.run, delta, id: record.id}, settings, surface);
}

/** A baseline that is gone takes nothing with it. */
async function withoutBaseline<Delta>(pair: Promise<Delta | null>, {tell}: Surface): Promise<Delta | null> {
	return pair.catch((error: unknown) => {
		tell(`The baseline it was measured against is left out. ${errorLines(error).join(' ')}`);
		return null;
	});
}
