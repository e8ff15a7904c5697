import {configurationOf} from '../../catalog/index-configuration.ts';
import {PlanflipError} from '../../errors.ts';
import type {IndexUniverse} from '../../experiment/index-universe.ts';
import {applyIndexes, type Applied} from '../../lab/steps/apply-indexes.ts';
import type {ApplyRequest} from '../../lab/steps/apply-request.ts';
import {readSpec} from '../read-spec.ts';
import type {StepVerb} from './step-verb.ts';

const again = 'planflip apply-indexes tries what failed again, and drops first what is left INVALID; planflip rollback takes back what was built.';

/** `apply-indexes`; exit code 1 when some could not be built, or the user said no; 3 when building one is not allowed, or somebody is in the way. */
export function applyVerb(wanted: Pick<ApplyRequest, 'choose' | 'preset'>): StepVerb<Applied> {
	return {
		begin: request => applyIndexes({...request, ...wanted}),
		conclude: ({built, obstacles, forbidden, failed, declined}, {done}) => declined
			? {code: 1, report: null, talk: ['Nothing was built.'], next: null}
			: {
				code: forbidden || failed.some(({kind}) => kind === 'permission') ? 3 : obstacles.length + failed.length === 0 ? 0 : 1,
				report: {
					json: {verb: 'apply-indexes', built: done, already: built, obstacles, failed: failed.map(({schema, table, name, lines, invalid}) => ({index: `${schema}.${name}`, table: `${schema}.${table}`, error: lines, invalid}))},
					text: () => [
						...done.map(title => `built: ${title}`),
						...(built.length === 0 ? [] : [`built before: ${built.length} of those wanted`]),
						...obstacles,
						...failed.map(({schema, table, name, lines}) => `not built: ${name} on ${schema}.${table}: ${lines.join('\n  ')}`),
					].join('\n') || 'Nothing was to be built.',
				},
				talk: failed.length === 0 ? [] : [again],
				next: obstacles.length + failed.length === 0 ? 'Next: planflip post-optimization measures the catalogue again. planflip rollback takes back what was built.' : null,
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
