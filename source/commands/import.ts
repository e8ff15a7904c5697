import type {CatalogFile} from '../catalog/build-catalog.ts';
import type {Catalog} from '../catalog/catalog.ts';
import {parseConnectionTarget} from '../database/parse-connection-target.ts';
import {readCatalogFiles} from '../disk/read-catalog-folder.ts';
import {runHistory} from '../disk/run-history.ts';
import {runsFolder} from '../disk/runs-folder.ts';
import {isThere} from '../disk/is-there.ts';
import {PlanflipError} from '../errors.ts';
import type {ImportReport} from '../lab/import/import-report.ts';
import {importWorkload} from '../lab/import/import-workload.ts';
import type {ImportRequest} from '../lab/import/import-request.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {importText} from '../report/import-text.ts';
import {jsonText} from '../text/json-text.ts';
import {heedSignals} from './heed-signals.ts';
import {wholeNumber} from './prepare-request.ts';
import {progressOn} from './progress-on.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/** More cards than these nobody looks at, and no baseline measures in an evening. */
const usualTop = 50;

/**
 * `planflip import FILE... --catalog DIR`, `planflip import --statements --catalog DIR`: the statements of logs, files and pg_stat_statements
 * into a catalogue, and the plans of a log into the history. A database is asked only where one is named: nothing is executed in it.
 */
export async function importCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const {catalog: folder, statements, dryRun} = settings;
	if (words.length === 0 && !statements) {
		throw new PlanflipError('usage', {
			message: 'import takes a log of PostgreSQL\'s, a file of statements, or --statements.',
			hint: 'planflip import postgresql.log --catalog my-queries\nplanflip import --statements --database-url URL --catalog my-queries',
		});
	}

	if (folder === undefined) {
		throw new PlanflipError('usage', {message: 'import has to know the catalogue that it is to fill.', hint: '--catalog DIR names a folder; it is made when it is not there.'});
	}

	const target = parseConnectionTarget({url: settings.databaseUrl, env: surface.env});
	if (statements && target === null) {
		throw new PlanflipError('usage', {message: '--statements takes what a server counted, and none is named: the embedded PostgreSQL counts nothing.', hint: 'DATABASE_URL or --database-url names a server.'});
	}

	const existing: readonly CatalogFile[] = await isThere(folder) ? await readCatalogFiles(folder) : [];
	const request = {
		files: words, statements, folder, existing, dryRun,
		top: settings.top === undefined ? (words.every(word => word.endsWith('.sql')) && !statements ? null : usualTop) : wholeNumber('--top', settings.top, 1),
		minCalls: settings.minCalls === undefined ? 0 : wholeNumber('--min-calls', settings.minCalls, 1),
		history: settings.history ? runHistory(runsFolder(surface.env, surface.home)) : null,
		stdin: surface.stdin,
		now: surface.clock.date(),
	};
	const bring = async (database: Laboratory | null, signal: AbortSignal) => {
		const report = await imported({...request, database, signal}, surface);
		surface.print(settings.json ? jsonText(report, 2) : importText(report, textWidth(surface)));
		return 0;
	};

	if (target !== null) {
		const empty: Catalog = {kind: 'Catalog', folder, entries: [], operations: [], indexes: [], presets: []};
		return withLaboratory({...settings, catalog: undefined, yes: false}, surface, bring, {answer: () => Promise.resolve(false), catalog: empty});
	}

	const {signal, stoppedBy, dispose} = heedSignals();
	try {
		return stoppedBy() ?? await bring(null, signal);
	} catch (error) {
		const code = stoppedBy();
		if (code !== null && signal.aborted) {
			surface.tell('planflip: stopped; nothing was written');
			return code;
		}

		throw error;
	} finally {
		dispose();
	}
}

async function imported(request: ImportRequest, surface: Surface): Promise<ImportReport> {
	const progress = progressOn(surface);
	try {
		for await (const event of importWorkload(request)) {
			if (event.kind === 'imported') {
				return event.report;
			}

			progress.step(event.title, event.fraction);
		}
	} finally {
		progress.end();
	}

	throw new PlanflipError('bug', {message: 'nothing was imported, and nobody said why'});
}
