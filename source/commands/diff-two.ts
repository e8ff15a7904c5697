import {diffPlans} from '../diff/diff-plans.ts';
import {diffVerdict} from '../diff/diff-verdict.ts';
import {isFile} from '../disk/is-file.ts';
import {readInput} from '../disk/read-input.ts';
import {readRun, runsFolder} from '../disk/runs-folder.ts';
import {PlanflipError} from '../errors.ts';
import {decodeRunRecord, looksLikeRunRecord} from '../experiment/decode-run-record.ts';
import type {RunRecord} from '../experiment/run-record.ts';
import type {Plan} from '../plan/plan.ts';
import {planOfRun} from '../view/run-figures.ts';
import {chooseRunFile} from './choose-run-file.ts';
import {compareRuns} from './compare-runs.ts';
import {plansOfText} from './read-plan-file.ts';
import {reportDiff} from './report-diff.ts';
import type {Settings, Surface} from './settings.ts';

/** One side of a diff: a plan out of a file, or a kept run. */
interface Side {
	readonly name: string;
	/** null for a run that was stopped before it had one. */
	readonly plan: Plan | null;
	readonly record: RunRecord | null;
}

/** `planflip diff A B`: each a file (or - for standard input), or a kept run. Two runs are judged by what was measured. */
export async function diffTwo(settings: Settings, [first, second]: readonly [string, string], surface: Surface): Promise<number> {
	if (settings.indexes !== undefined || settings.against !== undefined || settings.propose.length > 0) {
		throw new PlanflipError('usage', {message: 'Two files or runs are compared as they are: --indexes, --against and --propose are for one query.', hint: 'planflip diff shots-of-a-scene --indexes bare --against optimized'});
	}

	if (first === '-' && second === '-') {
		throw new PlanflipError('usage', {message: 'Only one of the two plans can come from standard input.', hint: 'planflip diff before.json -'});
	}

	const before = await readSide(first, surface);
	const after = await readSide(second, surface);
	const names = {before: before.name, after: after.name};
	if (before.record === null || after.record === null) {
		const plans = {before: planOf(before), after: planOf(after)};
		return reportDiff({...plans, verdict: diffVerdict(diffPlans(plans.before, plans.after))}, names, settings, surface);
	}

	const {verdict, notes} = compareRuns(before.record, after.record);
	return reportDiff({before: before.plan, after: after.plan, verdict}, {...names, notes}, settings, surface);
}

async function readSide(word: string, surface: Surface): Promise<Side> {
	if (word !== '-' && !await isFile(word)) {
		return sideOfRun(await readRun(await runOrNothing(word, surface)));
	}

	if (word !== '-') {
		// Says so when there is a run of that name too.
		await chooseRunFile(runsFolder(surface.env, surface.home), word, surface);
	}

	const text = await readInput(word, surface.stdin);
	return looksLikeRunRecord(text) ? sideOfRun(decodeRunRecord(text)) : {name: word, plan: onlyPlan(text, word, surface), record: null};
}

/** A word that is no file: a run, or a slip of either kind. */
async function runOrNothing(word: string, surface: Surface): Promise<string> {
	try {
		return await chooseRunFile(runsFolder(surface.env, surface.home), word, surface);
	} catch (error) {
		throw error instanceof PlanflipError && error.message.startsWith('There is no run')
			? new PlanflipError('usage', {message: `There is no file ${word}, and no run of that name.`, hint: error.hint, cause: error})
			: error;
	}
}

function sideOfRun(record: RunRecord): Side {
	return {name: `${record.id} ${record.run.indexes.name}`, plan: planOfRun(record.run), record};
}

function planOf({name, plan}: Side): Plan {
	if (plan === null) {
		throw new PlanflipError('input', {message: `Run ${name} was stopped by its timeout before it had a plan.`, hint: 'Compare it with another run: the time is known to be at least that.'});
	}

	return plan;
}

function onlyPlan(text: string, file: string, surface: Surface): Plan {
	const plans = plansOfText(text, file, surface);
	const [first] = plans;
	if (first === undefined || plans.length > 1) {
		throw new PlanflipError('input', {
			message: `diff compares one plan with one, but here are ${plans.length}.`,
			where: file === '-' ? 'standard input' : file,
			hint: 'Put the two plans to compare into a file each.',
		});
	}

	return first.plan;
}
