import {describe, expect, test} from 'vitest';
import {splitLines} from '../../source/reading/line.ts';
import {readPlainYaml} from '../../source/reading/read-plain-yaml.ts';
import {readXml} from '../../source/reading/read-xml.ts';
import {readYaml} from '../../source/reading/read-yaml.ts';
import {scanPlainXml} from '../../source/reading/scan-plain-xml.ts';
import {pairs, readOne} from './reading-fixtures.ts';

/*
 * What EXPLAIN prints is read line by line, tag by tag; the libraries' parsers read what is not quite like that, and must agree.
 */

describe('YAML', () => {
	test.each(pairs.filter(({format}) => format === 'yaml'))('$name is plain, and the parser says the same', ({text}) => {
		const lines = splitLines(text.trimEnd());
		const plain = readPlainYaml(lines);
		expect(plain).not.toBeNull();
		expect(plain).toEqual(readYaml([...lines, {text: '# which only the parser knows', number: lines.length + 1}]));
	});

	test.each([
		['an escape that JSON has not', '- Plan: \n    Node Type: "Sort"\n    Filter: "\\x41"'],
		['a key beside no other', '- Plan: \n    Node Type: "Sort"\n   Planning Time: 1'],
		['a list where an object has begun', '- Plan: \n    Node Type: "Sort"\n    - "a"'],
		['an object where a list has begun', '- Plan: \n    Output: \n      - "a"\n      Alias: "b"'],
		['a key twice', '- Plan: \n    Alias: "a"\n    Alias: "b"'],
		['lines below a value', '- Plan: \n    Alias: "a"\n      Filter: "b"'],
		['a list in brackets', '- Plan: \n    Output: ["a"]'],
		['a word', '- Plan: \n    Node Type: Sort'],
		['a key with a blank after it, which is not its', '- Plan: \n    Alias : "a"'],
		['nothing', ''],
	])('%s is left to the parser', (_, text) => {
		expect(readPlainYaml(splitLines(text))).toBeNull();
	});

	test('a semicolon after the last value is the client\'s', () => {
		expect(readOne('- Plan: \n    Node Type: "Result"\n    Plan Width: 19;\n').plan.raw.Plan).toEqual({'Node Type': 'Result', 'Plan Width': 19});
		expect(readOne('- Plan: \n    Node Type: "Result"\n    Alias: "a;";').plan.raw.Plan).toEqual({'Node Type': 'Result', Alias: 'a;'});
		expect(readOne('- Plan: \n    Node Type: "Result"\n    Alias: "a;"').plan.raw.Plan).toEqual({'Node Type': 'Result', Alias: 'a;'});
	});
});

describe('XML', () => {
	test.each(pairs.filter(({format}) => format === 'xml'))('$name is plain, and the parser says the same', ({text}) => {
		const lines = splitLines(text.trimEnd());
		expect(scanPlainXml(text.trimEnd())).not.toBeNull();
		const [first, ...others] = lines;
		expect(readXml(lines)).toEqual(readXml([{text: `<?xml version="1.0"?>${first?.text ?? ''}`, number: 1}, ...others]));
	});

	test.each([
		['an end of another name', '<explain><Plan></Query></explain>'],
		['no end', '<explain><Plan></Plan>'],
		['two ends', '<explain></explain></explain>'],
		['two roots', '<explain></explain><explain></explain>'],
		['a text beside elements', '<explain>a<Plan></Plan></explain>'],
		['a text after an element', '<explain><Plan></Plan>a</explain>'],
		['an entity that Postgres does not write', '<explain><Alias>&eacute;</Alias></explain>'],
		['a bare ampersand', '<explain><Alias>a & b</Alias></explain>'],
		['an attribute', '<explain><Plan a="b"></Plan></explain>'],
		['a comment', '<explain><!-- a --></explain>'],
		['a name that every object has', '<explain><constructor></constructor></explain>'],
		['nothing', ''],
	])('%s is left to the parser', (_, text) => {
		expect(scanPlainXml(text)).toBeNull();
	});

	test('entities are undone once', () => {
		expect(scanPlainXml('<explain><Filter>&amp;lt; &lt;&gt;&quot;&#x0d;</Filter></explain>')).toEqual([{explain: [{Filter: [{'#text': '&lt; <>"\r'}]}]}]);
	});
});
