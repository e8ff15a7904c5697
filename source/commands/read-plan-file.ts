import {readInput} from '../disk/read-input.ts';
import {PlanflipError} from '../errors.ts';
import type {Plan} from '../plan/plan.ts';
import {readExplainJson} from '../plan/read-explain-json.ts';
import type {Surface} from './settings.ts';

/** The plans in a file, or in standard input for `-`. What is wrong with them is told with the file's name. */
export async function readPlanFile(file: string, surface: Surface): Promise<readonly Plan[]> {
	surface.stdin.setEncoding('utf8');
	const text = await readInput(file, surface.stdin);
	try {
		return readExplainJson(text);
	} catch (error) {
		if (!(error instanceof PlanflipError)) {
			throw error;
		}

		// The reader knows lines; which file they are in, only we do.
		const name = file === '-' ? 'standard input' : file;
		throw new PlanflipError(error.kind, {message: error.message, where: [name, error.where].filter(Boolean).join(', '), hint: error.hint, cause: error});
	}
}
