import {deskOnDemand} from './desk-on-demand.ts';
import {checkProposals, proposeAll} from './propose-all.ts';
import {readRtt} from './read-rtt.ts';
import type {Settings, Surface} from './settings.ts';
import {PlanflipError} from '../errors.ts';

/** The screen; where stdout is no terminal, or --plain or --json asks for it, the report of the same thing. */
export async function exploreCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	if (words.length > 0) {
		throw new PlanflipError('usage', {message: `explore takes no arguments, but got "${words.join(' ')}".`, hint: '/ on the screen filters the queries.'});
	}

	if (!surface.stdout.isTTY || !surface.stdin.isTTY || settings.plain || settings.json) {
		const {overviewCommand} = await import('./overview.ts');
		return overviewCommand(settings, surface);
	}

	checkProposals(settings);
	const rttMs = readRtt(settings) ?? 0;
	const {explore} = await import('../tui/explore.ts');
	return explore({
		noColor: !settings.color,
		rttMs,
		desk: deskOnDemand(settings, surface),
		// Loaded after the first frame: Postgres's client and PGlite take longer than the whole screen.
		async * open({ask, signal}) {
			const [{prepare}, {prepareRequest}] = await Promise.all([import('../lab/prepare.ts'), import('./prepare-request.ts')]);
			for await (const event of prepare(await prepareRequest(settings, surface, {ask, signal}))) {
				if (event.kind === 'open') {
					proposeAll(event.laboratory, settings);
				}

				yield event;
			}
		},
	});
}
