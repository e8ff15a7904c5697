import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../source/plan/plan.ts';
import {readPlans} from '../../source/reading/read-plans.ts';
import {pairs, readingFiles, readOne} from './reading-fixtures.ts';

/** Plans of several sorts: deep, with workers, with triggers, with quotes and long conditions. */
const chosen = pairs.filter(({name, version}) => version === 18 && /03_parallel|05_gather|06_cte|10_sub|15_update|26_window|32_func|plain_02/.test(name));
const originals = [
	...chosen.map(({name, format, text}) => ({name, format: format, text: text.trimEnd()})),
	...chosen.filter(({format}) => format === 'text').map(({name, raw}) => ({name, format: 'json', text: JSON.stringify([raw], null, 2)})),
];

const rawOf = (text: string): JsonObject => readOne(text).plan.raw;
const linesOf = (text: string) => text.split('\n');
const widest = (text: string) => Math.max(10, ...linesOf(text).map(line => line.length));

interface LineStyle {
	readonly bar: string;
	readonly dash: string;
	readonly newline: string;
	readonly corners: readonly [string, string, string];
}

const ascii: LineStyle = {bar: '|', dash: '-', newline: '+', corners: ['+', '+', '+']};
const unicode: LineStyle = {bar: '│', dash: '─', newline: '↵', corners: ['┌', '├', '└']};

/** psql's result of one row in JSON, YAML and XML (line breaks are marked), of a row a line in text. */
function inPsql(text: string, format: string, border: 0 | 1 | 2, {bar, dash, newline, corners}: LineStyle): string {
	const lines = linesOf(text);
	const width = widest(text);
	const mark = (index: number) => format === 'text' || index === lines.length - 1 ? ' ' : newline;
	const rows = lines.map((line, index) => `${line.padEnd(width)}${mark(index)}`);
	const heading = 'QUERY PLAN'.padStart(Math.floor((width + 10) / 2)).padEnd(width);
	const footer = format === 'text' ? `(${lines.length} rows)` : '(1 row)';
	const rule = (corner: string) => `${corner}${dash.repeat(width + 2)}${corner}`;
	switch (border) {
		case 0:
			return [heading, dash.repeat(width), ...rows, footer, ''].join('\n');
		case 1:
			return [` ${heading} `, dash.repeat(width + 2), ...rows.map(row => ` ${row}`.trimEnd()), footer, ''].join('\n');
		case 2:
			return [rule(corners[0]), `${bar} ${heading} ${bar}`, rule(corners[1]), ...rows.map(row => `${bar} ${row}${bar}`), rule(corners[2]), footer, ''].join('\n');
	}
}

/** psql's \x: a record for every row. */
function expanded(text: string, format: string, {bar, dash, newline}: LineStyle): string {
	const lines = linesOf(text);
	const record = (number: number) => `${dash}[ RECORD ${number} ]${dash.repeat(widest(text))}`;
	return format === 'text'
		? lines.map((line, index) => `${record(index + 1)}\nQUERY PLAN ${bar} ${line}`).join('\n')
		: [record(1), ...lines.map((line, index) => `${index === 0 ? 'QUERY PLAN' : ' '.repeat(10)} ${bar} ${line.padEnd(widest(text))}${index === lines.length - 1 ? '' : newline}`)].join('\n');
}

