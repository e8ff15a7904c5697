import {lexSql} from '../catalog/lex-sql.ts';
import {nameOfToken} from '../catalog/name-of-token.ts';
import type {Plan} from '../plan/plan.ts';
import type {UniverseIndex} from './index-universe.ts';

/** What a table goes by in a statement: hints know aliases only, and the table's name where there is none. */
export type Aliases = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The comment that keeps the planner from indexes. pg_hint_plan reads the first such comment and takes a second one for an
 * error, so hints that the statement brings along go into the same one. Names are quoted, and compared to the letter.
 */
export function hintComment(off: readonly UniverseIndex[], aliases: Aliases, own: string): string {
	const tables = [...new Set(off.map(({table}) => table))];
	const hints = tables.flatMap(table => {
		const indexes = off.filter(index => index.table === table).map(({name}) => quoted(name)).join(' ');
		return [...aliases.get(table) ?? [table]].map(alias => `DisableIndex(${quoted(alias)} ${indexes})`);
	});
	return `/*+ ${[...hints, own].join(' ').trim()} */`;
}

/** Whether an index can be named in a comment: its end, or another comment in it, could not be quoted. */
export function canBeHinted({name, table}: Pick<UniverseIndex, 'name' | 'table'>): boolean {
	return ![name, table].some(text => /\*\/|\/\*/.test(text));
}

/** A statement's own hints, and the statement with them made an ordinary comment of the same length, so that positions stay. */
export function takeHints(sql: string, file: string): {readonly sql: string; readonly own: string} {
	const tokens = lexSql(sql, file);
	const gaps = [...tokens.map(({start}, at) => ({from: tokens[at - 1]?.end ?? 0, to: start})), {from: tokens.at(-1)?.end ?? 0, to: sql.length}];
	for (const {from, to} of gaps) {
		const found = /^(?:\s|--[^\n]*(?:\n|$)|\/\*(?!\+)[^]*?\*\/)*\/\*\+([^]*?)\*\//.exec(sql.slice(from, to));
		if (found !== null) {
			const start = from + found[0].lastIndexOf('/*+');
			return {sql: `${sql.slice(0, start)}/* ${sql.slice(start + 3)}`, own: (found[1] ?? '').trim().replaceAll(/\s+/g, ' ')};
		}
	}

	return {sql, own: ''};
}

/** The names that could be meant: the table's own, and the word behind it wherever it is named. A name too many does no harm. */
export function aliasesIn(sql: string, tables: ReadonlySet<string>, file: string): Aliases {
	const tokens = lexSql(sql, file);
	const nameAt = (at: number) => {
		const token = tokens[at];
		return token?.kind === 'word' || token?.kind === 'quoted identifier' ? nameOfToken(token) : null;
	};

	const aliases = new Map([...tables].map(table => [table, new Set([table])]));
	for (const [at] of tokens.entries()) {
		const name = nameAt(at);
		const next = nameAt(at + 1) === 'as' ? nameAt(at + 2) : nameAt(at + 1);
		if (name !== null && next !== null) {
			aliases.get(name)?.add(next);
		}
	}

	return aliases;
}

/**
 * Indexes that the plan reads although they were to be left alone, each with the names its table goes by there. EXPLAIN numbers
 * repeated ones (`s_1` is a second `s`), and hints do not.
 */
export function disobeyed(plan: Plan, off: readonly UniverseIndex[]): ReadonlyArray<{readonly index: UniverseIndex; readonly aliases: readonly string[]}> {
	const byName = new Map(off.map(index => [index.name, index]));
	return plan.nodes.flatMap(node => {
		const index = node.index === null ? undefined : byName.get(node.index);
		if (index === undefined) {
			return [];
		}

		// A Bitmap Index Scan has its table's name further up.
		let named = node;
		while (named.alias === null && named.parentId !== null) {
			named = plan.nodes[named.parentId] ?? named;
		}

		return [{index, aliases: named.alias === null ? [] : [named.alias, named.alias.replace(/_\d+$/, '')]}];
	});
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
