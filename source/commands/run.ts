import type {CatalogEntry} from '../catalog/catalog-entry.ts';
import {didYouMean} from '../catalog/nearest.ts';
import {PlanflipError} from '../errors.ts';
import type {BoundParameter, Delta, Run} from '../experiment/run.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {runJson} from '../report/run-json.ts';
import {runText} from '../report/run-text.ts';
import {wholeNumber} from './prepare-request.ts';
import {readSpec} from './read-spec.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/** `planflip run ENTRY [--indexes SPEC]`: measures one entry, against the database as it is unless --against says otherwise. */
export async function runCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [name, ...surplus] = words;
	if (name === undefined || surplus.length > 0) {
		throw new PlanflipError('usage', {message: 'run takes the name of one query.', hint: 'planflip run shots-of-a-scene --indexes bare'});
	}

	const pairs = settings.runs === undefined ? undefined : wholeNumber('--runs', settings.runs, 1);
	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const entry = findEntry(laboratory, name);
		const {universe} = laboratory;
		const current = settings.indexes === undefined ? universe.asBuilt : readSpec(settings.indexes, universe);
		const baseline = settings.against === undefined ? universe.asBuilt : readSpec(settings.against, universe);
		const parameters = await bindParameters(laboratory, entry, settings.param);
		let measured: {readonly run: Run; readonly delta: Delta | null} | null = null;
		for await (const event of laboratory.try({entry, parameters, current, baseline, pairs, signal})) {
			if (event.kind === 'measured') {
				measured = event;
			}
		}

		if (measured === null) {
			throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: entry.file});
		}

		surface.print(settings.json
			? JSON.stringify(runJson(measured.run, measured.delta), null, 2)
			: runText(measured.run, measured.delta, textWidth(surface)));
		return 0;
	});
}

function findEntry({catalog}: Laboratory, name: string): CatalogEntry {
	const entry = catalog.entries.find(candidate => candidate.name === name);
	if (entry === undefined) {
		const names = catalog.entries.map(candidate => candidate.name);
		throw new PlanflipError('usage', {
			message: `There is no query "${name}" in the catalogue.`,
			where: catalog.folder,
			hint: `${didYouMean(name, names)}Queries: ${names.join(', ')}.`,
		});
	}

	return entry;
}

/** Sampled values, replaced by what `--param name=value` says. */
async function bindParameters(laboratory: Laboratory, entry: CatalogEntry, given: readonly string[]): Promise<readonly BoundParameter[]> {
	const values = new Map(given.map(text => {
		const at = text.indexOf('=');
		const name = text.slice(0, at);
		if (at < 1 || !entry.parameters.some(parameter => parameter.name === name)) {
			const names = entry.parameters.map(parameter => parameter.name);
			throw new PlanflipError('usage', {
				message: at < 1 ? `"${text}" is not NAME=VALUE.` : `${entry.name} has no parameter "${name}".`,
				where: '--param',
				hint: names.length === 0 ? 'This query has no parameters.' : `Its parameters: ${names.join(', ')}.`,
			});
		}

		return [name, text.slice(at + 1)] as const;
	}));
	const all = entry.parameters.every(parameter => values.has(parameter.name));
	const sampled = all ? entry.parameters.map(({name}) => ({name, value: null})) : await laboratory.sample(entry);
	return sampled.map(({name, value}) => ({name, value: values.get(name) ?? value}));
}
