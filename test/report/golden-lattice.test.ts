import path from 'node:path';
import {expect, test} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import type {UniverseIndex} from '../../source/experiment/index-universe.ts';
import {notMeasured} from '../../source/experiment/write-cost.ts';
import {documentMarkdown} from '../../source/report/document-markdown.ts';
import {documentText} from '../../source/report/document-text.ts';
import {documentHtml} from '../../source/report/html/document-html.ts';
import {latticeDocument} from '../../source/report/lattice/lattice-document.ts';
import {latticeJson} from '../../source/report/lattice/lattice-json.ts';
import {combinationsOf} from '../support/combinations.ts';
import {surroundings} from '../support/surroundings.ts';
import {textOfPage} from '../support/text-of-page.ts';
import {writesOf} from '../support/write-costs.ts';

const folder = path.join(import.meta.dirname, '../fixtures/lattice');
const place = {label: 'reader@shop:5432/orders', version: 'PostgreSQL 18.4', badge: 'MEASURED, isolated'};
const {catalog, universe} = surroundings();

function held(key: string, changes: Partial<UniverseIndex> = {}): UniverseIndex {
	const [some] = universe.indexes;
	if (some === undefined) {
		throw new Error('no index to begin with');
	}

	return {...some, key, name: key, table: 'shots', ...changes};
}

/**
 * Of each kind something: two indexes that stand in for each other, one that is read by nobody, one that a query would miss; what is held, for each
 * reason; a query that is left out and one that was not executed; a write cost that is not known.
 */
const combinations = () => combinationsOf(catalog, configurationOf([]), {
	shots_scene: {bytes: 819_200, walBytes: 72.4},
	shots_scene_number: {bytes: 409_600, walBytes: 80},
	shots_type: {bytes: 204_800, walBytes: 0.2},
	shots_words: {bytes: 1_638_400, walBytes: null},
}, {
	'shots-of-a-scene': [{uses: 0n, cost: 100}, {uses: 0b1n, cost: 10}, {uses: 0b10n, cost: 10.4}],
	'user-by-email': [{uses: 0n, cost: 40}, {uses: 0b100n, cost: 5}],
	'scene-by-id': [{uses: 0n, cost: 3}],
}, {
	all: {name: 'optimized', configuration: configurationOf([])},
	effort: {explains: 23, switches: 9, byForce: 48, ms: 31.4, built: {indexes: 2, ms: 210}},
	writes: {
		ms: 120,
		costs: [
			writesOf('shots_scene', 'shots', {'insert': 1.31, 'update indexed': 1.8, 'update other': 1, 'delete': 1, 'rowBytes': 72}),
			writesOf('shots_scene_number', 'shots', {'insert': 1.12, 'update indexed': 1, 'delete': 1, 'rowBytes': 80}),
			writesOf('shots_type', 'shots', {'insert': 1, 'update indexed': 1, 'update other': 1, 'delete': 1, 'rowBytes': 0.2}),
			notMeasured({key: 'shots_words', schema: 'public', table: 'shots'}, 'there was no time left after 20 s'),
		],
	},
	held: [
		{index: held('shots_pkey'), because: {kind: 'guards', what: 'it backs the primary key shots_pkey'}},
		{index: held('shots_unbuilt', {built: false}), because: {kind: 'obstacle', reason: 'it is not built, and would be built anew, its table locked, for every combination'}},
		{index: held('shots_half'), because: {kind: 'obstacle', reason: 'it is INVALID in the database: Postgres does not use it anyway'}},
		{index: held('IDX_session_expire', {table: 'sessions'}), because: {kind: 'not read'}},
	],
	gone: [{key: 'shots_gone', schema: 'public', table: 'shots', withTable: false}, {key: 'acts_pkey', schema: 'public', table: 'acts', withTable: true}],
	failed: [{entry: 'broken', lines: ['queries/broken.sql:3:8: column "nothing" does not exist', 'Correct the SQL there.']}],
	unasked: new Map([['shots_words', ['broken']], ['IDX_session_expire', ['broken']]]),
	unmeasured: [{entry: 'user-by-email', lines: ['no value is known of one of its parameters: it can be planned, not executed']}],
	notes: ['The statistics of tables changed while they were looked at; scene-by-id was looked at again.'],
});

test('all combinations make the same reports, to the letter', async () => {
	const found = await combinations();
	const document = latticeDocument(found, place);
	await expect(documentText(document, 120)).toMatchFileSnapshot(path.join(folder, 'report.txt'));
	await expect(documentMarkdown(document)).toMatchFileSnapshot(path.join(folder, 'report.md'));
	await expect(`${JSON.stringify(latticeJson(found, place), null, '\t')}\n`).toMatchFileSnapshot(path.join(folder, 'report-as.json'));
	await expect(textOfPage(documentHtml(document))).toMatchFileSnapshot(path.join(folder, 'page.txt'));
});

test('every line of the text fits its width', async () => {
	const document = latticeDocument(await combinations(), place);
	for (const width of [60, 80, 120]) {
		expect(documentText(document, width).split('\n').filter(line => [...line].length > width)).toEqual([]);
	}
});

test('where nothing may be written the reason stands there, once', async () => {
	const found = await combinations();
	const because = 'rows are written only in a database that nobody else depends on (here: MEASURED, no table lock)';
	const text = documentText(latticeDocument({...found, writes: {ms: 0, costs: found.writes.costs.map(({index: key, schema, table}) => notMeasured({key, schema, table}, because))}}, place), 200);
	expect(text.split(`Write cost is not measured: ${because}.`)).toHaveLength(2);
	expect(text).not.toContain('Log/row is counted');
});