const withTabs = (text: string, width: number) => linesOf(text)
	.map(line => line.replace(/^ +/, ({length}) => '\t'.repeat(Math.floor(length / width)) + ' '.repeat(length % width))).join('\n');

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const frames: Readonly<Record<string, (text: string, format: string) => string>> = {
	'psql, border 0': (text, format) => inPsql(text, format, 0, ascii),
	'psql, border 1': (text, format) => inPsql(text, format, 1, ascii),
	'psql, border 2': (text, format) => inPsql(text, format, 2, ascii),
	'psql, border 1, unicode': (text, format) => inPsql(text, format, 1, unicode),
	'psql, border 2, unicode': (text, format) => inPsql(text, format, 2, unicode),
	'psql, without heading and count': (text, format) => inPsql(text, format, 1, ascii).split('\n').slice(2, -2).join('\n'),
	'psql, unaligned': text => `QUERY PLAN\n${text}\n(12 Zeilen)\n`,
	'psql \\x': (text, format) => expanded(text, format, ascii),
	'psql \\x, unicode': (text, format) => expanded(text, format, unicode),
	'a session of psql': (text, format) => `postgres=# begin;\nBEGIN\npostgres=*# explain analyze\npostgres-*# select 1;\n${inPsql(text, format, 1, ascii)}\nTime: 12.345 ms\npostgres=*# rollback;\nROLLBACK\n`,
	'one cell in quotes': text => `"QUERY PLAN"\n${quoted(text)}\n`,
	'rows in quotes': text => linesOf(text).map(quoted).join('\n'),
	'lines of Windows': text => text.replaceAll('\n', '\r\n'),
	'a byte order mark': text => `\uFEFF${text}`,
	'a mail that was answered twice': text => linesOf(text).map(line => `> > ${line}`).join('\n'),
	'a fence in a chat': text => `It is slow (see below):\n\n\`\`\`\n${text}\n\`\`\`\n\nWhat's wrong?\n`,
	'a web page\'s blanks': text => linesOf(text).map(line => line.replace(/^ +/, blanks => '\u00A0'.repeat(blanks.length))).join('\n'),
	'lines twice as far apart': text => text.replaceAll('\n', '\n\n'),
	'indented as a whole': text => linesOf(text).map(line => `        ${line}`).join('\n'),
	'a paragraph before and after': text => `This is what I get.\n\n${text}\n\nThanks!\n`,
	'a terminal\'s colours': text => linesOf(text).map(line => line.replace(/^( *)(.*)$/, '$1\u001B[38;5;12m$2\u001B[0m\u001B[K')).join('\n'),
	'blanks that an editor made tabs of eight': text => withTabs(text, 8),
	'blanks that an editor made tabs of four': text => withTabs(text, 4),
	'blanks that an editor made tabs of two': text => withTabs(text, 2),
	'a mail whose marks have no blanks after them': text => linesOf(text).map(line => `>${line}`).join('\n'),
	'a shell\'s session': text => `me@host:~$ psql -XqAt -f slow.sql\n${text}\nme@host:~$ \n$ exit\n`,
	'a prompt with host and port': text => `me@db.example.com:5432/shop=> explain analyze\nme@db.example.com:5432/shop-> select 1;\n${text}\n(12 rows)\n\nTime: 1234.567 ms (00:01.235)\n`,
	'fences in the lines of the text': text => `\`\`\`${text}\`\`\``,
	'an element of a web page': text => `<pre>\n${text}\n</pre>\n`,
	'a blank without width at either end': text => `\u200B${text}\u200B`,
	'Markdown of DBeaver': text => `|QUERY PLAN|\n|----------|\n${linesOf(text).map(line => `|${line}|`).join('\n')}\n`,
	'text of DBeaver, with bars to the right': text => `${'QUERY PLAN'.padEnd(widest(text))}|\n${'-'.repeat(widest(text))}+\n${linesOf(text).map(line => `${line.padEnd(widest(text))}|`).join('\n')}\n`,
	'a table of DataGrip, narrower than some rows': text => `+${'-'.repeat(60)}+\n|${'QUERY PLAN'.padEnd(60)}|\n+${'-'.repeat(60)}+\n${linesOf(text).map(line => `|${line.padEnd(60)}|`).join('\n')}\n+${'-'.repeat(60)}+\n`,
	'a driver\'s whole answer': (text, format) => JSON.stringify({command: 'EXPLAIN', rowCount: null, rows: [{'QUERY PLAN': format === 'json' ? JSON.parse(text) as unknown : text}], fields: [{name: 'QUERY PLAN'}]}),
	'a column of another name': (text, format) => JSON.stringify([{explain: format === 'json' ? JSON.parse(text) as unknown : text}]),
	'rows of a driver': (text, format) => format === 'json'
		? JSON.stringify([{'QUERY PLAN': JSON.parse(text) as unknown}])
		: JSON.stringify(linesOf(text).map(line => ({'QUERY PLAN': line}))),
	'the source of a web page': text => escapeHtml(text),
	'the source of a web page, its quotes escaped too': text => escapeHtml(text).replaceAll('"', '&quot;').replaceAll('\'', '&#39;'),
	'a string of JSON': text => JSON.stringify(text),
};

describe.each(Object.entries(frames))('%s', (_, frame) => {
	test.each(originals)('$name in $format is the plan it was', ({text, format}) => {
		expect(rawOf(frame(text, format))).toEqual(rawOf(text));
	});
});

