import {describe, expect, test} from 'vitest';
import type {QueryEntry} from '../../source/catalog/catalog-entry.ts';
import {chooseEntryName} from '../../source/catalog/choose-entry-name.ts';
import {oneLine} from '../../source/catalog/one-line.ts';
import {parseEntry} from '../../source/catalog/parse-entry.ts';
import {parseIndexes} from '../../source/catalog/parse-indexes.ts';
import {writeCard, type Card} from '../../source/catalog/write-card.ts';
import {writeIndexes} from '../../source/catalog/write-indexes.ts';
import {shippedCatalog} from '../workload/shipped-catalog.ts';
import {letterOf} from './letter-of.ts';

const plainCard: Card = {
	name: 'shots',
	title: 'shots of a scene',
	why: 'Opening a scene lists its shots.',
	frequency: 'high',
	parameters: [],
	indexes: [],
	expected: null,
	estimate: null,
	sql: 'select 1',
};

/** What a file says, without where. */
function said({parameters, ...entry}: QueryEntry) {
	return {...entry, line: 0, parameters: parameters.map(parameter => ({...parameter, line: 0}))};
}

function readBack(card: Card): QueryEntry {
	return parseEntry(writeCard(card), `queries/${card.name}.sql`);
}

test('every card of the shipped catalogue, written and read, is the same entry', async () => {
	const {entries} = await shippedCatalog();
	expect(entries.length).toBeGreaterThan(10);
	for (const entry of entries) {
		expect(said(parseEntry(writeCard(entry), entry.file)), entry.name).toEqual(said(entry));
	}
});

test('calls and total time stand on the card, and take the place of the frequency', () => {
	const text = writeCard({...plainCard, frequency: null, load: {calls: 12_400, totalMs: 5210.4}});
	expect(text).toBe('-- title: shots of a scene\n-- why: Opening a scene lists its shots.\n-- calls: 12400\n-- total-time: 5210.4 ms\nselect 1;\n');
	expect(parseEntry(text, 'queries/shots.sql')).toMatchObject({frequency: null, load: {calls: 12_400, totalMs: 5210.4}});
});

const titles = [
	'*/ drop table shots; /*',
	'-- title: another -- why: none',
	'$$ $1 $tag$',
	'it\'s "quoted" `and` back\\slashed',
	': a colon: first',
	'two  spaces stay',
	'طلبات العميل',
	'Ünïcödé 𝒷𝑒𝓎𝑜𝓃𝒹 🎬',
];
test.each(titles)('the title %s is read as it was written', title => {
	const entry = readBack({...plainCard, title, why: title, expected: title});
	expect([entry.title, entry.why, entry.expected, entry.sql]).toEqual([title, title, title, 'select 1']);
});

test('a title of several lines, with control characters or marks that reorder, becomes one line of plain text and no statement', () => {
	const {title, sql} = readBack({...plainCard, title: ' one\nselect 2;\r\n-- why: x\u2028\u001b[31m\u202Eend\t'});
	expect(title).toBe('one select 2; -- why: x ␛[31mend');
	expect(sql).toBe('select 1');
});

const statements = [
	'select \'a;b\' -- not the end;\nfrom t /* ; /* nested */ */ where x = $1',
	'select $$ ; -- \' $$, $a$ $$ ; $a$, E\'\\\'; --\', U&"d\\0061t" from "we;ird""name" where x = $1',
	'select *\r\nfrom "My Table"\r\nwhere "Ünï" = $1',
	'with a as (select 1)\n\n\nselect * from a where $1 = \'*/\'',
	'select \'مرحبا\' where $1 = \'a\nb\'',
];
test.each(statements)('the statement %s is read to the letter', sql => {
	expect(readBack({...plainCard, sql, parameters: [{name: 'x', sampleSql: null}]}).sql).toBe(sql);
	expect(readBack({...plainCard, sql: `/* app: x */ -- ;\n${sql} ; -- the end`, parameters: [{name: 'x', sampleSql: null}]}).sql).toBe(sql);
});

