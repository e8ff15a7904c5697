import {expect, test} from 'vitest';
import {parseEntry} from '../../source/catalog/parse-entry.ts';
import {letterOf} from './letter-of.ts';

const card = `-- title: shots by type
-- why: The first line,
--   and the second.
-- frequency: medium-high
-- parameter: scene_id = select id from scenes order by id limit 1
-- parameter: shot_type = select shot_type from shots where scene_id = $1 limit 1
-- indexes: idx_a, idx_b
-- expected: 10-20 ms
`;
const statement = `select *
from shots -- $7 is no parameter here; nor is this a statement
where scene_id = $1 and shot_type = $2;
`;

function letter(text: string): string {
	return letterOf(() => parseEntry(text, 'queries/x.sql'));
}

function withStatement(sql: string): string {
	return `-- title: t\n-- why: w\n-- frequency: low\n${sql}`;
}

test('a file is a card and a statement', () => {
	expect(parseEntry(card + statement, 'queries/shots-by-type.sql')).toEqual({
		kind: 'QueryEntry',
		name: 'shots-by-type',
		title: 'shots by type',
		why: 'The first line, and the second.',
		frequency: 'medium-high',
		parameters: [
			{name: 'scene_id', position: 1, sampleSql: 'select id from scenes order by id limit 1', line: 5},
			{name: 'shot_type', position: 2, sampleSql: 'select shot_type from shots where scene_id = $1 limit 1', line: 6},
		],
		indexes: ['idx_a', 'idx_b'],
		expected: '10-20 ms',
		estimate: null,
		sql: statement.trimEnd().slice(0, -1),
		file: 'queries/shots-by-type.sql',
		line: 9,
	});
});

test('a parameter\'s name may be of any script', () => {
	for (const name of ['المشهد', 'scène', 'シーン_1', 'एपिसोड', '_x']) {
		expect(parseEntry(card.replace('scene_id =', `${name} =`) + statement, 'queries/x.sql').parameters[0]).toMatchObject({name, position: 1});
	}

	expect(() => parseEntry(card.replace('scene_id =', '1st =') + statement, 'queries/x.sql')).toThrow(expect.objectContaining({hint: expect.stringMatching(/A name is letters of any script, digits and _, and does not begin with a digit\./) as string}));
});

test('a parameter may be without a sample, where nobody knows a value', () => {
	expect(parseEntry(card.replace(/scene_id = .*/, 'scene_id') + statement, 'queries/x.sql').parameters[0]).toEqual({name: 'scene_id', position: 1, sampleSql: null, line: 5});
});

test('a card may say how often its statement was really run, and then needs no word for it', () => {
	const {frequency, load} = parseEntry(`-- calls: 12000\n-- total-time: 5.4 s\n${card.replace(/-- frequency.*\n/, '')}${statement}`, 'queries/x.sql');
	expect({frequency, load}).toEqual({frequency: null, load: {calls: 12_000, totalMs: 5400}});
	expect(parseEntry(`-- calls: 3\n${card}${statement}`, 'queries/x.sql')).toMatchObject({frequency: 'medium-high', load: {calls: 3, totalMs: null}});
});

test('a file written on Windows is the same card', () => {
	const entry = parseEntry(`\uFEFF${(card + statement).replaceAll('\n', '\r\n')}`, 'queries/x.sql');
	expect([entry.why, entry.expected, entry.line]).toEqual(['The first line, and the second.', '10-20 ms', 9]);
});

