import {leftOutWords} from '../harvest/left-out.ts';
import type {CatalogDraft} from '../lab/catalog-draft.ts';
import {clip} from '../text/cells.ts';
import {many} from '../text/many.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';
import {loadText} from '../view/load-text.ts';

/** More of what was left out is in the JSON. */
const mostLeftOut = 20;

/** `planflip init`: the files with what is in them, what was left out and why, what is missing, and what to do next. */
export function draftText({cards, indexes, presets, source, leftOut, passedOver, notes}: CatalogDraft, folder: string, width: number, written: boolean): string {
	const rows = [
		...cards.map(({name, title, load}) => [`${name}.sql`, load === undefined ? sanitise(title) : `${loadText(load)}: ${sanitise(title)}`]),
		['indexes.sql', `${indexes.length === 0 ? 'no index beside those of constraints' : many(indexes.length, 'index', 'indexes')}, the preset ${presets.map(({name}) => name).join(', ')}`],
	];
	const hidden = leftOut.length - mostLeftOut;
	return [
		`${written ? 'Written' : 'Would be written'}: ${sanitise(folder)}, ${many(cards.length, 'query', 'queries')} ${source === 'tables' ? 'made from the tables' : 'from pg_stat_statements'} and ${many(indexes.length, 'index', 'indexes')}`,
		'',
		...alignColumns(rows).map(line => `  ${clip(line, width - 2)}`),
		...(leftOut.length === 0 ? [] : ['', 'Left out', ...leftOut.slice(0, mostLeftOut).flatMap(({what, why}) => [`  ${clip(sanitise(what), width - 2)}`, `    ${sanitise(why)}`])]),
		...(hidden > 0 ? [`  and ${hidden} more: --json has all`] : []),
		...(passedOver.length === 0 ? [] : ['', 'Passed over, of what pg_stat_statements counted', ...passedOver.map(({reason, count}) => `  ${formatCount(count)} ${leftOutWords[reason]}`)]),
		...(notes.length === 0 ? [] : ['', ...notes.map(note => sanitise(note))]),
		'',
		...(written ? nextSteps(folder, cards[0]?.name) : ['Nothing was written: without --dry-run it is.']),
	].join('\n');
}

function nextSteps(folder: string, entry: string | undefined): readonly string[] {
	const where = shellWord(folder);
	return [
		'Next',
		`  planflip check ${where}`,
		`  planflip --catalog ${where}`,
		...(entry === undefined ? [] : [`  planflip run ${shellWord(entry)} --catalog ${where} --indexes bare`]),
		'  Give the queries titles that your team knows them by, and add your own: one statement a file.',
	];
}

/** As a shell takes it for one word. */
function shellWord(text: string): string {
	return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`;
}
