import {CST, Parser} from 'yaml';
import {isJsonObject} from '../plan/json-object.ts';
import type {Json} from '../plan/plan.ts';
import {type Building, put} from './building.ts';
import {groupKeys, listKeys} from './explain-keys.ts';
import {joinLines, type Line, lineAt} from './line.ts';
import {unreadable} from './unreadable.ts';

const as = 'EXPLAIN\'s YAML';

/** A value of YAML, and whoever takes what becomes of it. */
interface Open {
	readonly token: CST.Token | null | undefined;
	readonly key: string;
	readonly keep: (value: Json) => void;
}

type Refuse = (offset: number, expected: string) => never;

/** What nothing after a key means: an empty list or an object without keys is printed like that. */
function emptyValue(key: string): Json {
	return groupKeys.has(key) || listKeys.has(key) ? [] : key === 'Settings' || key === 'Planning' ? {} : null;
}

/** Numbers and flags are plain, texts are in quotes (escape_yaml in explain.c). */
function plainValue(source: string, key: string): Json {
	if (/^-?\d+(?:\.\d+)?$/.test(source)) {
		return Number(source);
	}

	return source === 'true' ? true : source === 'false' ? false : source === '' ? emptyValue(key) : source;
}

function readScalar(token: CST.FlowScalar | CST.BlockScalar, key: string, refuse: Refuse): Json {
	if (token.type === 'scalar') {
		return plainValue(token.source, key);
	}

	if (token.type === 'alias') {
		return refuse(token.offset, 'a value');
	}

	return CST.resolveAsScalar(token, true, offset => refuse(offset, 'a string in quotes')).value;
}

/** A key that looks like a number is one no longer. */
const keyText = (value: Json) => typeof value === 'string' ? value : JSON.stringify(value);

/** Keys are plain words, or in quotes. */
function readKey(token: CST.Token | null | undefined, offset: number, refuse: Refuse): string {
	return CST.isScalar(token) ? keyText(readScalar(token, '', refuse)) : refuse(token?.offset ?? offset, 'a key and ":"');
}

function openItems(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, key: string, open: Open[], refuse: Refuse): Json {
	const isMap = token.type === 'block-map' || (token.type === 'flow-collection' && token.start.source === '{');
	const object: Building = {};
	const list: Json[] = [];
	for (const item of token.items) {
		const {key: name, value, sep} = item;
		if (isMap && (name !== undefined || value !== undefined)) {
			const itemKey = readKey(name, token.offset, refuse);
			if (sep === undefined) {
				refuse(name?.offset ?? token.offset, '":" after a key');
			}

			put(object, itemKey, emptyValue(itemKey));
			open.push({token: value, key: itemKey, keep: read => {
				put(object, itemKey, read);
			}});
		} else if (!isMap && (value !== undefined || token.type === 'block-seq')) {
			const place = list.push(null) - 1;
			open.push({token: value, key, keep: read => {
				list[place] = read;
			}});
		}
	}

	return isMap ? object : list;
}

/** The value, without recursion: YAML's parser has none either, and a plan may be deep. */
function readValue(root: CST.Token, refuse: Refuse): Json {
	let result: Json = null;
	const open: Open[] = [{token: root, key: '', keep: value => {
		result = value;
	}}];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {token, key, keep} = next;
		if (token === undefined || token === null) {
			keep(emptyValue(key));
		} else if (CST.isScalar(token)) {
			keep(readScalar(token, key, refuse));
		} else if (CST.isCollection(token)) {
			keep(openItems(token, key, open, refuse));
		} else {
			refuse(token.offset, token.type === 'error' ? 'a value' : 'a key or a value');
		}
	}

	return result;
}

export interface YamlDocument {
	readonly value: Json;
	/** Lines of the elements of a list, in their order; else of the value. */
	readonly lines: readonly number[];
}

/** Reads what EXPLAIN (FORMAT YAML) printed. Throws a PlanflipError of kind `input` that names the line and what was expected there. */
export function readYaml(lines: readonly Line[]): YamlDocument {
	const {text, starts} = joinLines(lines);
	const numberOf = (offset: number) => lines[lineAt(starts, offset)]?.number ?? 1;
	const refuse: Refuse = (offset, expected) => {
		throw unreadable({line: numberOf(offset), as, expected, found: text.slice(offset, offset + 200)});
	};

	const documents = [...new Parser().parse(text)];
	const error = documents.find(token => token.type === 'error');
	if (error !== undefined) {
		refuse(error.offset, 'a key and its value');
	}

	const document = documents.find(token => token.type === 'document');
	const root = document?.value;
	if (root === undefined) {
		return refuse(0, '"- Plan:" or "Plan:"');
	}

	const items = root.type === 'block-seq' ? root.items.flatMap(({value}) => value === undefined ? [] : [numberOf(value.offset)]) : [];
	const value = readValue(root, refuse);
	return {value, lines: items.length > 0 ? items : [numberOf(isJsonObject(value) ? root.offset : 0)]};
}
