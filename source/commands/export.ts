import path from 'node:path';
import {didYouMean} from '../catalog/nearest.ts';
import {writeFiles} from '../disk/write-files.ts';
import {PlanflipError} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {type ExportFormat, exportFiles, exportFormats} from '../migration/export-files.ts';
import type {Migration} from '../migration/migration.ts';
import {exportJson} from '../report/export-json.ts';
import {textOf} from '../report/plan-text.ts';
import {loadSqlParser} from '../sql/sql-parser.ts';
import {jsonText} from '../text/json-text.ts';
import {exportRows} from '../view/export-rows.ts';
import {chooseIndexes} from './choose-trial.ts';
import {progressOn} from './progress-on.ts';
import {checkProposals} from './propose-all.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

/**
 * `planflip export --indexes SPEC [--format sql|kysely|drizzle] [--out DIR]`: what separates the database from a configuration, as scripts. The
 * database itself is left as it is; exits 1 when there is nothing to build and nothing to drop.
 */
export async function exportCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	if (words.length > 0) {
		throw new PlanflipError('usage', {message: `export takes no arguments, but got "${words.join(' ')}".`, hint: 'planflip export --indexes optimized --out migrations'});
	}

	const formats = readFormats(settings);
	checkProposals(settings);
	if (settings.indexes === undefined && settings.propose.length === 0) {
		throw new PlanflipError('usage', {
			message: 'Nothing is decided: which indexes are to be there?',
			where: '--indexes',
			hint: 'A preset, or +name,-name after one: planflip export --indexes optimized. --propose adds an index of your own; E on the screen exports what is flipped there.',
		});
	}

	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const migration = await decided(laboratory, settings, surface, signal);
		const told = textOf(exportRows(migration, textWidth(surface))).join('\n');
		if (migration.changes.length === 0) {
			surface.tell(told);
			if (settings.json) {
				surface.print(jsonText(exportJson(migration, []), 2));
			}

			return 1;
		}

		const parser = await loadSqlParser();
		const files = formats.flatMap(format => exportFiles(migration, format, parser));
		const written = settings.out === undefined ? [] : await writeFiles(path.resolve(settings.out), files);
		surface.tell([told, ...written.map(file => `written: ${file}`)].join('\n'));
		if (settings.json) {
			surface.print(jsonText(exportJson(migration, files), 2));
		} else if (settings.out === undefined) {
			surface.print(files[0]?.text.trimEnd() ?? '');
			surface.tell(files.slice(1).map(({name}) => `--out DIR writes ${name} beside it`).join('\n'));
		}

		return 0;
	});
}

/** One of them on stdout; --out takes several, with commas. */
function readFormats({format = 'sql', out, json}: Settings): readonly ExportFormat[] {
	const formats = format.split(',').map(word => {
		const known = exportFormats.find(candidate => candidate === word.trim());
		if (known === undefined) {
			throw new PlanflipError('usage', {message: `There is no format "${word.trim()}".`, where: '--format', hint: `${didYouMean(word.trim(), exportFormats)}It is ${exportFormats.join(', ')}, or several of them with commas.`});
		}

		return known;
	});
	if (formats.length > 1 && out === undefined && !json) {
		throw new PlanflipError('usage', {message: 'Several formats are several files.', where: '--format', hint: 'Say where: --out DIR'});
	}

	return [...new Set(formats)];
}

async function decided(laboratory: Laboratory, settings: Settings, surface: Surface, signal: AbortSignal): Promise<Migration> {
	const progress = progressOn(surface);
	for await (const event of laboratory.decide({configuration: chooseIndexes(laboratory, settings), measured: [], signal})) {
		if (event.kind === 'decided') {
			progress.end();
			return event.migration;
		}

		progress.step('Planning the catalogue with these indexes and with those', event.at / event.of);
	}

	throw new PlanflipError('bug', {message: 'nothing was decided, and nobody said why'});
}
