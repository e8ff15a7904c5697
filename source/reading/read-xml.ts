import {XMLParser, XMLValidator} from 'fast-xml-parser';
import {isJsonArray, isJsonObject} from '../plan/json-object.ts';
import type {Json} from '../plan/plan.ts';
import {type Building, put} from './building.ts';
import {groupKeys, listKeys, typedValue} from './explain-keys.ts';
import {joinLines, type Line, lineAt} from './line.ts';
import {scanPlainXml} from './scan-plain-xml.ts';
import {unreadable} from './unreadable.ts';

const as = 'EXPLAIN\'s XML';

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: true,
	parseTagValue: false,
	trimValues: false,
	// Postgres writes a carriage return as `&#x0d;` (escape_xml in xml.c).
	htmlEntities: true,
	jPath: false,
	// Deeper than any plan that fits into memory.
	maxNestedTags: 1_000_000,
});

interface Element {
	readonly name: string;
	readonly elements: readonly {readonly name: string; readonly content: readonly unknown[]}[];
	/** The text in it; of an element with elements, the blanks between them. */
	readonly text: string;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One element of what the parser made: `[{Node-Type: [{#text: 'Sort'}]}, ...]`. */
function elementOf(name: string, content: readonly unknown[]): Element {
	const elements: {name: string; content: readonly unknown[]}[] = [];
	let text = '';
	for (const node of content) {
		for (const [tag, value] of isRecord(node) ? Object.entries(node) : []) {
			if (tag === '#text') {
				text += typeof value === 'string' ? value : '';
			} else if (tag !== ':@' && Array.isArray(value)) {
				const inner: readonly unknown[] = value;
				elements.push({name: tag, content: inner});
			}
		}
	}

	return {name, elements, text};
}

/** Tags are keys with `-` for what a tag cannot have (ExplainXMLTag); one key has a `-` of its own. */
function keyOf(tag: string): string {
	return tag === 'One-Time-Filter' ? 'One-Time Filter' : tag.replaceAll('-', ' ').replace(/\bI O\b/, 'I/O');
}

/** The space that an incremental sort used: XML does not say whether memory or disk, but how the groups were sorted does. */
function sortSpaceKey(object: Building): string {
	const methods = object['Sort Methods Used'];
	const onDisk = 'Sort Space Memory' in object
		|| (isJsonArray(methods) && methods.every(method => typeof method === 'string' && method.startsWith('external')));
	return onDisk ? 'Sort Space Disk' : 'Sort Space Memory';
}

/** The key in an object: XML has the kind of a group where JSON has its label, and the two groups come in this order. */
function labelOf(tag: string, object: Building): string {
	switch (tag) {
		case 'Incremental-Sort-Groups':
			return 'Full-sort Groups' in object ? 'Pre-sorted Groups' : 'Full-sort Groups';
		case 'Sort-Space':
			return sortSpaceKey(object);
		default:
			return keyOf(tag);
	}
}

interface Open {
	readonly content: readonly unknown[];
	readonly tag: string;
	readonly parent: string;
	readonly keep: (value: Json) => void;
}

function leafValue(key: string, parent: string, text: string): Json {
	if (groupKeys.has(key) || listKeys.has(key)) {
		return [];
	}

	if (parent === 'Settings' || key === 'Item') {
		return text;
	}

	// A group with nothing in it has its end on the next line.
	return text.trim() === '' && (text.includes('\n') || key === 'Settings') ? {} : typedValue(key, text);
}

/** One element's value; its own elements are left in `open`. */
function openElement({elements, text, name}: Element, parent: string, open: Open[]): Json {
	const key = keyOf(name);
	if (elements.length === 0) {
		return leafValue(key, parent, text);
	}

	if (groupKeys.has(key) || elements.every(element => element.name === 'Item')) {
		const list: Json[] = [];
		for (const element of elements) {
			const place = list.push(null) - 1;
			open.push({content: element.content, tag: element.name, parent: key, keep: value => {
				list[place] = value;
			}});
		}

		return list;
	}

	const object: Building = {};
	for (const {name: tag, content} of elements) {
		const label = labelOf(tag, object);
		put(object, label, null);
		if (tag === 'Sort-Methods-Used') {
			// Needed at once, to tell the groups' spaces apart.
			put(object, label, elementOf(tag, content).elements.map(item => elementOf(item.name, item.content).text));
		} else {
			open.push({content, tag, parent: key, keep: value => {
				put(object, label, value);
			}});
		}
	}

	return object;
}

/** Values of the elements, without recursion. */
function readElement(root: Element): Json {
	const open: Open[] = [];
	const result = openElement(root, '', open);
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		next.keep(openElement(elementOf(next.tag, next.content), next.parent, open));
	}

	return result;
}

/** The parser's own form, by the parser itself. It refuses tags that are names of Object.prototype, too. */
function parseXml(text: string, lines: readonly Line[]): readonly unknown[] {
	const first = lines[0]?.number ?? 1;
	const valid = XMLValidator.validate(text);
	if (valid !== true) {
		const {line, msg} = valid.err;
		const at = lines[Math.min(line, lines.length) - 1];
		throw unreadable({line: at?.number ?? first, as, expected: `well-formed XML (${msg.slice(0, 100).replace(/\.$/, '')})`, found: at?.text ?? ''});
	}

	try {
		const parsed: unknown = parser.parse(text);
		return Array.isArray(parsed) ? parsed : [];
	} catch (error) {
		throw unreadable({line: first, as, expected: 'the tags of EXPLAIN', found: text, cause: error});
	}
}

export interface XmlDocument {
	/** Each as EXPLAIN (FORMAT JSON) would have printed it. */
	readonly plans: readonly Json[];
	/** Lines where they begin. */
	readonly lines: readonly number[];
}

/** Reads what EXPLAIN (FORMAT XML) printed, and what auto_explain did. Throws a PlanflipError of kind `input` that names the line. */
export function readXml(lines: readonly Line[]): XmlDocument {
	const {text, starts} = joinLines(lines);
	const first = lines[0]?.number ?? 1;
	// `<?xml version="1.0"?>` is an element to the parser.
	const explain = elementOf('', scanPlainXml(text) ?? parseXml(text, lines)).elements.find(({name}) => !name.startsWith('?'));
	if (explain?.name !== 'explain') {
		throw unreadable({line: first, as, expected: '<explain>', found: text});
	}

	const root = elementOf(explain.name, explain.content);
	const queries = root.elements.filter(({name}) => name === 'Query').map(({name, content}) => readElement(elementOf(name, content)));
	// auto_explain has no <Query> around it.
	const plans = queries.length > 0 ? queries : [readElement(root)].filter(isJsonObject);
	const places = [...text.matchAll(/<Query>/g)].map(({index}) => lines[lineAt(starts, index)]?.number ?? first);
	return {plans, lines: queries.length > 0 ? places : [first]};
}
