import {CST, Parser} from 'yaml';
import type {Json} from '../plan/plan.ts';
import {type Building, put} from './building.ts';
import {emptyYamlValue} from './explain-keys.ts';
import {joinLines, type Line, lineAt} from './line.ts';
import {readPlainYaml} from './read-plain-yaml.ts';
import {unreadable} from './unreadable.ts';

const as = 'EXPLAIN\'s YAML';

/** The text, and how to refuse a place in it. */
interface Source {
	/** Characters between the place and the beginning of its line. */
	readonly columnOf: (offset: number) => number;
	readonly refuse: (offset: number, expected: string) => never;
}

/** A value of YAML, and whoever takes what becomes of it. */
interface Open {
	readonly token: CST.Token | null | undefined;
	readonly key: string;
	readonly keep: (value: Json) => void;
}

/** Numbers and flags are plain, texts are in quotes (escape_yaml in explain.c). */
function plainValue(source: string, key: string): Json {
	if (/^-?\d+(?:\.\d+)?$/.test(source)) {
		return Number(source);
	}

	return source === 'true' ? true : source === 'false' ? false : source === '' ? emptyYamlValue(key) : source;
}

const blanks: ReadonlySet<string> = new Set(['space', 'newline', 'comment']);

/** YAML's parser takes what stands in the wrong place along, and leaves it to others to say so. */
function mustBe(tokens: readonly CST.Token[], allowed: string, expected: string, {refuse}: Source): void {
	const stray = tokens.find(({type}) => !blanks.has(type) && type !== allowed);
	if (stray !== undefined) {
		refuse('offset' in stray ? stray.offset : 0, expected);
	}
}

function readScalar(token: CST.FlowScalar | CST.BlockScalar, key: string, source: Source): Json {
	const {refuse} = source;
	mustBe('end' in token ? token.end ?? [] : [], 'newline', 'the end of the line', source);
	if (token.type !== 'scalar') {
		return CST.resolveAsScalar(token, true, offset => refuse(offset, 'a string in quotes')).value;
	}

	return /\n|^[@`%&*!|>]/.test(token.source) ? refuse(token.offset, 'a key and ":", or a value') : plainValue(token.source, key);
}

/** Keys are plain words, or in quotes. A key that looks like a number is one no longer. */
function readKey(item: CST.CollectionItem, container: CST.BlockMap | CST.FlowCollection, source: Source): string {
	const {key, start, sep} = item;
	const {refuse, columnOf} = source;
	const offset = key?.offset ?? container.offset;
	mustBe(start, 'comma', 'a key and ":"', source);
	if (!CST.isScalar(key) || (container.type === 'block-map' && columnOf(offset) !== columnOf(container.offset))) {
		return refuse(offset, 'a key and ":", beside the other keys');
	}

	const value = readScalar(key, '', source);
	mustBe(sep ?? [], 'map-value-ind', 'a value', source);
	if (sep?.some(({type}) => type === 'map-value-ind') !== true) {
		refuse(offset, 'a key and ":"');
	}

	return typeof value === 'string' ? value : JSON.stringify(value);
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

function openMap(token: CST.BlockMap | CST.FlowCollection, open: Open[], source: Source): Json {
	const object: Building = {};
	for (const item of token.items) {
		// Before the end of a block there may be an item of nothing but blank lines.
		if (item.key !== undefined || item.value !== undefined || item.sep !== undefined) {
			const key = readKey(item, token, source);
			put(object, key, emptyYamlValue(key));
			open.push({token: item.value, key, keep: value => {
				put(object, key, value);
			}});
		}
	}

	return object;
}

function openList(token: CST.BlockSequence | CST.FlowCollection, key: string, open: Open[], source: Source): Json {
	const list: Json[] = [];
	for (const {start, value, key: name, sep} of token.items) {
		mustBe(start, token.type === 'block-seq' ? 'seq-item-ind' : 'comma', 'an item', source);
		if (name !== undefined || sep !== undefined) {
			source.refuse(name?.offset ?? token.offset, 'an item');
		}

		if (value !== undefined) {
			const place = list.push(null) - 1;
			open.push({token: value, key, keep: read => {
				list[place] = read;
			}});
		}
	}

	return list;
}

function openCollection(token: Collection, key: string, open: Open[], source: Source): Json {
	if (token.type !== 'flow-collection') {
		return token.type === 'block-map' ? openMap(token, open, source) : openList(token, key, open, source);
	}

	const isMap = token.start.source === '{';
	if (token.end[0]?.source !== (isMap ? '}' : ']')) {
		source.refuse(token.offset, `"${isMap ? '}' : ']'}" at the end of a list`);
	}

	mustBe(token.end.slice(1), 'newline', 'the end of the line', source);
	return isMap ? openMap(token, open, source) : openList(token, key, open, source);
}

/** The value, without recursion: YAML's parser has none either, and a plan may be deep. */
function readValue(root: CST.Token, source: Source): Json {
	let result: Json = null;
	const open: Open[] = [{token: root, key: '', keep: value => {
		result = value;
	}}];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {token, key, keep} = next;
		if (token === undefined || token === null) {
			keep(emptyYamlValue(key));
		} else if (CST.isScalar(token) && token.type !== 'alias') {
			keep(readScalar(token, key, source));
		} else if (CST.isCollection(token)) {
			keep(openCollection(token, key, open, source));
		} else {
			source.refuse('offset' in token ? token.offset : 0, 'a value');
		}
	}

	return result;
}

export interface YamlDocument {
	readonly value: Json;
	/** Lines of the elements of a list, in their order; else of the value. */
	readonly lines: readonly number[];
}

/** By YAML's parser. */
function parseYaml(lines: readonly Line[]): YamlDocument {
	const {text, starts} = joinLines(lines);
	const numberOf = (offset: number) => lines[lineAt(starts, offset)]?.number ?? 1;
	const source: Source = {
		columnOf: offset => offset - (starts[lineAt(starts, offset)] ?? 0),
		refuse: (offset, expected) => {
			throw unreadable({line: numberOf(offset), as, expected, found: text.slice(offset, offset + 200)});
		},
	};
	const [document, second] = [...new Parser().parse(text)].filter(({type}) => type !== 'comment');
	if (document?.type !== 'document' || document.value === undefined) {
		return source.refuse(0, '"- Plan:" or "Plan:"');
	}

	if (second !== undefined) {
		source.refuse('offset' in second ? second.offset : 0, 'a key and its value');
	}

	mustBe([...document.start, ...document.end ?? []], 'newline', 'a key and its value', source);
	const {value: root} = document;
	const items = root.type === 'block-seq' ? root.items.flatMap(({value}) => value === undefined ? [] : [numberOf(value.offset)]) : [];
	return {value: readValue(root, source), lines: items.length > 0 ? items : [numberOf(root.offset)]};
}

/** Reads what EXPLAIN (FORMAT YAML) printed. Throws a PlanflipError of kind `input` that names the line and what was expected there. */
export function readYaml(lines: readonly Line[]): YamlDocument {
	return readPlainYaml(lines) ?? parseYaml(lines);
}
