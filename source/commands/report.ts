import {readOperationPair} from '../disk/read-operation-pair.ts';
import {readPair} from '../disk/read-pair.ts';
import {readRecord, runsFolder} from '../disk/runs-folder.ts';
import {PlanflipError} from '../errors.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import {diffJson} from '../report/diff-json.ts';
import {operationJson} from '../report/operation-json.ts';
import {runJson} from '../report/run-json.ts';
import type {ComparedRuns} from '../report/runs/compared-section.ts';
import {type KeptOperation, runsDocument} from '../report/runs/runs-document.ts';
import {chooseRunFile} from './choose-run-file.ts';
import {compareRuns} from './compare-runs.ts';
import {handOut} from './hand-out.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip report RUN...`: kept runs side by side, each with its plan; those of one query compared, in the order given. */
export async function reportCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	if (words.length === 0) {
		throw new PlanflipError('usage', {message: 'report takes the runs to report.', hint: 'planflip report previous latest --out reports; planflip runs lists the others.'});
	}

	const folder = runsFolder(surface.env, surface.home);
	const files: string[] = [];
	for (const word of words) {
		files.push(await chooseRunFile(folder, word, surface));
	}

	const kept = await Promise.all(files.map(async file => readRecord(file)));
	const twice = kept.find(({id}, at) => kept.findIndex(record => record.id === id) !== at);
	if (twice !== undefined) {
		throw new PlanflipError('usage', {message: `The run ${twice.id} is named twice.`, hint: 'Name each run once.'});
	}

	const queries = kept.flatMap((record, at) => record.kind === 'RunRecord' ? [{record, file: files[at] ?? ''}] : []);
	const operations = await Promise.all(kept.flatMap((record, at) => record.kind === 'RunRecord' ? [] : [operationOf(record, files[at] ?? '')]));
	const compared = comparedRuns(queries.map(({record}) => record));
	const runs = await Promise.all(queries.map(async ({record, file}) => ({id: record.id, ...runJson({run: record.run, delta: await readPair(file, record).catch(() => null), context: record.context})})));
	const json = {
		planflip: 'report',
		runs,
		operations: operations.map(({record, delta}) => ({id: record.id, ...operationJson(record.run, delta)})),
		comparisons: compared.map(({before, after, diff, verdict, notes}) => ({
			before: before.id, after: after.id, entry: before.run.subject.entry, ...verdict, notes,
			diff: diff === null ? null : diffJson(diff, verdict, {before: before.id, after: after.id}),
		})),
	};
	await handOut('report', runsDocument(queries.map(({record}) => record), compared, operations), json, settings, surface);
	return 0;
}

/** A baseline that is gone takes only the comparison with it. */
async function operationOf(record: OperationRecord, file: string): Promise<KeptOperation> {
	return {record, delta: await readOperationPair(file, record).catch(() => null)};
}

/** Each run with the one of the same query before it. */
function comparedRuns(records: readonly RunRecord[]): readonly ComparedRuns[] {
	return records.flatMap((after, at) => {
		const before = records.slice(0, at).findLast(({run}) => run.subject.entry === after.run.subject.entry);
		return before === undefined ? [] : [{before, after, ...compareRuns(before, after)}];
	});
}
