import path from 'node:path';
import {didYouMean} from '../catalog/nearest.ts';
import {PlanflipError} from '../errors.ts';
import {entryMark, type RunFileName} from './run-file-name.ts';
import {listRuns} from './runs-folder.ts';

/** So many of the newest are named when the one asked for is not there. */
const offered = 5;

/**
 * The file of a run: an id or the beginning of one; `latest`; `previous`, the one before it of the same query on the same
 * database; or these of one query, `shots-of-a-scene@latest`. Baselines that were measured beside another are found by id only.
 * @throws PlanflipError usage, with the nearest there are.
 */
export async function findRun(folder: string, word: string): Promise<string> {
	const {files} = await listRuns(folder);
	const found = named(files, word) ?? byPrefix(files, word, folder);
	if (found === null) {
		throw new PlanflipError('usage', {message: `There is no run "${word}".`, where: folder, hint: hintFor(files, word)});
	}

	return path.join(folder, found.name);
}

function named(files: readonly RunFileName[], word: string): RunFileName | null {
	const [, entry, which] = /^(?:(.*)@)?(latest|previous)$/s.exec(word) ?? [];
	if (which === undefined) {
		return null;
	}

	const [latest, ...older] = files.filter(file => file.role === 'run' && (entry === undefined || file.entry === entryMark(entry)));
	if (latest === undefined || which === 'latest') {
		return latest ?? null;
	}

	return older.find(file => file.entry === latest.entry && file.database === latest.database) ?? null;
}

function byPrefix(files: readonly RunFileName[], word: string, folder: string): RunFileName | null {
	const found = word === '' ? [] : files.filter(({id}) => id.startsWith(word.toLowerCase()));
	if (found.length > 1) {
		throw new PlanflipError('usage', {
			message: `${found.length} runs begin with "${word}".`,
			where: folder,
			hint: `Give more of its id: ${found.slice(0, offered).map(file => described(file)).join(', ')}.`,
		});
	}

	return found[0] ?? null;
}

function hintFor(files: readonly RunFileName[], word: string): string {
	if (files.length === 0) {
		return 'None was kept so far: planflip run ENTRY keeps one.';
	}

	const before = word.includes('@') ? '' : didYouMean(word, ['latest', 'previous', ...files.map(({id}) => id)]);
	return `${before}The newest: ${files.slice(0, offered).map(file => described(file)).join(', ')}. planflip runs lists them.`;
}

function described({id, entry}: RunFileName): string {
	return `${id} (${entry})`;
}
