import {isJsonArray} from '../plan/json-object.ts';
import type {Json} from '../plan/plan.ts';
import {type Building, put} from './building.ts';
import {emptyYamlValue} from './explain-keys.ts';
import {indentOf, isBlank, type Line} from './line.ts';

/** A list or an object, and the column that its items or keys stand in. */
type Open =
	| {readonly kind: 'list'; readonly column: number; readonly list: Json[]}
	| {readonly kind: 'map'; readonly column: number; readonly map: Building};

/** What began with the line before: a key with nothing after it. */
interface Pending {
	readonly map: Building;
	readonly key: string;
	readonly column: number;
}

const entry = /^([A-Za-z](?:[\w/ -]*[\w/-])?):(?: +(\S.*))?$/s;
const plain = /^(?:-?\d+(?:\.\d+)?|true|false)$/;

/** A text in quotes, a number or a flag; undefined for all else. */
function readValue(text: string): Json | undefined {
	if (plain.test(text)) {
		return text === 'true' ? true : text === 'false' ? false : Number(text);
	}

	if (!text.startsWith('"')) {
		return undefined;
	}

	try {
		// Postgres escapes texts of YAML as it does those of JSON (escape_yaml in yaml.c).
		const value: unknown = JSON.parse(text);
		return typeof value === 'string' ? value : undefined;
	} catch {
		return undefined; // YAML has more escapes than JSON: the parser knows them.
	}
}

function openAt(column: number, isList: boolean): Open {
	return isList ? {kind: 'list', column, list: []} : {kind: 'map', column, map: {}};
}

const valueOf = (open: Open): Json => open.kind === 'list' ? open.list : open.map;

/**
 * Reads YAML of which every line is as EXPLAIN prints it, a key or an item of a list: what a log has thousands of. Null for
 * everything else, which YAML's parser reads, or refuses, at a tenth of the speed.
 */
export function readPlainYaml(lines: readonly Line[]): {readonly value: Json; readonly lines: readonly number[]} | null {
	const stack: Open[] = [];
	const items: number[] = [];
	let root: Open | null = null;
	let pending: Pending | null = null;
	for (const {text, number} of lines) {
		if (isBlank(text)) {
			continue;
		}

		let column = indentOf(text);
		const isItem = text.startsWith('- ', column);
		const shown = text.slice(isItem ? column + 2 : column).trimEnd();
		while ((stack.at(-1)?.column ?? -1) > column) {
			stack.pop();
		}

		if (root === null) {
			root = openAt(column, isItem);
			stack.push(root);
		} else if (pending !== null && column > pending.column) {
			const opened = openAt(column, isItem);
			put(pending.map, pending.key, valueOf(opened));
			stack.push(opened);
		}

		let open = stack.at(-1);
		pending = null;
		if (open?.column !== column || isItem !== (open.kind === 'list')) {
			return null;
		}

		const [, key, rest = ''] = shown.startsWith('"') ? [] : entry.exec(shown) ?? [];
		if (open.kind === 'list') {
			if (open === root) {
				items.push(number);
			}

			if (key === undefined) {
				const value = readValue(shown);
				if (value === undefined) {
					return null;
				}

				open.list.push(value);
				continue;
			}

			column += 2;
			const item: Building = {};
			open.list.push(item);
			open = {kind: 'map', column, map: item};
			stack.push(open);
		}

		if (key === undefined || Object.hasOwn(open.map, key)) {
			return null;
		}

		const value = rest === '' ? emptyYamlValue(key) : readValue(rest);
		if (value === undefined) {
			return null;
		}

		put(open.map, key, value);
		pending = rest === '' ? {map: open.map, key, column} : null;
	}

	const value = root === null ? null : valueOf(root);
	return value === null ? null : {value, lines: isJsonArray(value) ? items : [lines.find(({text}) => !isBlank(text))?.number ?? 1]};
}
