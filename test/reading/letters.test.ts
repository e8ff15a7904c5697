import {describe, expect, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import {readPlans} from '../../source/reading/read-plans.ts';

function letterOf(text: string): PlanflipError {
	try {
		readPlans(text);
	} catch (error) {
		if (error instanceof PlanflipError) {
			return error;
		}

		throw error;
	}

	throw new Error('it was read');
}

const node = 'Seq Scan on t  (cost=0.00..1.00 rows=1 width=4)';

describe('what is no plan gets a letter that names the line and what was expected', () => {
	test.each<[string, string, string, string]>([
		['nothing', '', 'line 1', 'found the end of the text'],
		['blank lines', '\n\n \n', 'line 1', 'found the end of the text'],
		['a statement', '\nselect * from t', 'line 2', 'expected a node ("Seq Scan on t  (cost=...)"), "[" or "{" of JSON, "- Plan:" of YAML or "<explain" of XML, found "select * from t"'],
		['prose', 'Result of my query:\nit is slow', 'line 1', 'found "Result of my query:"'],
		['a heading without a plan', ' QUERY PLAN \n------------\n(0 rows)\n', 'line 1', 'found the end of the text'],
		['a utility statement', 'Utility statements have no plan structure', 'line 1', 'found "Utility statements have no'],
		['the end of a plan', '  ->  Hash  (cost=1..', 'line 1', 'found "->"'],
		['text and rubbish', `${node}\nrubbish`, 'line 2', 'expected a node ("->  Seq Scan on t  (cost=...)") or a property ("Filter: ..."), found "rubbish"'],
		['costs cut off', `${node}\n  ->  Hash  (cost=1.00..`, 'line 2', 'found "->"'],
		['measurements broken', `${node} (actual time=x..y rows=1 loops=1)`, 'line 1', 'expected a node'],
		['blocks that are none', `${node}\n  Buffers: shared hit=many`, 'line 2', 'expected "shared hit=N read=N dirtied=N written=N", "local ..." or "temp ..." after "Buffers:", found "shared hit=many"'],
		['a time that is none', `${node}\nExecution Time: fast`, 'line 2', 'expected "MS ms" after "Execution Time:"'],
		['no indentation', `${node}\n-> Hash`, 'line 2', 'expected the arrow to be indented, which tells whose child the node is'],
		['a node after the end', `${node}\nExecution Time: 1.000 ms\n  ->  ${node}`, 'line 3', 'expected no more nodes after the plan\'s summary'],
		['a piece of a second plan', `${node}\n\n  ->  ${node}x`, 'line 3', 'expected a node'],
		['JSON cut off', '[\n  {\n    "Plan": {\n      "Node Type": "Seq Scan",\n', 'line 5', 'expected a key in quotes, found the end of the text'],
		['a comma too few', '[{"Plan":\n{"Node Type": "x"\n"Alias": "y"}}]', 'line 3', 'expected "," or "}", found ""Alias":'],
		['JSON and rubbish', '{"Plan": {"Node Type": "Result"}}\nrubbish', 'line 2', 'found "rubbish"'],
		['JSON and rubbish in its line', '{"Plan": {"Node Type": "Result"}} rubbish', 'line 1', 'expected the end of the line, or another plan, found "rubbish"'],
		['other JSON', '{"a": 1}', 'line 1', 'expected an object with a "Plan"'],
		['a node without a type', '[\n{"Plan": {"Plans": []}}]', 'the plan at line 1, the plan\'s root', 'expected every node to have a "Node Type"'],
		['YAML cut off in a string', '- Plan: \n    Node Type: "Seq', 'line 2', 'is not EXPLAIN\'s YAML: expected a string in quotes'],
		['YAML with a broken line', '- Plan: \n    Node Type: "Seq Scan"\n    rubbish\n', 'line 3', 'expected a key and ":", found "rubbish"'],
		['YAML with an alias', '- Plan: \n    Node Type: *x\n', 'line 2', 'expected a value'],
		['YAML with something after a string', '- Plan: \n    Node Type: "Seq Scan" x\n', 'line 2', 'expected the end of the line, found "x"'],
		['YAML with a key that has no place', '- Plan: \n    Node Type: "Seq Scan"\n   Alias: "x"\n', 'line 3', 'expected a key and ":", beside the other keys, found "Alias: "x""'],
		['YAML with a tag', '- Plan: \n    Node Type: !!str x\n', 'line 2', 'expected a value, found "!!str x"'],
		['YAML with a list that does not end', '- Plan: \n    Output: ["a", "b"\n    Alias: "x"\n', 'line 2', 'expected "]" at the end of a list'],
		['YAML of something else', 'Plan: \n  - 1\n', 'line 1', 'expected an object with a "Plan"'],
		['XML cut off', '<explain>\n  <Query>\n', 'line 3', 'expected "</explain>", found the end of the text'],
		['XML with a tag not closed', '<explain>\n  <Query>\n    <Plan>\n  </Query>\n</explain>', 'line 4', 'expected well-formed XML (Expected closing tag \'Plan\''],
		['XML of something else', '<explain>\n</explain>', 'line 1', 'is not EXPLAIN\'s XML'],
		['psql\'s table of HTML', '<table border="1">\n  <tr>\n    <th align="center">QUERY PLAN</th>\n', 'line 1', 'psql\'s \\pset format html: expected EXPLAIN\'s output'],
		['psql\'s table of AsciiDoc', '\n[options="header",cols="<l",frame="none"]\n|====\n^l|QUERY PLAN\n', 'line 2', '\\pset format asciidoc'],
		['psql\'s table of LaTeX', '\\begin{tabular}{l}\n\\textit{QUERY PLAN} \\\\\n', 'line 1', '\\pset format latex'],
		['psql\'s table of troff', '.LP\n.TS\ncenter;\nl.\n\\fIQUERY PLAN\\fP\n', 'line 2', '\\pset format troff-ms'],
		['a query without its plan', 'Query Text: select 1\n', 'line 2', 'expected the plan\'s first node after the query'],
	])('%s', (_, text, where, message) => {
		const letter = letterOf(text);
		expect(letter.message).toContain(message);
		expect(letter.where).toBe(where);
		expect(letter.kind).toBe('input');
		expect(letter.hint).toContain('EXPLAIN');
	});
});
