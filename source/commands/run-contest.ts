import {sameConfiguration, type IndexConfiguration} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import {insightContext} from '../experiment/insight-context.ts';
import type {Delta, Run} from '../experiment/run.ts';
import type {ContestEntryRequest} from '../lab/contest-entry.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {contestJson} from '../report/contest-json.ts';
import {type Contest, contestText} from '../report/contest-text.ts';
import {jsonText} from '../text/json-text.ts';
import {bindParameters, findEntry} from './choose-trial.ts';
import {proposeAll} from './propose-all.ts';
import {readSpec} from './read-spec.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

/** `planflip run ENTRY --indexes A --indexes B --indexes C [--against D]`: each compared with one baseline, all in turns. */
export async function runContest(laboratory: Laboratory, name: string, settings: Settings, pairs: number | undefined, surface: Surface, signal: AbortSignal): Promise<number> {
	const entry = findEntry(laboratory.catalog, name);
	const proposed = proposeAll(laboratory, settings);
	const universe = laboratory.universe();
	const contestants = settings.configurations.map(spec => readSpec(spec, universe, proposed));
	const baseline = settings.against === undefined ? universe.asBuilt : readSpec(settings.against, universe);
	refuseTwice(laboratory, [baseline, ...contestants]);
	const parameters = await bindParameters(laboratory, entry, settings.param);
	const contest = await measured(laboratory, {entry, parameters, contestants, baseline, pairs, signal}, surface);
	const contextOf = (run: Run) => insightContext(universe, run.indexes.configuration, laboratory.tables, laboratory.facts, run.planningMs);
	surface.print(settings.json ? jsonText(contestJson(contest, contextOf), 2) : contestText(contest, textWidth(surface)));
	return 0;
}

/** Equal configurations would take turns with themselves, and every claim would be weaker for it. */
function refuseTwice(laboratory: Laboratory, configurations: readonly IndexConfiguration[]): void {
	const twice = configurations.find((one, at) => configurations.slice(0, at).some(other => sameConfiguration(one, other)));
	if (twice !== undefined) {
		throw new PlanflipError('usage', {
			message: `${laboratory.name(twice)} would be measured twice.`,
			where: '--indexes, --against',
			hint: 'Each --indexes is another configuration; --against, the database as it is unless given, is none of them.',
		});
	}
}

async function measured(laboratory: Laboratory, request: ContestEntryRequest, {tell}: Pick<Surface, 'tell'>): Promise<Contest> {
	let result: {readonly baseline: Run; readonly deltas: readonly Delta[]} | null = null;
	let ids: readonly string[] | null = null;
	const warnings: string[] = [];
	for await (const event of laboratory.contest(request)) {
		if (event.kind === 'building') {
			tell(`Building ${event.indexes.join(', ')}`);
		} else if (event.kind === 'warned') {
			warnings.push(...event.warnings);
			tell(event.warnings.join('\n'));
		} else if (event.kind === 'contested') {
			result = event;
		} else if (event.kind === 'kept') {
			({ids} = event);
			const said = ids === null ? event.note : `kept as runs ${ids.join(', ')}`;
			if (said !== null) {
				tell(said);
			}
		}
	}

	if (result === null) {
		throw new PlanflipError('bug', {message: 'the measurement ended without a result', where: request.entry.file});
	}

	return {baseline: result.baseline, deltas: result.deltas, ids, warnings};
}
