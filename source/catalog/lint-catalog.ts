import {buildCatalog, type CatalogFile} from './build-catalog.ts';
import type {Catalog} from './catalog.ts';
import {type CatalogProblem, problemOf} from './catalog-problem.ts';
import {didYouMean} from './nearest.ts';

/** What of a catalogue can be used, and what is wrong with the rest. */
export interface LintedCatalog {
	readonly catalog: Catalog;
	readonly problems: readonly CatalogProblem[];
}

/** Reads a catalogue file by file, so that one mistake does not hide the next; then looks at how the files fit together. */
export function lintCatalog(folder: string, files: readonly CatalogFile[]): LintedCatalog {
	const problems: CatalogProblem[] = [];
	const sound = files.filter(file => {
		try {
			buildCatalog(folder, [file]);
			return true;
		} catch (error) {
			problems.push(problemOf(error, file.file));
			return false;
		}
	});
	const catalog = buildCatalog(folder, sound);
	return {catalog, problems: [...problems, ...sameStatements(catalog), ...unknownIndexes(catalog)]};
}

/** As a server sees it: white space and the case of words do not make another statement. */
const plainly = (sql: string) => sql.replaceAll(/\s+/g, ' ').trim().toLowerCase();

function sameStatements({entries}: Catalog): readonly CatalogProblem[] {
	const seen = new Map<string, string>();
	return entries.flatMap(({sql, file, line}): readonly CatalogProblem[] => {
		const first = seen.get(plainly(sql));
		seen.set(plainly(sql), first ?? file);
		return first === undefined ? [] : [{severity: 'warning', where: `${file}:${line}`, message: `The same statement as in ${first}.`, hint: 'Keep one of them: what sums over queries would count it twice.'}];
	});
}

/** A card may name indexes that only the database has; where indexes.sql has a name that is nearly the same, it is a slip. */
function unknownIndexes({entries, indexes}: Catalog): readonly CatalogProblem[] {
	const known = indexes.map(({name}) => name);
	return entries.flatMap(entry => entry.indexes
		.filter(name => !known.includes(name) && didYouMean(name, known) !== '')
		.map((name): CatalogProblem => ({severity: 'warning', where: entry.file, message: `indexes.sql describes no index ${name}.`, hint: didYouMean(name, known).trim()})));
}