describe('what only looks like it', () => {
	const filter = (text: string) => rawOf(`[{"Plan": {"Node Type": "Seq Scan", "Filter": "${text}"}}]`).Plan;

	test.each([
		['a literal about HTML', '(html ~~ \'%&lt;%\'::text)'],
		['a sign that a page would have escaped', '((a > 1) AND (html ~~ \'%&lt;%\'::text))'],
		['a quote in a quote', '(\\"a&quot;b\\" = 1)'],
	])('%s stays what it is', (_, text) => {
		expect(filter(text)).toEqual({'Node Type': 'Seq Scan', Filter: text.replaceAll('\\"', '"')});
	});

	test.each(['', '        '])('a literal\'s second line loses no more than all lines are indented by', indent => {
		const node = 'Seq Scan on t  (cost=0.00..1.00 rows=1 width=4)\n  Filter: (a = \'one\n   two\'::text)';
		expect(rawOf(node.replace(/^/gm, indent)).Plan).toMatchObject({Filter: '(a = \'one\n   two\'::text)'});
		const xml = '<explain xmlns="x">\n  <Query>\n    <Plan>\n      <Node-Type>Seq Scan</Node-Type>\n      <Filter>one\n   two</Filter>\n    </Plan>\n  </Query>\n</explain>';
		expect(rawOf(xml.replace(/^/gm, indent)).Plan).toMatchObject({Filter: 'one\n   two'});
	});
});

