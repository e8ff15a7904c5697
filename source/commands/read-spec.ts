import {configurationOf, type IndexConfiguration} from '../catalog/index-configuration.ts';
import {parseSpec} from '../catalog/parse-spec.ts';
import type {IndexUniverse} from '../experiment/index-universe.ts';

/** `--indexes SPEC` over the indexes that this database has or could have; `more` are on in every preset. */
export function readSpec(spec: string, universe: IndexUniverse, more: readonly string[] = []): IndexConfiguration {
	return configurationOf(parseSpec(spec, {
		presets: universe.presets.map(({name, configuration}) => ({name, why: '', indexes: [...configuration.on, ...more]})),
		indexNames: universe.indexes.map(index => index.key),
	}));
}
