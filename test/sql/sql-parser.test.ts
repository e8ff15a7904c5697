import {expect, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';

const parser = await loadSqlParser();

test('a text is normalised as pg_stat_statements does', () => {
	expect(parser.normalise(`select * from "T" where a = 5 and b in ('x', 'y') limit 10`))
		.toBe('select * from "T" where a = $1 and b in ($2, $3) limit $4');
});

test('statements that differ in constants, white space or the length of a list have one fingerprint', () => {
	const one = parser.fingerprint('select a from t where b in (1, 2)');
	expect(parser.fingerprint('SELECT a\nFROM t WHERE b IN ($1, $2, $3)')).toBe(one);
	expect(parser.fingerprint('select a from t where c in (1, 2)')).not.toBe(one);
});

test('a parse tree names the tables as the server reads them', () => {
	const [first] = parser.parse('select 1 from "Geschäft".Ort').stmts ?? [];
	expect(JSON.stringify(first)).toContain('"schemaname":"Geschäft","relname":"ort"');
});

test('what is no SQL is refused with the line and column of the text, not of its bytes', () => {
	let refusal: unknown;
	try {
		parser.parse("select 'مشهد',\n  'فيلم' fro t");
	} catch (error) {
		refusal = error;
	}

	expect(refusal).toBeInstanceOf(PlanflipError);
	expect(refusal).toMatchObject({kind: 'input', position: {line: 2, column: 14}});
});

test.each(['select \'abc', 'select "abc', 'select $$abc', '', 'select fro x y z'])('whoever is asked refuses %j, and hands out no text in the place of an answer', sql => {
	for (const ask of [parser.parse, parser.normalise, parser.fingerprint]) {
		expect(() => ask(sql)).toThrow(PlanflipError);
	}
});

test('control characters in names and texts stay in the pieces of a text, each where it stands', () => {
	const sql = 'select "é\u001B]0;\u0007",\f\'a\u0001\u000Bb\' from t';
	expect(parser.scan(sql).map(({text}) => text)).toEqual(['select', '"é\u001B]0;\u0007"', ',', '\'a\u0001\u000Bb\'', 'from', 't']);
});
