import type {ReportFiles} from '../disk/write-report.ts';
import type {ReportDocument} from '../report/document.ts';
import {documentText} from '../report/document-text.ts';
import {jsonText} from '../text/json-text.ts';
import {openPage} from './open-page.ts';
import type {Settings, Surface} from './settings.ts';
import {textWidth} from './text-width.ts';
import {writeOut, writtenText} from './write-out.ts';

/** Prints a report, as JSON when asked to; with --out or --open writes it as Markdown, JSON and a page, and opens that. */
export async function handOut(name: ReportFiles['name'], document: ReportDocument, json: object, settings: Settings, surface: Surface): Promise<void> {
	surface.print(settings.json ? jsonText(json, 2) : documentText(document, textWidth(surface)));
	if (settings.out === undefined && !settings.open) {
		return;
	}

	const written = await writeOut(name, document, json, settings, surface);
	surface.tell(writtenText(written));
	if (settings.open) {
		await openPage(written.html);
	}
}
