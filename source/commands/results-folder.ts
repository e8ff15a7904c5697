import {measurementsFolder} from '../disk/measurements-folder.ts';
import {namesOfResults} from '../disk/names-of-results.ts';
import type {Settings, Surface} from './settings.ts';

/** Where the steps keep and find what they measured and built. What is no folder is told by all of them alike, before anything is opened. */
export async function resultsFolder({results}: Pick<Settings, 'results'>, {env, home}: Pick<Surface, 'env' | 'home'>): Promise<string> {
	const folder = measurementsFolder(results, env, home);
	await namesOfResults(folder);
	return folder;
}
