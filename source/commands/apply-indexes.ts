import {configurationOf} from '../catalog/index-configuration.ts';
import {PlanflipError} from '../errors.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';
import {applyIndexes} from '../lab/steps/apply-indexes.ts';
import {perform, printDryRun} from './perform.ts';
import {readSpec} from './read-spec.ts';
import {refuseWords} from './refuse-words.ts';
import type {Settings, Surface} from './settings.ts';

/**
 * `planflip apply-indexes`: builds the indexes of the preset `optimized`, or of --indexes, that are not there, without locking anybody out. Exit code 1 when some could
 * not be, or the user said no.
 */
export async function applyIndexesCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	refuseWords('apply-indexes', words);
	const choose = (universe: IndexUniverse) => settings.indexes === undefined ? optimized(universe) : readSpec(settings.indexes, universe);
	return perform(settings, surface, request => applyIndexes({...request, choose, preset: settings.indexes === undefined ? 'optimized' : null}), ({built, obstacles, declined}, log) => {
		if (declined) {
			surface.tell('Nothing was built.');
			return 1;
		}

		if (settings.dryRun) {
			printDryRun(log, settings, surface);
			return obstacles.length === 0 ? 0 : 1;
		}

		surface.print(settings.json
			? JSON.stringify({verb: 'apply-indexes', built: log.done, already: built, obstacles}, null, 2)
			: [
				...log.done.map(title => `built: ${title}`),
				...(built.length === 0 ? [] : [`built before: ${built.length} of those wanted`]),
				...obstacles,
			].join('\n'));
		if (obstacles.length > 0) {
			return 1;
		}

		surface.tell('Next: planflip post-optimization measures the catalogue again. planflip rollback takes back what was built.');
		return 0;
	});
}

function optimized({presets}: IndexUniverse) {
	const preset = presets.find(({name}) => name === 'optimized');
	if (preset === undefined) {
		throw new PlanflipError('usage', {
			message: 'This catalogue has no preset "optimized": which indexes are to be built?',
			hint: `Name them: --indexes SPEC, for example --indexes +idx_of_mine. Presets: ${presets.map(({name}) => name).join(', ')}.`,
		});
	}

	return configurationOf(preset.configuration.on);
}
