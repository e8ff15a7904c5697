import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {PlanflipError} from '../errors.ts';
import {insightContext} from '../experiment/insight-context.ts';
import {chooseTrial, findEntry, readPairs} from './choose-trial.ts';
import {measureTrial} from './measure-trial.ts';
import {printRun} from './print-run.ts';
import {checkProposals} from './propose-all.ts';
import {readRtt} from './read-rtt.ts';
import {runContest} from './run-contest.ts';
import {runOperation} from './run-operation.ts';
import type {Settings, Surface} from './settings.ts';
import {showRun} from './show-run.ts';
import {withLaboratory} from './with-laboratory.ts';

/**
 * `planflip run ENTRY [--indexes SPEC]`: measures one query or operation, against the database as it is unless --against says otherwise.
 * Several --indexes are compared with it all in turns. `planflip run show RUN` is `planflip runs show RUN`.
 */
export async function runCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [name, ...surplus] = words;
	if (name === 'show' && surplus.length > 0) {
		return showRun(settings, surplus, surface);
	}

	if (name === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'run takes the name of one query.', hint: 'planflip run shots-of-a-scene --indexes bare'});
	}

	const pairs = readPairs(settings);
	checkProposals(settings);
	const rttMs = readRtt(settings);
	// A wrong name needs no database, and filling one takes a while.
	const catalog = await readCatalogFolder(settings.catalog ?? surface.queries);
	const operation = catalog.operations.find(candidate => candidate.name === name);
	if (operation !== undefined && settings.configurations.length > 1) {
		throw new PlanflipError('usage', {message: `${name} is an operation: it is measured under one configuration beside another.`, where: '--indexes', hint: 'Give one --indexes; several are for queries.'});
	}

	if (operation !== undefined) {
		return withLaboratory(settings, surface, async (laboratory, signal) => runOperation(laboratory, operation, settings, {rttMs: rttMs ?? 0, rounds: pairs}, surface, signal));
	}

	findEntry(catalog, name);
	if (rttMs !== null) {
		throw new PlanflipError('usage', {message: `${name} is one statement: a round trip would be added to both sides alike.`, where: '--rtt', hint: 'It is for operations, chains of statements.'});
	}

	if (settings.configurations.length > 1) {
		return withLaboratory(settings, surface, async (laboratory, signal) => runContest(laboratory, name, settings, pairs, surface, signal));
	}

	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const {run, delta, forecast, warnings, id} = await measureTrial(laboratory, {...await chooseTrial(laboratory, name, settings), pairs, signal}, surface);
		const context = insightContext(laboratory.universe(), run.indexes.configuration, laboratory.tables, laboratory.facts, run.planningMs);
		printRun({run, delta, context, forecast, warnings, id}, settings, surface);
		return 0;
	});
}
