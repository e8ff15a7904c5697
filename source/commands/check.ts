import type {CatalogProblem} from '../catalog/catalog-problem.ts';
import {lintCatalog} from '../catalog/lint-catalog.ts';
import {tableOfText} from '../catalog/table-of-text.ts';
import {parseConnectionTarget} from '../database/parse-connection-target.ts';
import {readCatalogFiles} from '../disk/read-catalog-folder.ts';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {checkText} from '../report/check-text.ts';
import {jsonText} from '../text/json-text.ts';
import {sanitise} from '../text/plain.ts';
import type {Settings, Surface} from './settings.ts';
import {withLaboratory} from './with-laboratory.ts';

/** As the embedded database says it. */
const noTable = /relation ".*" does not exist/s;

/**
 * `planflip check [DIR]`: reads every file of a catalogue and plans what can be read on the database; exit code 1 when there is an
 * error. Warnings are told and pass.
 */
export async function checkCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [folder = settings.catalog ?? surface.queries, ...surplus] = words;
	if (surplus.length > 0) {
		throw new PlanflipError('usage', {message: `check takes one folder, but got "${words.join(' ')}".`, hint: 'planflip check queries/'});
	}

	const files = await readCatalogFiles(folder);
	const {catalog, problems} = lintCatalog(folder, files);
	if (files.length === 0) {
		throw new PlanflipError('input', {message: 'This folder has no .sql file.', where: folder, hint: 'planflip init DIR writes a catalogue from a database.'});
	}

	const cards = [...catalog.entries, ...catalog.operations];
	// With nothing to plan there is nothing to open, and what is wrong is told all the same.
	if (cards.length === 0) {
		return tell(settings, surface, checkText(catalog, problems, false), problems);
	}

	// The folder may hold files that nobody can read: the laboratory is given what can be. Nothing is ever created for a check.
	return withLaboratory({...settings, catalog: undefined, yes: false}, surface, async (laboratory, signal) => {
		const found: CatalogProblem[] = [...problems];
		let strange = 0;
		for (const card of cards) {
			signal.throwIfAborted();
			const said = await laboratory.check(card);
			strange += said.some(({severity, message}) => severity === 'error' && noTable.test(message)) ? 1 : 0;
			found.push(...said);
		}

		const homeless = catalog.indexes.filter(({table}) => !hasTable(laboratory, table))
			.map(({name, table, file, line}): CatalogProblem => ({severity: 'warning', where: `${file}:${line}`, message: `The index ${name} is on ${table}, which this database does not have.`, hint: 'It is not offered here.'}));
		found.push(...homeless);
		const unnamed = strange * 2 > cards.length && parseConnectionTarget({url: settings.databaseUrl, env: surface.env}) === null;
		const advice = unnamed ? [`No database is named, and most of these tables are not in the embedded one, which this was checked against. Name yours: DATABASE_URL=... planflip check ${folder}`] : [];
		return tell(settings, surface, [...advice.map(line => sanitise(line)), checkText(catalog, found, true)].join('\n'), found, advice);
	}, {answer: () => Promise.resolve(false), catalog: folder === surface.queries ? undefined : catalog});
}

function hasTable({tables}: Laboratory, written: string): boolean {
	const wanted = tableOfText(written);
	return tables.some(({schema, name}) => name === wanted.name && (wanted.schema === null || schema === wanted.schema));
}

function tell({json}: Settings, surface: Surface, text: string, problems: readonly CatalogProblem[], notes: readonly string[] = []): number {
	surface.print(json ? jsonText({problems, ...(notes.length === 0 ? {} : {notes})}, 2) : text);
	return problems.some(({severity}) => severity === 'error') ? 1 : 0;
}
