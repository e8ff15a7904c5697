import path from 'node:path';
import process from 'node:process';
import type {Catalog} from '../catalog/catalog.ts';
import {writeCard} from '../catalog/write-card.ts';
import {writeIndexes} from '../catalog/write-indexes.ts';
import {refuseFullFolder} from '../disk/refuse-full-folder.ts';
import {writeCards, type CardFile} from '../disk/write-cards.ts';
import {PlanflipError} from '../errors.ts';
import type {CatalogDraft} from '../lab/catalog-draft.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {draftText} from '../report/draft-text.ts';
import {jsonText} from '../text/json-text.ts';
import {wholeNumber} from './prepare-request.ts';
import {progressOn} from './progress-on.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {withLaboratory} from './with-laboratory.ts';

const usualFolder = 'queries';
const usualTop = 20;

/**
 * `planflip init [DIR] [--top N] [--dry-run]`: writes a catalogue to begin with from a live database. Reads it only; writes into a
 * folder that is empty or not there.
 */
export async function initCommand(settings: Settings, words: readonly string[], surface: Surface): Promise<number> {
	const [folder = settings.catalog ?? usualFolder, ...surplus] = words;
	if (surplus.length > 0) {
		throw new PlanflipError('usage', {message: `init takes one folder, but got "${words.join(' ')}".`, hint: `planflip init ${usualFolder}`});
	}

	const top = settings.top === undefined ? usualTop : wholeNumber('--top', settings.top, 1);
	// Told before a database is opened, and once more by the file system when the files are written.
	await refuseFullFolder(folder);
	const empty: Catalog = {kind: 'Catalog', folder, entries: [], operations: [], indexes: [], presets: []};
	return withLaboratory({...settings, catalog: undefined, rung: undefined, yes: false}, surface, async (laboratory, signal) => {
		const draft = await drafted(laboratory, top, signal, surface);
		if (draft.cards.length === 0) {
			throw new PlanflipError('input', {
				message: `No query could be made: ${laboratory.label} has no table that ${laboratory.facts.user} may read.`,
				hint: [...draft.notes, ...(draft.notes.length === 0 ? ['Name another database: DATABASE_URL or --database-url'] : [])].join('\n'),
			});
		}

		const files = [...draft.cards.map((card): CardFile => ({name: `${card.name}.sql`, text: writeCard(card)})), {name: 'indexes.sql', text: writeIndexes(draft.presets, draft.indexes)}];
		const written = !settings.dryRun;
		if (written) {
			const kept = (await writeCards(folder, files, {replace: false})).filter(({outcome}) => outcome === 'kept');
			if (kept.length > 0) {
				throw new PlanflipError('usage', {message: `Files came into this folder meanwhile, and were left as they are: ${kept.map(({name}) => name).join(', ')}.`, where: folder});
			}
		}

		surface.print(settings.json
			? jsonText({folder: path.resolve(folder), written, ...draft}, 2)
			: draftText(draft, shown(folder), textWidth(surface), written));
		return 0;
	}, {answer: () => Promise.resolve(false), catalog: empty});
}

async function drafted(laboratory: Laboratory, top: number, signal: AbortSignal, surface: Surface): Promise<CatalogDraft> {
	const progress = progressOn(surface);
	try {
		for await (const event of laboratory.draft({top, signal, date: surface.clock.date()})) {
			if (event.kind === 'drafted') {
				return event.draft;
			}

			progress.step(event.title, event.fraction);
		}
	} finally {
		progress.end();
	}

	throw new PlanflipError('bug', {message: 'no catalogue was drafted, and nobody said why'});
}

/** As it was typed, unless that is a longer way to say the same. */
function shown(folder: string): string {
	const fromHere = path.relative(process.cwd(), folder);
	return fromHere !== '' && fromHere.length < folder.length ? fromHere : folder;
}
