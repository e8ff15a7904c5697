import path from 'node:path';
import {stateFolder} from '../disk/state-folder.ts';
import {writeReport, type ReportFiles} from '../disk/write-report.ts';
import {documentMarkdown} from '../report/document-markdown.ts';
import type {ReportDocument} from '../report/document.ts';
import {documentText} from '../report/document-text.ts';
import {documentHtml} from '../report/html/document-html.ts';
import {openPage} from './open-page.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';

/** Prints a report, as JSON when asked to; with --out or --open writes it as Markdown, JSON and a page, and opens that. */
export async function handOut(name: ReportFiles['name'], document: ReportDocument, json: object, settings: Settings, surface: Surface): Promise<void> {
	const asJson = JSON.stringify(json, null, 2);
	surface.print(settings.json ? asJson : documentText(document, textWidth(surface)));
	if (settings.out === undefined && !settings.open) {
		return;
	}

	const folder = settings.out === undefined ? path.join(stateFolder(surface.env, surface.home), 'reports') : path.resolve(settings.out);
	const written = await writeReport(folder, {name, markdown: documentMarkdown(document), json: `${asJson}\n`, html: documentHtml(document)}, surface.clock.date());
	surface.tell(`Written: ${written.html}, and beside it ${path.basename(written.markdown)} and ${path.basename(written.json)}`);
	if (settings.open) {
		await openPage(written.html);
	}
}
