import {PlanflipError} from '../errors.ts';
import {insightContext} from '../experiment/insight-context.ts';
import type {Run} from '../experiment/run.ts';
import type {Sweep} from '../experiment/sweep.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {SweepEntryRequest} from '../lab/sweep-entry.ts';
import {readCatalogFolder} from '../disk/read-catalog-folder.ts';
import {sweepJson} from '../report/sweep-json.ts';
import {sweepText} from '../report/sweep-text.ts';
import {jsonText} from '../text/json-text.ts';
import {bindParameters, chooseIndexes, findEntry, readPairs} from './choose-trial.ts';
import {progressOn} from './progress-on.ts';
import {checkProposals} from './propose-all.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/**
 * `planflip parameters ENTRY [--over NAME] [--value V]...`: one query over several values of one parameter: where the plan flips, how the
 * time spreads, and what a prepared statement would get.
 */
export async function parametersCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [name, ...surplus] = words;
	if (name === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'parameters takes the name of one query.', hint: 'planflip parameters shots-by-type --over shot_type'});
	}

	const samples = readPairs(settings);
	checkProposals(settings);
	// A wrong name needs no database, and filling one takes a while.
	const catalog = await readCatalogFolder(settings.catalog ?? surface.queries);
	if (catalog.operations.some(operation => operation.name === name)) {
		throw new PlanflipError('usage', {message: `${name} is an operation: its steps take their values from rows.`, hint: 'Give the name of a query.'});
	}

	const {parameters} = findEntry(catalog, name);
	const over = settings.over ?? (settings.values.length > 0 && parameters.length === 1 ? parameters[0]?.name ?? null : null);
	if (settings.values.length > 0 && over === null) {
		throw new PlanflipError('usage', {message: `${name} has ${parameters.length} parameters: nobody knows whose value that is.`, where: '--value', hint: `Say which with --over: ${parameters.map(each => each.name).join(', ')}.`});
	}

	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const entry = findEntry(laboratory.catalog, name);
		const request = {
			entry, over, samples, signal,
			indexes: chooseIndexes(laboratory, settings),
			parameters: await bindParameters(laboratory, entry, settings.param),
			asked: settings.values.map(value => value === 'NULL' ? null : value),
		};
		const {sweep, ...told} = await swept(laboratory, request, surface);
		const contextOf = (run: Run) => insightContext(laboratory.universe(), run.indexes.configuration, laboratory.tables, laboratory.facts, run.planningMs);
		surface.print(settings.json ? jsonText(sweepJson(sweep, {...told, contextOf}), 2) : sweepText(sweep, told, textWidth(surface)));
		return 0;
	});
}

async function swept(laboratory: Laboratory, request: SweepEntryRequest, surface: Surface): Promise<{readonly sweep: Sweep; readonly warnings: readonly string[]; readonly ids: readonly string[] | null}> {
	const progress = progressOn(surface);
	const warnings: string[] = [];
	let sweep: Sweep | null = null;
	let ids: readonly string[] | null = null;
	try {
		for await (const event of laboratory.sweep(request)) {
			if (event.kind === 'building') {
				progress.step(`Building ${event.indexes.join(', ')}`, null);
			} else if (event.kind === 'warned') {
				warnings.push(...event.warnings);
				progress.end();
				surface.tell(event.warnings.join('\n'));
			} else if (event.kind === 'swept') {
				({sweep} = event);
				const {tries} = sweep;
				progress.step(`Trying ${tries.length} values`, tries.filter(({run, error}) => error !== null || (run !== null && run.samples.length > 0)).length / tries.length);
			} else {
				({ids} = event);
				if (event.note !== null) {
					progress.end();
					surface.tell(event.note);
				}
			}
		}
	} finally {
		progress.end();
	}

	if (sweep === null) {
		throw new PlanflipError('bug', {message: 'the values were tried without a result', where: request.entry.file});
	}

	return {sweep, warnings, ids};
}
