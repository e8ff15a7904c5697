import {PlanflipError} from '../errors.ts';
import type {StepRequest} from '../lab/steps/step-request.ts';
import {ask} from './ask.ts';
import {prepareRequest} from './prepare-request.ts';
import {resultsFolder} from './results-folder.ts';
import type {Settings, Surface} from './settings.ts';

/** From the command line to what a step needs; wrong flags are usage errors. Without a terminal nobody can agree: exit code 2, with what would have run. */
export async function stepRequest(settings: Settings, surface: Surface, signal: AbortSignal): Promise<StepRequest> {
	const refuse = () => Promise.reject(new PlanflipError('bug', {message: 'a step asked as if it were a laboratory'}));
	return {
		...await prepareRequest({...settings, yes: false}, surface, {signal, ask: refuse}),
		lent: null,
		dryRun: settings.dryRun,
		results: await resultsFolder(settings, surface),
		async agree(question, statements) {
			if (settings.yes) {
				return true;
			}

			const shown = statements.map(sql => `  ${sql};`);
			const unheard = () => new PlanflipError('usage', {
				message: `${question} Nobody is there to answer.`,
				hint: ['--yes answers yes, and runs:', ...shown].join('\n'),
			});
			if (surface.stderr.isTTY && surface.stdin.isTTY) {
				surface.tell(shown.join('\n'));
			}

			return ask(question, surface, {signal, unheard});
		},
	};
}
