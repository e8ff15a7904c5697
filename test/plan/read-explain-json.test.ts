import {describe, expect, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {fixtures} from './plan-fixtures.ts';

const one = '{"Plan": {"Node Type": "Seq Scan"}}';

function letterOf(text: string): PlanflipError {
	try {
		readExplainJson(text);
	} catch (error) {
		if (error instanceof PlanflipError) {
			return error;
		}

		throw error;
	}

	throw new Error('it was read');
}

describe('what is read', () => {
	test('every fixture', () => {
		for (const {text} of fixtures) {
			expect(readExplainJson(text)).toHaveLength(1);
		}
	});

	test('an array, one object, and what auto_explain logs', () => {
		expect(readExplainJson(`[${one}]`)).toHaveLength(1);
		expect(readExplainJson(one)).toHaveLength(1);
		expect(readExplainJson('{"Query Text": "select 1", "Plan": {"Node Type": "Result"}}')[0]?.query).toBe('select 1');
	});

	test('several in one array, or one after the other, in their order', () => {
		const other = one.replace('Seq Scan', 'Result');
		const types = (text: string) => readExplainJson(text).map(({nodes}) => nodes[0]?.nodeType);
		expect(types(`[${one}, ${other}]`)).toEqual(['Seq Scan', 'Result']);
		expect(types(`[${one}]\n\n[${other}]\n`)).toEqual(['Seq Scan', 'Result']);
		expect(types(`${one}${other}`)).toEqual(['Seq Scan', 'Result']);
	});

	test('the row that a driver makes of it, and a byte order mark', () => {
		expect(readExplainJson(`[{"QUERY PLAN": [${one}]}]`)).toHaveLength(1);
		expect(readExplainJson(`\uFEFF[${one}]`)).toHaveLength(1);
	});
});

describe('what is not', () => {
	test.each<[string, string, string, string]>([
		['nothing', '', 'line 1', 'expected "[" or "{", the start of a plan in JSON, found the end of the text'],
		['text', 'Seq Scan on orders', 'line 1', 'expected "[" or "{", the start of a plan in JSON, found "Seq"'],
		['a comma too many', '[\n{"Plan":\n{"Node Type": "x",}}]', 'line 3', 'expected a key in quotes, found "}}]"'],
		['a comma too few', '[\n{"Plan":\n{"Node Type": "x"\n"Alias": "y"}}]', 'line 4', 'expected "," or "}", found ""Alias":"'],
		['a plan cut off', '[\n{"Plan": {\n', 'line 3', 'expected a key in quotes or "}", found the end of the text'],
		['a key broken by the terminal', '[{"Actual R\nows": 1}]', 'line 1', 'expected the end of a string (") before the end of the line'],
		['a string cut off', '[{"Plan', 'line 1', 'expected the end of a string ("), found the end of the text'],
		['a wrong escape', '["\\x"]', 'line 1', 'expected a character that can be escaped after "\\"'],
		['a word', '[\n\ntru]', 'line 3', 'expected a value, found "tru]"'],
		['a key without colon', '{"Plan" 1}', 'line 1', 'expected ":" after a key, found "1}"'],
		['an array of nothing', '[]', 'line 1', 'expected a plan'],
		['other JSON', '\n{"a": 1}', 'line 2', 'expected an object with a "Plan"'],
		['a utility statement', '["Utility Statement"]', 'line 1', 'expected an object with a "Plan"'],
		['a plan and rubbish', `${one}\nrubbish`, 'line 2', 'expected "[" or "{", the start of a plan in JSON, found "rubbish"'],
		['a node without type', '[\n{\n"Plan": {"Plans": []}}]', 'the plan at line 3, the plan\'s root', 'expected every node to have a "Node Type"'],
		['a child that is a number', '{"Plan": {"Node Type": "Append", "Plans": [3]}}', 'the plan at line 1, below node 0 (Append)', 'expected every element of "Plans" to be an object'],
		['children that are no array', '{"Plan": {"Node Type": "Append", "Plans": {}}}', 'the plan at line 1, below node 0 (Append)', 'expected "Plans" to be an array'],
	])('%s', (_, text, where, message) => {
		const letter = letterOf(text);
		expect(letter.kind).toBe('input');
		expect(letter.where).toBe(where);
		expect(letter.message).toContain(message);
		expect(letter.hint).toContain('EXPLAIN (FORMAT JSON)');
	});

	test('a million open brackets are refused like any others', () => {
		expect(letterOf('['.repeat(1_000_000)).message).toContain('expected a value');
	});
});
