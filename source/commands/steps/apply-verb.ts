import {configurationOf} from '../../catalog/index-configuration.ts';
import {PlanflipError} from '../../errors.ts';
import type {IndexUniverse} from '../../experiment/index-universe.ts';
import {applyIndexes, type Applied} from '../../lab/steps/apply-indexes.ts';
import type {ApplyRequest} from '../../lab/steps/apply-request.ts';
import {readSpec} from '../read-spec.ts';
import type {StepVerb} from './step-verb.ts';

/** `apply-indexes`; exit code 1 when some could not be built, or the user said no. */
export function applyVerb(wanted: Pick<ApplyRequest, 'choose' | 'preset'>): StepVerb<Applied> {
	return {
		begin: request => applyIndexes({...request, ...wanted}),
		conclude: ({built, obstacles, declined}, {done}) => declined
			? {code: 1, report: null, talk: ['Nothing was built.'], next: null}
			: {
				code: obstacles.length === 0 ? 0 : 1,
				report: {
					json: {verb: 'apply-indexes', built: done, already: built, obstacles},
					text: () => [
						...done.map(title => `built: ${title}`),
						...(built.length === 0 ? [] : [`built before: ${built.length} of those wanted`]),
						...obstacles,
					].join('\n'),
				},
				talk: [],
				next: obstacles.length === 0 ? 'Next: planflip post-optimization measures the catalogue again. planflip rollback takes back what was built.' : null,
			},
	};
}

/** The indexes that apply-indexes builds: those of --indexes, else of the preset `optimized`. */
export function wantedIndexes(spec: string | undefined): Pick<ApplyRequest, 'choose' | 'preset'> {
	return spec === undefined ? {choose: optimized, preset: 'optimized'} : {choose: universe => readSpec(spec, universe), preset: null};
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
