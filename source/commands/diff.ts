import {sameConfiguration} from '../catalog/index-configuration.ts';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {PlanflipError} from '../errors.ts';
import {insightContext} from '../experiment/insight-context.ts';
import {foreseenVerdict} from '../view/foreseen-verdict.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {planOfRun} from '../view/run-figures.ts';
import {chooseTrial, findEntry, readPairs} from './choose-trial.ts';
import {diffTwo} from './diff-two.ts';
import {measureTrial} from './measure-trial.ts';
import {printRun} from './print-run.ts';
import {checkProposals} from './propose-all.ts';
import {reportDiff} from './report-diff.ts';
import type {Settings, Surface} from './settings.ts';
import {withLaboratory} from './with-laboratory.ts';

const forms = 'planflip diff before.json after.json, planflip diff previous latest, or planflip diff shots-of-a-scene --indexes bare --against optimized';

/**
 * `planflip diff A B` compares two files with plans or kept runs; `planflip diff ENTRY --indexes SPEC --against SPEC` one query under two
 * configurations, measured in turns. Exit code 1 when the second (the one of --indexes) is slower beyond doubt.
 */
export async function diffCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [first, second, ...surplus] = words;
	if (first === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'diff takes two files or runs, or one query and its indexes.', hint: forms});
	}

	return second === undefined ? diffEntry(settings, first, surface) : diffTwo(settings, [first, second], surface);
}

async function diffEntry(settings: Settings, name: string, surface: Surface): Promise<number> {
	if (settings.indexes === undefined && settings.against === undefined && settings.propose.length === 0) {
		throw new PlanflipError('usage', {message: `diff ${name} needs something to compare with: another file, or indexes for the query of that name.`, hint: forms});
	}

	const pairs = readPairs(settings);
	checkProposals(settings);
	findEntry(await readCatalogFolder(settings.catalog ?? surface.queries), name);
	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const trial = await chooseTrial(laboratory, name, settings);
		if (sameConfiguration(trial.current, trial.baseline)) {
			throw new PlanflipError('usage', {
				message: `Both configurations are the same: ${laboratory.name(trial.current)}.`,
				where: '--indexes, --against',
				hint: 'What is not given is the database as it is. --against bare compares with no indexes at all.',
			});
		}

		const {run, delta, forecast, id} = await measureTrial(laboratory, {...trial, pairs, signal}, surface);
		if (forecast?.baseline != null) {
			const {current, baseline} = forecast;
			return reportDiff({before: baseline.plan, after: current.plan, verdict: foreseenVerdict(forecast)}, {before: baseline.run.indexes.name, after: run.indexes.name}, settings, surface);
		}

		if (delta === null) {
			throw new PlanflipError('bug', {message: 'two configurations were measured, and not compared', where: trial.entry.file});
		}

		const verdict = measuredVerdict(delta);
		const before = planOfRun(delta.baseline);
		const after = planOfRun(run);
		if (before !== null && after !== null) {
			return reportDiff({before, after, verdict}, {before: delta.baseline.indexes.name, after: run.indexes.name}, settings, surface);
		}

		// Stopped by the timeout before it had node times: there is a verdict, but no second plan.
		const context = insightContext(laboratory.universe(), run.indexes.configuration, laboratory.tables, laboratory.facts, run.planningMs);
		printRun({run, delta, context, id}, settings, surface);
		return verdict.verdict === 'slower' ? 1 : 0;
	});
}
