import {readTypedIndex} from '../catalog/typed-index.ts';
import {PlanflipError} from '../errors.ts';
import {proposalOfText} from '../experiment/proposal-of-text.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import type {Settings} from './settings.ts';

/** What is no CREATE INDEX is told before a database is opened. */
export function checkProposals({propose}: Settings): void {
	for (const text of propose) {
		placed(text, () => readTypedIndex(text));
	}
}

/** Makes every `--propose` an index that can be switched; returns the names that configurations call them. */
export function proposeAll(laboratory: Laboratory, {propose}: Settings): readonly string[] {
	return propose.map(text => placed(text, () => laboratory.propose(proposalOfText(text, laboratory.universe(), laboratory.tables))));
}

/** Its errors, as errors of the command line. */
function placed<T>(text: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.position === undefined) {
			throw error;
		}

		const {line, column} = error.position;
		throw new PlanflipError(error.kind, {message: error.message, where: `--propose '${text}', ${line === 1 ? '' : `line ${line}, `}column ${column}`, hint: error.hint, cause: error});
	}
}
