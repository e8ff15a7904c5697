import {expect, test} from 'vitest';
import {parseIndexes} from '../../source/catalog/parse-indexes.ts';
import {letterOf} from './letter-of.ts';

const presets = `-- preset: bare
-- why: Nothing.

-- preset: optimized
-- why: Something.

`;
const block = `-- why: Covers it;
--   wholly.
-- priority: HIGH
-- presets: optimized
CREATE UNIQUE INDEX Idx_A ON ONLY public."Shots" USING btree (a);
`;

function letter(text: string): string {
	return letterOf(() => parseIndexes(text, 'queries/indexes.sql'));
}

test('indexes and presets are read from one file', () => {
	expect(parseIndexes(`${presets}${block}\n-- why: w\nCREATE INDEX "IDX_b" ON b (b);`, 'queries/indexes.sql')).toEqual({
		presets: [
			{name: 'bare', why: 'Nothing.', indexes: []},
			{name: 'optimized', why: 'Something.', indexes: ['idx_a']},
		],
		indexes: [
			{
				kind: 'IndexDefinition',
				name: 'idx_a',
				table: 'public."Shots"',
				why: 'Covers it; wholly.',
				priority: 'HIGH',
				sql: 'CREATE UNIQUE INDEX Idx_A ON ONLY public."Shots" USING btree (a)',
				presets: ['optimized'],
				file: 'queries/indexes.sql',
				line: 11,
			},
			{
				kind: 'IndexDefinition',
				name: 'IDX_b',
				table: 'b',
				why: 'w',
				priority: null,
				sql: 'CREATE INDEX "IDX_b" ON b (b)',
				presets: [],
				file: 'queries/indexes.sql',
				line: 14,
			},
		],
	});
});

test.each([
	['an unknown key', presets + block.replace('priority', 'prioritiy'), /Unknown key "prioritiy"\. \| queries\/indexes\.sql:9 \| Did you mean "priority"\?/],
	['an unknown preset', presets + block.replace('optimized', 'optimised'), /preset "optimised".* \| queries\/indexes\.sql:10 \| Did you mean "optimized"\?/],
	['an index without a why', `${presets}CREATE INDEX a ON b (c)`, /lacks the key "why"\. \| queries\/indexes\.sql:7/],
	['a preset without a why', '-- preset: bare', /lacks the key "why"\. \| queries\/indexes\.sql:1/],
	['two presets of one name', `${presets}-- preset: bare\n-- why: w`, /two presets "bare"\. \| queries\/indexes\.sql:7/],
	['two indexes of one name', `${presets}${block}\n${block.replace('Idx_A', 'IDX_A')}`, /index idx_a is there twice; the first is on line 11\. \| queries\/indexes\.sql:17/],
	['a card above another card', `${presets}-- why: lonely\n\n${block}`, /belongs to no CREATE INDEX\. \| queries\/indexes\.sql:7/],
	['a card at the end', `${presets}${block}\n-- why: lonely`, /belongs to no CREATE INDEX\. \| queries\/indexes\.sql:13/],
	['CONCURRENTLY', presets + block.replace('INDEX Idx_A', 'INDEX CONCURRENTLY Idx_A'), /not a plain CREATE INDEX .*\| queries\/indexes\.sql:11 \| .*without CONCURRENTLY/],
	['IF NOT EXISTS', presets + block.replace('INDEX Idx_A', 'INDEX IF NOT EXISTS Idx_A'), /not a plain CREATE INDEX/],
	['another statement', `${presets}-- why: w\nDROP INDEX x`, /not a plain CREATE INDEX with a name: DROP INDEX x \| queries\/indexes\.sql:8/],
])('is refused with what, where and what to do: %s', (_, text, expected) => {
	expect(letter(text)).toMatch(expected);
});