test.each([
	['an unknown key is named, with the nearest known one and all others', `-- titel: x\n${card}${statement}`,
		/^input \| Unknown key "titel"\. \| queries\/x\.sql:1 \| Did you mean "title"\? Known keys: title, why, frequency, order, parameter, indexes, expected, expected-before, expected-after, expected-saving, calls, total-time\.$/],
	['a missing key is named', card.replace(/-- frequency.*\n/, '') + statement, /lacks the key "frequency"\. \| queries\/x\.sql:1 \| .*Known keys/],
	['a repeated key points to both lines', `${card}-- title: again\n${statement}`, /"title" is there twice; the first is on line 1\. \| queries\/x\.sql:9/],
	['a repeated key is found beyond a blank line', `${card}\n-- why: again\n${statement}`, /"why" is there twice; the first is on line 2\. \| queries\/x\.sql:10/],
	['a key without a value', card.replace('10-20 ms', '') + statement, /"expected" says nothing\. \| queries\/x\.sql:8/],
	['a comment that is no key', `${card}-- by the way\n${statement}`, /neither a key nor the continuation of one: -- by the way \| queries\/x\.sql:9/],
	['a frequency nobody knows', card.replace('medium-high', 'hgih') + statement, /Unknown frequency "hgih"\. \| queries\/x\.sql:4 \| Did you mean "high"\?/],
	['calls that are no number', `-- calls: many\n${card}${statement}`, /"many" is no number of calls\. \| queries\/x\.sql:1 \| Write a whole number/],
	['a total time that is none', `-- calls: 3\n-- total-time: long\n${card}${statement}`, /"long" is no time\. \| queries\/x\.sql:2/],
	['a total time of unknown calls', `-- total-time: 3 ms\n${card}${statement}`, /stands without their number\. \| queries\/x\.sql:1/],
	['an order that is no number', `-- order: first\n${card}${statement}`, /"first" is no place on the shelf\. \| queries\/x\.sql:1/],
	['a parameter that is no name', card.replace(/scene_id = .*/, 'scene id') + statement, /not of the form name = select \.\.\.: scene id \| queries\/x\.sql:5/],
	['a parameter with an empty sample', card.replace(/scene_id = .*/, 'scene_id =') + statement, /not of the form name = select \.\.\.: scene_id = \| queries\/x\.sql:5/],
	['two parameters of one name', card.replace('shot_type =', 'scene_id =') + statement, /two parameters "scene_id"\. \| queries\/x\.sql:6/],
	['a sample of two statements', card.replace('order by id limit 1', '; select 2') + statement, /sample of parameter "scene_id" is not one statement: .* \| queries\/x\.sql:5/],
	['a sample that uses a later parameter', card.replace('where scene_id = $1', 'where scene_id = $2') + statement, /"shot_type", which is \$2, uses \$2\. \| queries\/x\.sql:6 \| It may use \$1 to \$1 only/],
	['a parameter that is not declared, at its line', `${card}select\n\t$1,\n\t$2, $3`, /uses \$3, but the header declares \$1 to \$2\. \| queries\/x\.sql:11/],
	['a parameter that is not used', `${card}select $1`, /Parameter \$2 is declared, but the statement does not use it\. \| queries\/x\.sql:6/],
	['no statement', `${card}-- expected2: x\n;;`, /no statement in this file/],
	['a second statement, at its line', withStatement('select 1;\n\nselect 2\nfrom x'), /A second statement begins here: select 2 \| queries\/x\.sql:6/],
	['a string that never ends, where it begins', withStatement('select\n\'it\'\'s;'), /This string never ends: 'it''s; \| queries\/x\.sql:5/],
	['a comment that never ends', withStatement('select 1 /* a /* b */'), /This comment never ends: .* \| queries\/x\.sql:4/],
])('is refused with what, where and what to do: %s', (_, text, expected) => {
	expect(letter(text)).toMatch(expected);
});

test.each([
	['a string', 'select \';\', \'it\'\'s $1; fine\''],
	['a string with a backslash, which is a plain character', String.raw`select '\'; -- done`],
	['an E string', String.raw`select E'\'; $1', e'a'` + '\n' + String.raw`'b\';'`],
	['a dollar quote', 'select $$;$1$$, $tag$ $$ ; $1 $tag$'],
	['a quoted name', 'select 1 as ";""$1;"'],
	['a nested comment', 'select 1 /* ; /* $1; */ ; */ + 1'],
	['a name with a dollar', 'select a$1 from b$1$1'],
])('a semicolon or $1 inside %s is neither an end nor a parameter', (_, sql) => {
	const entry = parseEntry(withStatement(`${sql};`), 'queries/x.sql');
	expect(entry.parameters).toEqual([]);
	expect(sql.startsWith(entry.sql.slice(0, 20))).toBe(true);
});
