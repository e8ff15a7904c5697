import {readInput} from '../disk/read-input.ts';
import {errorLines, PlanflipError} from '../errors.ts';
import {decodeRunRecord, looksLikeRunRecord} from '../experiment/decode-run-record.ts';
import {readPlans, type ReadPlan} from '../reading/read-plans.ts';
import type {Surface} from './settings.ts';

/**
 * The plans in a file, or in standard input for `-`, in their order. What is wrong with them is told with the file's
 * name; in a log that holds others, a plan that cannot be read is told and left out.
 */
export async function readPlanFile(file: string, surface: Surface): Promise<readonly ReadPlan[]> {
	return plansOfText(await readInput(file, surface.stdin), file, surface);
}

/** The plans in what was read from a file; of a kept run, its own. */
export function plansOfText(said: string, file: string, surface: Pick<Surface, 'tell'>): readonly ReadPlan[] {
	const name = file === '-' ? 'standard input' : file;
	try {
		const text = looksLikeRunRecord(said) ? decodeRunRecord(said).run.explain : said;
		return readPlans(text, letter => {
			surface.tell(`planflip: ${errorLines(inFile(letter, name)).join('\n  ')}`);
		});
	} catch (error) {
		throw error instanceof PlanflipError ? inFile(error, name) : error;
	}
}

/** The reader knows lines; which file they are in, only we do. */
function inFile(letter: PlanflipError, name: string): PlanflipError {
	return new PlanflipError(letter.kind, {message: letter.message, where: [name, letter.where].filter(Boolean).join(', '), hint: letter.hint, cause: letter});
}

/** Several plans, as out of a server's log, the slowest first. */
export function slowestFirst(plans: readonly ReadPlan[]): readonly ReadPlan[] {
	const ms = ({plan, durationMs}: ReadPlan) => plan.totals.executionMs ?? durationMs ?? plan.totals.rootMs ?? -1;
	return plans.toSorted((a, b) => ms(b) - ms(a));
}
