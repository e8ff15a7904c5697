import {sanitise} from '../text/plain.ts';
import {lineText} from '../view/line.ts';
import type {Block, ReportDocument} from './document.ts';
import {blockRows, documentRows, type ReportRow} from './document-rows.ts';

/** The report as plain text of the given width. */
export function documentText(document: ReportDocument, width: number): string {
	return textOfRows(documentRows(document, width)).join('\n');
}

/** One block as lines of at most the given width. */
export function blockText(block: Block, width: number): readonly string[] {
	return textOfRows(blockRows(block, width));
}

function textOfRows(rows: readonly ReportRow[]): readonly string[] {
	return rows.map(({line}) => sanitise(lineText(line)).trimEnd());
}
