import type {IndexDefinition, Preset} from './catalog-entry.ts';
import {parseIndexes} from './parse-indexes.ts';
import {writtenName} from './split-names.ts';
import {statementOf, words} from './write-card.ts';

/** What indexes.sql says of an index, but for where. */
export type IndexCard = Pick<IndexDefinition, 'name' | 'why' | 'priority' | 'presets' | 'sql'>;

/**
 * Presets and indexes as the text of indexes.sql: parseIndexes reads the same from it.
 * @throws PlanflipError input, for what is no plain CREATE INDEX, a name that is there twice, a preset that nobody describes.
 */
export function writeIndexes(presets: ReadonlyArray<Pick<Preset, 'name' | 'why'>>, indexes: readonly IndexCard[]): string {
	const described = presets.map(({name, why}) => `-- preset: ${words(name)}\n-- why: ${words(why)}\n`);
	const created = indexes.map(({name, why, priority, presets: named, sql}) => [
		`-- why: ${words(why)}\n`,
		priority === null ? '' : `-- priority: ${words(priority)}\n`,
		named.length === 0 ? '' : `-- presets: ${named.map(name => writtenName(name)).join(', ')}\n`,
		`${statementOf(sql, name)};\n`,
	].join(''));
	const text = [...described, ...created].join('\n');
	parseIndexes(text, 'indexes.sql');
	return text;
}
