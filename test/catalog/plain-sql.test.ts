import {expect, test} from 'vitest';
import {lexSql} from '../../source/catalog/lex-sql.ts';
import {nameOfToken} from '../../source/catalog/name-of-token.ts';
import {plainSql} from '../../source/catalog/plain-sql.ts';
import {splitNames, writtenName} from '../../source/catalog/split-names.ts';
import {writeCard} from '../../source/catalog/write-card.ts';
import {writeIndexes} from '../../source/catalog/write-indexes.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();
/** As PostgreSQL's parser understands it, wherever it stands. */
const meaning = (sql: string) => JSON.stringify(parser.parse(sql), (key, value: unknown) => /location|len$/.test(key) ? undefined : value);
const esc = '\u001B';
const turn = '\u202E';

test.each([
	['a quoted name', `select "a${esc}[31m""b" from "t\\${turn}" where "plain" = 1`],
	['a name without quotes', `select T${turn}B from Tab`],
	['a text', `select 'it''s ${turn}\\ here'`],
	['a text in several parts', `select 'a\\b'\n  'c${esc}''d'\n'e\\'`],
	['a text with escapes of its own', `select E'a\\'${esc}\\${turn}\\\\${turn}\\n'\n '${turn}'`],
	['a dollar-quoted text', `select $x$it's \\ ${esc}$x$`],
	['what has Unicode escapes already', `select U&"\\0061\\\\${esc}", U&'d\\0061t${turn}a'\n'\\0062'`],
	['other escape characters, and bits', `select U&"d!0061t" UESCAPE '!', b'01', x'1F' from t where a = '${esc}'`],
	['comments', `select 1 -- ${turn} ;\n/* ${esc} */ from t where a = '${turn}'`],
	['several lines', `select "a\nb",\r\n\t'c\td\n${esc}'`],
])('%s is written in printable characters and means the same', (_, sql) => {
	for (const breaks of [true, false]) {
		const plain = plainSql(sql, {breaks});
		expect(plain).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E]/);
		expect(meaning(plain)).toBe(meaning(sql));
	}
});

test('what is printable stays to the letter; breaks within texts do where they are wanted, within names never', () => {
	const sql = 'select "فيلم", \'é\', \'x\ny\', "a\nb\rc\td" from t -- ok\n';
	expect(plainSql(sql, {breaks: true})).toBe('select "فيلم", \'é\', \'x\ny\', U&"a\\000Ab\\000Dc\\0009d" from t -- ok\n');
	expect(plainSql(sql)).toBe('select "فيلم", \'é\', U&\'x\\000Ay\', U&"a\\000Ab\\000Dc\\0009d" from t -- ok\n');
});

test('names with escapes are read again as themselves: in SQL, and in the lists of a card', () => {
	const names = [`a${esc}"b\\,c${turn}`, 'line\nbreak', 'plain', 'with, comma', 'back\\slash'];
	expect(splitNames(names.map(name => writtenName(name)).join(', '))).toEqual(names);
	expect(writtenName(`a${turn}`)).toBe('U&"a\\202E"');
	expect(lexSql('U&"d\\0061t\\+00202E\\\\""x" u&\'\\0061\'', 'x').map(token => nameOfToken(token))).toEqual([`dat${turn}\\"x`, 'u&\'\\0061\'']);
});

test('no file of a catalogue has a line that a name of the database began, or a return that hides one', () => {
	const table = `t\n-- parameter: x = drop table y\n;`;
	const text = writeIndexes([], [{name: `ix\r${turn}; drop table x; --`, why: 'There.', priority: null, presets: [], sql: `CREATE INDEX "ix\r${turn}; drop table x; --" ON "${table}" (a)`}]);
	expect(text).toBe('-- why: There.\nCREATE INDEX U&"ix\\000D\\202E; drop table x; --" ON U&"t\\000A-- parameter: x = drop table y\\000A;" (a);\n');
	const card = writeCard({name: 'x', title: 't', why: 'w', frequency: 'low', parameters: [], indexes: [], expected: null, estimate: null, sql: `select 'a\rb' from "${table}"\r where a = 1`});
	expect(card).toBe('-- title: t\n-- why: w\n-- frequency: low\nselect U&\'a\\000Db\' from U&"t\\000A-- parameter: x = drop table y\\000A;"\n where a = 1;\n');
});
