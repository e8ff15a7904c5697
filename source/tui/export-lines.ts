import {fileNames, exportFormats} from '../migration/export-files.ts';
import {wrap} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {exportRows} from '../view/export-rows.ts';
import {type Line, span} from '../view/line.ts';
import {fieldLines} from './field-lines.ts';
import type {Overlay} from './overlay.ts';

/** The form and the folder, what will be written there, and what it does and leaves out. */
export function exportLines({format, field, migration, planned, letter}: Extract<Overlay, {kind: 'export'}>, width: number): readonly Line[] {
	const writes = migration !== null && migration.changes.length > 0;
	const [message, ...rest] = letter;
	return [
		[span('What was flipped, as files', 'title')],
		[],
		[span('form    '), ...exportFormats.flatMap(name => [span(name === format ? `[${name}]` : ` ${name} `, name === format ? 'strong' : 'dim'), span(' ')])],
		...fieldLines(field, width - 8).map((line, at): Line => [span(at === 0 ? 'folder  ' : '        '), ...line]),
		...(writes ? fileNames(migration, format).map((name, at): Line => [span(at === 0 ? 'writes  ' : '        '), span(name, 'strong')]) : []),
		[],
		...(message === undefined ? [] : [...wrap(sanitise(message), width).map(text => [span(text, 'error')]), ...rest.flatMap(line => wrap(sanitise(line), width).map(text => [span(text)])), []]),
		[...(writes ? [span('Enter', 'key'), span(' writes  ', 'dim')] : []), span('Tab', 'key'), span(' form  ', 'dim'), span('↑ ↓', 'key'), span(' scroll  ', 'dim'), span('Esc', 'key'), span(' back', 'dim')],
		[],
		...(migration === null ? (message === undefined ? [waiting(planned)] : []) : exportRows(migration, width)),
	];
}

function waiting(planned: {readonly at: number; readonly of: number} | null): Line {
	return [span(planned === null ? 'Waiting for what is being measured to end' : `Planning the catalogue with these indexes and with those: ${planned.at + 1} of ${planned.of}`, 'dim')];
}
