import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {compareMeasurements} from '../../source/comparison/compare-measurements.ts';
import {decodeMeasurement} from '../../source/experiment/decode-measurement.ts';
import {comparisonDocument} from '../../source/report/comparison/comparison-document.ts';
import {comparisonJson} from '../../source/report/comparison/comparison-json.ts';
import {documentMarkdown} from '../../source/report/document-markdown.ts';
import {documentText} from '../../source/report/document-text.ts';
import {documentHtml} from '../../source/report/html/document-html.ts';
import {textOfPage} from '../support/text-of-page.ts';

const measurements = path.join(import.meta.dirname, '../fixtures/measurements');

/** As `planflip baseline` and `post-optimization` left them on that engine: The Copy at small scale, five queries and two operations of it. */
function compared(engine: string) {
	const read = (name: string) => decodeMeasurement(readFileSync(path.join(measurements, engine, `${name}.json`), 'utf8'));
	return compareMeasurements(read('baseline'), read('post-optimization'));
}

const engines = ['pglite', 'native'];

test.each(engines)('the same two measurements of %s make the same reports, to the letter', async engine => {
	const comparison = compared(engine);
	const document = comparisonDocument(comparison);
	const folder = path.join(measurements, engine);
	await expect(documentText(document, 120)).toMatchFileSnapshot(path.join(folder, 'report.txt'));
	await expect(documentMarkdown(document)).toMatchFileSnapshot(path.join(folder, 'report.md'));
	await expect(`${JSON.stringify(comparisonJson(comparison), null, '\t')}\n`).toMatchFileSnapshot(path.join(folder, 'report-as.json'));
	await expect(textOfPage(documentHtml(document))).toMatchFileSnapshot(path.join(folder, 'page.txt'));
});

test.each(engines)('on %s, too, the indexes that save are told from those that are only chosen', engine => {
	const verdicts = Object.fromEntries(compared(engine).indexes.adoptions.map(({index, verdict}) => [index.name, verdict]));
	expect(verdicts).toMatchObject({
		idx_shots_scene_type: 'saves', idx_characters_project_consistency: 'saves',
		// By an operation's statement: at small scale the table of projects is read whole without it.
		idx_projects_id_user: 'saves', idx_scenes_id_project: 'saves nothing', idx_shots_id_scene: 'saves nothing',
	});
});

test('every line of the text fits its width', () => {
	const document = comparisonDocument(compared('native'));
	for (const width of [60, 80, 120]) {
		expect(documentText(document, width).split('\n').filter(line => [...line].length > width)).toEqual([]);
	}
});
