import {readOperationPair} from '../disk/read-operation-pair.ts';
import {readBaseline} from '../disk/read-baseline.ts';
import {readPair} from '../disk/read-pair.ts';
import {readRecord, runsFolder} from '../disk/runs-folder.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {isPlanOnly} from '../experiment/is-plan-only.ts';
import type {OperationRecord} from '../experiment/operation-record.ts';
import type {Run} from '../experiment/run.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import type {ShelvedPlan} from '../lab/plan-shelf.ts';
import {forecastOfRecords} from '../view/forecast-of-records.ts';
import {planOfRun, typicalMs} from '../view/run-figures.ts';
import {chooseRunFile} from './choose-run-file.ts';
import {printOperation} from './print-operation.ts';
import {printRun} from './print-run.ts';
import type {Settings, Surface} from './settings.ts';

/** `planflip runs show RUN`: the report of a kept run as `planflip run` printed it, from its file; needs no database. On a terminal, the screen on its plan and its baseline's. */
export async function showRun(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [word, ...surplus] = words;
	if (word === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'show takes one run.', hint: 'planflip runs show latest; planflip runs lists the others.'});
	}

	const file = await chooseRunFile(runsFolder(surface.env, surface.home), word, surface);
	const record = await readRecord(file);
	if (record.turns?.role === 'baseline') {
		const {current} = record.turns;
		surface.tell(record.kind === 'RunRecord' && isPlanOnly(record.run)
			? `This run was planned as the baseline of run ${current}; neither was executed.`
			: `This run was measured as the baseline of run ${current}, in turns with it.`);
	}

	if (record.kind === 'RunRecord') {
		return showQuery(file, record, settings, surface);
	}

	await showOperation(file, record, settings, surface);
	return 0;
}

async function showQuery(file: string, record: RunRecord, settings: Settings, surface: Surface): Promise<number> {
	const {turns} = record;
	const planned = isPlanOnly(record.run);
	const foreseenBeside = planned && turns?.role === 'current' ? await withoutBaseline(readBaseline(file, turns.baseline), surface) : null;
	const forecast = planned ? forecastOfRecords(record, foreseenBeside) : null;
	const delta = planned ? null : await withoutBaseline(readPair(file, record), surface);
	const baseline = foreseenBeside?.run ?? delta?.baseline;
	const plans = [record.run, ...(baseline === undefined ? [] : [baseline])].flatMap(run => shelved(run));
	if (surface.stdout.isTTY && surface.stdin.isTTY && !settings.plain && !settings.json && plans.length > 0) {
		return showOnScreen(record, plans, settings);
	}

	printRun({run: record.run, delta, forecast, context: record.context, warnings: record.warnings, id: record.id}, settings, surface);
	return 0;
}

/** The plans of a run and its baseline on the whole screen, as those of a file. */
async function showOnScreen({id, run}: RunRecord, plans: readonly ShelvedPlan[], {color}: Settings): Promise<number> {
	const [{explore}, {planShelf}] = await Promise.all([import('../tui/explore.ts'), import('../lab/plan-shelf.ts')]);
	return explore({
		noColor: !color,
		async * open() {
			yield await Promise.resolve({kind: 'open', laboratory: planShelf(`run ${id}, ${run.subject.entry}`, plans)} as const);
		},
	});
}

/** Both are the same query: a comment says under which indexes. */
function shelved(run: Run): readonly ShelvedPlan[] {
	const plan = planOfRun(run);
	return plan === null ? [] : [{plan, line: run.subject.line, query: `/* ${run.indexes.name}${isPlanOnly(run) ? ', PLAN ONLY' : ''} */ ${run.subject.sql}`, durationMs: typicalMs(run)}];
}

async function showOperation(file: string, record: OperationRecord, settings: Settings, surface: Surface): Promise<void> {
	const delta = await withoutBaseline(readOperationPair(file, record), surface);
	printOperation({run: record.run, delta, id: record.id}, settings, surface);
}

/** A baseline that is gone takes nothing with it. */
async function withoutBaseline<Delta>(pair: Promise<Delta | null>, {tell}: Surface): Promise<Delta | null> {
	return pair.catch((error: unknown) => {
		tell(`The baseline it stands against is left out. ${errorLines(error).join(' ')}`);
		return null;
	});
}