describe('a terminal wraps where its lines end, in mid-key and in mid-number', () => {
	const json = originals.filter(({format}) => format === 'json');
	const wrap = (text: string, width: number) => linesOf(text).flatMap(line => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']).join('\n');

	test.each([20, 37, 40, 61, 80, 120])('at %i columns, pretty-printed and in one line', width => {
		for (const {text} of json) {
			expect(rawOf(wrap(text, width))).toEqual(rawOf(text));
			expect(rawOf(wrap(JSON.stringify(JSON.parse(text)), width))).toEqual(rawOf(text));
		}
	});

	test.each([60, 80, 120])('YAML at %i columns, with and without the blanks at the ends of lines', width => {
		for (const {text} of originals.filter(({format}) => format === 'yaml')) {
			expect(rawOf(wrap(text, width))).toEqual(rawOf(text));
			expect(rawOf(wrap(text, width).split('\n').map(line => line.trimEnd()).join('\n'))).toEqual(rawOf(text));
		}
	});

	test('XML, where several lines show the edge: one full line may be followed by a line of a literal', () => {
		const plan = (filter: string) => `<explain xmlns="x">\n  <Query>\n    <Plan>\n      <Node-Type>Seq Scan</Node-Type>\n      <Filter>${filter}</Filter>\n    </Plan>\n  </Query>\n</explain>`;
		const long = plan(`((a = 1) AND (b = '${'x'.repeat(150)}'))`);
		expect(rawOf(wrap(long, 60))).toEqual(rawOf(long));
		const literal = plan(`(a &lt;&gt; '${'x'.repeat(40)}\nsecond line'::text)`);
		expect(rawOf(literal).Plan).toMatchObject({Filter: `(a <> '${'x'.repeat(40)}\nsecond line'::text)`});
	});

	test('a node of text in the middle of its name', () => {
		const text = 'Aggregate  (cost=1.00..2.00 rows=1 width=8)\n  ->  Index Only Scan using orders_created_index on public.orders  (cost=0.29..1.29 rows=6 width=4)\n  ->  Index Only Scan using orders_customer_index on public.orders  (cost=0.29..1.29 rows=6 width=4)';
		for (let width = 50; width < 90; width++) {
			expect(rawOf(wrap(text, width))).toEqual(rawOf(text));
		}
	});

	test('at 80 columns, with the blanks at the ends of lines gone', () => {
		for (const {text} of json) {
			expect(rawOf(wrap(text, 80).split('\n').map(line => line.trimEnd()).join('\n')).Plan).toBeDefined();
		}
	});

	test.each([60, 80])('psql\'s frame at %i columns', width => {
		for (const {text} of json) {
			expect(rawOf(wrap(inPsql(text, 'json', 1, ascii), width))).toEqual(rawOf(text));
		}
	});

	test('a mail program breaks between words, and takes the blank', () => {
		const text = '[{"Plan": {"Node Type": "Seq Scan", "Filter": "((a = 1) AND (b = 2))", "Rows Removed by Filter": 12, "Alias": "x"}}]';
		const broken = '[{"Plan": {"Node Type": "Seq\nScan", "Filter": "((a = 1) AND\n(b = 2))", "Rows Removed\nby Filter": 12, "Alias": "x"}}]';
		expect(rawOf(broken)).toEqual(rawOf(text));
	});

	test('"Actual R / ows"', () => {
		expect(rawOf('[{"Plan": {"Node Type": "Result", "Actual R\nows": 1\n2, "Actual Loops": 1}}]'))
			.toEqual({Plan: {'Node Type': 'Result', 'Actual Rows': 12, 'Actual Loops': 1}});
	});

	test('text at 80 columns is put together too', () => {
		for (const {text} of originals.filter(({format, name}) => format === 'text' && !name.includes('15_update'))) {
			const read = rawOf(wrap(text, 100));
			expect(read).toEqual(rawOf(text));
		}
	});
});

describe('what psql really printed', () => {
	const files = readingFiles('psql');
	const raws = new Map([...files].filter(([name]) => name.includes('unaligned')).map(([name, text]) => [name.split('.')[0], rawOf(text)]));

	test.each([...files.keys()])('%s', name => {
		const raw = rawOf(files.get(name) ?? '');
		expect(raw).toEqual(raws.get(name.split('.')[0]) ?? raws.get('json'));
	});
});

describe('psql\'s line style old-ascii, which has no marks where it wraps a value', () => {
	const files = readingFiles('psql-old-ascii');
	const whole = (name: string) => rawOf(files.get(`${name.startsWith('text') ? 'text' : 'json'}.xoff.b1.unaligned`) ?? '');
	const wrapped = [...files].filter(([name]) => name.endsWith('.wrapped'));

	test.each(wrapped)('%s: full rows go on in the next', (name, text) => {
		expect(rawOf(text)).toEqual(whole(name));
	});

	test.each(wrapped)('%s, with the line ends of Windows and without the blanks before them', (name, text) => {
		expect(rawOf(linesOf(text).map(line => line.trimEnd()).join('\r\n'))).toEqual(whole(name));
	});

	test('a longest row that is alone need not have been broken', () => {
		const text = ' QUERY PLAN \n------------------------------------------------------\n Seq Scan on t  (cost=0.00..1.00 rows=1 width=4)\n   Filter: (abcdefghijklmnopqrstuvwxyz <> \'the line one\n line two\'::text)\n(3 rows)\n';
		expect(rawOf(text).Plan).toMatchObject({Filter: '(abcdefghijklmnopqrstuvwxyz <> \'the line one\nline two\'::text)'});
	});
});

describe('several plans', () => {
	test('are read in their order, with the lines where they begin', () => {
		const text = 'first try:\n\nSeq Scan on t  (cost=0.00..1.00 rows=1 width=4)\n  Filter: (a = 1)\n\n'
			+ '[\n  {"Plan": {"Node Type": "Result"}},\n  {"Plan": {"Node Type": "Limit"}}\n]\n\n'
			+ '- Plan: \n    Node Type: "Sort"\n\n- Plan: \n    Node Type: "Hash"\n\n'
			+ '<explain xmlns="x">\n  <Query>\n    <Plan>\n      <Node-Type>Append</Node-Type>\n    </Plan>\n  </Query>\n  <Query>\n    <Plan>\n      <Node-Type>Group</Node-Type>\n    </Plan>\n  </Query>\n</explain>\n'
			+ 'Unique  (cost=0.00..1.00 rows=1 width=4)\n';
		expect(readPlans(text).map(({plan, format, line}) => [plan.nodes[0]?.nodeType, format, line])).toEqual([
			['Seq Scan', 'text', 3], ['Result', 'json', 7], ['Limit', 'json', 8], ['Sort', 'yaml', 11], ['Hash', 'yaml', 14],
			['Append', 'xml', 18], ['Group', 'xml', 23], ['Unique', 'text', 29],
		]);
	});

	test('of one array of JSON begin where their braces open', () => {
		expect(readPlans('\n[\r\n  {\r\n    "Plan": {"Node Type": "Result"}\r\n  },\r\n  {"Plan": {"Node Type": "Limit"}}\r\n]').map(({line}) => line)).toEqual([3, 6]);
		expect(readPlans('\n\n{"Plan": {"Node Type": "Result"}}')[0]?.line).toBe(3);
	});

	test('one after the other without a blank line between them', () => {
		const one = 'Seq Scan on a  (cost=0.00..1.00 rows=1 width=4)\n  Filter: (x = 1)\nPlanning Time: 0.100 ms';
		expect(readPlans(`${one}\n${one.replace(' a ', ' b ')}`).map(({plan}) => plan.nodes[0]?.relation)).toEqual(['a', 'b']);
	});
});