describe('a sample stands on one line and means the same', () => {
	test.each([
		['select id\n-- the first\nfrom t limit 1', 'select id from t limit 1'],
		['select \'a\nb\\\'', String.raw`select E'a\nb\\'`],
		['select \'it\'\'s\r\n\'', String.raw`select E'it''s\r\n'`],
		['select E\'it\'\'s\\\'\\\na\n\'', String.raw`select E'it''s\'\na\n'`],
		['select E\'a\'\n  \'b\\n\'', String.raw`select E'ab\n'`],
		['select \'a\'\n  \'b\'', 'select \'ab\''],
		['select $x$a\'\n$$b$x$', String.raw`select E'a''\n$$b'`],
		['select "a\nb\\""" from t', String.raw`select U&"a\000Ab\\""" from t`],
	])('%s', (sql, line) => {
		expect(oneLine(sql)).toBe(line);
		expect(readBack({...plainCard, sql: 'select $1', parameters: [{name: 'x', sampleSql: sql}]}).parameters[0]?.sampleSql).toBe(line);
	});
});

test('names of indexes may hold commas, quotes and spaces', () => {
	const indexes = ['a, b', 'say "x"', ' edge ', 'Mixed Case', 'فهرس', 'it\'s'];
	expect(readBack({...plainCard, indexes}).indexes).toEqual(indexes);
});

test('what no card can say is refused before anything is written', () => {
	expect(letterOf(() => writeCard({...plainCard, sql: 'select 1; drop table t'}))).toMatch(/A second statement|exactly one statement/);
	expect(letterOf(() => writeCard({...plainCard, sql: 'select $1'}))).toMatch(/uses \$1/);
	expect(letterOf(() => writeCard({...plainCard, title: ' \n'}))).toMatch(/lacks the key "title"/);
	expect(letterOf(() => writeCard({...plainCard, frequency: null}))).toMatch(/lacks the key "frequency"/);
});

test.each([
	['-- calls: many', /"many" is no number of calls.*:4/],
	['-- calls: 12\n-- total-time: long', /"long" is no time.*:5/],
	['-- total-time: 12 ms', /without their number.*:4/],
])('%s is refused', (line, letter) => {
	expect(letterOf(() => parseEntry(`-- title: t\n-- why: w\n-- frequency: low\n${line}\nselect 1`, 'queries/x.sql'))).toMatch(letter);
});

test('indexes and presets, written and read, are the same', () => {
	const presets = [{name: 'as, found', why: 'What the database has; -- all of it.\nAll.'}, {name: 'bare', why: 'None.'}];
	const indexes = [
		{name: 'We"ird, name', why: '*/ $$', priority: 'HIGH', presets: ['as, found'], sql: 'CREATE INDEX "We""ird, name" ON "My Schema"."T;able" USING btree (lower("e;mail")) WHERE ("x" <> \';\'::text)'},
		{name: 'فهرس', why: 'w', priority: null, presets: [], sql: 'CREATE UNIQUE INDEX "فهرس" ON t (a)\n\tINCLUDE (b)'},
	];
	const read = parseIndexes(writeIndexes(presets, indexes), 'indexes.sql');
	expect(read.indexes.map(({name, why, priority, presets: named, sql}) => ({name, why, priority, presets: named, sql}))).toEqual(indexes);
	expect(read.presets).toEqual([{name: 'as, found', why: 'What the database has; -- all of it. All.', indexes: ['We"ird, name']}, {name: 'bare', why: 'None.', indexes: []}]);
	expect(letterOf(() => writeIndexes([], [{name: 'a', why: 'w', priority: null, presets: [], sql: 'CREATE INDEX CONCURRENTLY a ON t (b)'}]))).toMatch(/not a plain CREATE INDEX/);
});

test.each([
	['Shots of a scene', 'shots-of-a-scene'],
	['../../etc/passwd', 'etc-passwd'],
	['.hidden -- */ $1', 'hidden-1'],
	['indexes', 'indexes-query'],
	['CON', 'con-query'],
	['%%%\u0000\n', 'query'],
	['طلبات العميل', 'طلبات-العميل'],
	['a'.repeat(300), 'a'.repeat(80)],
	['é'.repeat(300), 'é'.repeat(40)],
	['taken', 'taken-2'],
])('%s makes a safe file name', (title, name) => {
	expect(chooseEntryName(title, new Set(['taken']))).toBe(name);
});
