import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {PlanflipError} from '../errors.ts';
import {insightContext} from '../experiment/insight-context.ts';
import {runJson} from '../report/run-json.ts';
import {runText} from '../report/run-text.ts';
import {chooseTrial, findEntry, readPairs} from './choose-trial.ts';
import {measureTrial} from './measure-trial.ts';
import {checkProposals} from './propose-all.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/** `planflip run ENTRY [--indexes SPEC]`: measures one entry, against the database as it is unless --against says otherwise. */
export async function runCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [name, ...surplus] = words;
	if (name === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'run takes the name of one query.', hint: 'planflip run shots-of-a-scene --indexes bare'});
	}

	const pairs = readPairs(settings);
	checkProposals(settings);
	// A wrong name needs no database, and filling one takes a while.
	findEntry(await readCatalogFolder(settings.catalog ?? surface.queries), name);
	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const {run, delta, forecast} = await measureTrial(laboratory, {...await chooseTrial(laboratory, name, settings), pairs, signal}, surface);
		const context = insightContext(laboratory.universe(), run.indexes.configuration, laboratory.tables, laboratory.facts, run.planningMs);
		surface.print(settings.json
			? JSON.stringify(runJson(run, delta, context, forecast), null, 2)
			: runText(run, delta, context, textWidth(surface), forecast));
		return 0;
	});
}
