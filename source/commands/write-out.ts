import path from 'node:path';
import {stateFolder} from '../disk/state-folder.ts';
import {type ReportFiles, writeReport, type WrittenReport} from '../disk/write-report.ts';
import {documentMarkdown} from '../report/document-markdown.ts';
import type {ReportDocument} from '../report/document.ts';
import {documentHtml} from '../report/html/document-html.ts';
import {jsonText} from '../text/json-text.ts';
import type {Settings, Surface} from './settings.ts';

/** Writes a report as Markdown, JSON and a page into the folder of --out, else into the state folder, where it is for the user alone. */
export async function writeOut(name: ReportFiles['name'], document: ReportDocument, json: object, {out}: Pick<Settings, 'out'>, {env, home, clock}: Pick<Surface, 'env' | 'home' | 'clock'>): Promise<WrittenReport> {
	const folder = out === undefined ? path.join(stateFolder(env, home), 'reports') : path.resolve(out);
	return writeReport(folder, {name, markdown: documentMarkdown(document), json: `${jsonText(json, 2)}\n`, html: documentHtml(document)}, clock.date(), out === undefined ? 'the user' : 'as the umask says');
}

/** `Written: /home/me/reports/planflip-compare-20261125T204000Z.html, and beside it ...`. */
export function writtenText({html, markdown, json}: WrittenReport): string {
	return `Written: ${html}, and beside it ${path.basename(markdown)} and ${path.basename(json)}`;
}
