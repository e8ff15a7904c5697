import {qualified} from '../migration/quote.ts';
import type {IndexChange, Migration} from '../migration/migration.ts';
import {wrap} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span} from './line.ts';
import {wrapLine} from './wrap-line.ts';

/** What an export does: a line for each index that is built or dropped with what speaks for it, and what is left out, with the reason. */
export function exportRows({changes, leftOut, notes}: Migration, width: number): readonly Line[] {
	return [
		...(changes.length === 0 ? [[span('There is nothing to build and nothing to drop.', 'dim')]] : changes.flatMap(change => changeRows(change, width))),
		...(leftOut.length === 0 ? [] : [[], [span('Left out', 'title')], ...leftOut.flatMap(({name, why}) => told(`${name}: ${why}`, 'warn', width, '  '))]),
		...(notes.length === 0 ? [] : [[], ...notes.flatMap(note => told(note, 'dim', width))]),
	];
}

function changeRows({kind, index, evidence}: IndexChange, width: number): readonly Line[] {
	const word = kind === 'create' ? '+ build' : '- drop ';
	return [
		...wrapLine([span(word, kind === 'create' ? 'better' : 'worse'), span(` ${sanitise(qualified(index.schema, index.name))}`, 'index'), span(` on ${sanitise(index.table)}`), ...(index.partitioned ? [span(` and its ${index.parts.length} partitions`, 'dim')] : [])], width),
		...evidence.flatMap(sentence => told(sentence, 'dim', width, '    ')),
	];
}

function told(text: string, tone: 'dim' | 'warn', width: number, indent = ''): readonly Line[] {
	return wrap(sanitise(text), width - indent.length).map(line => [span(`${indent}${line}`, tone)]);
}
