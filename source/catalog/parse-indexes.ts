import {PlanflipError} from '../errors.ts';
import type {IndexDefinition, Preset} from './catalog-entry.ts';
import {nameOfToken} from './name-of-token.ts';
import {didYouMean} from './nearest.ts';
import {commaList, fieldOf, keyList, readHeader, requiredField, type HeaderCard, type HeaderKeys} from './read-header.ts';
import {splitStatements, type Statement} from './split-statements.ts';
import {tableOfText} from './table-of-text.ts';

const keys: HeaderKeys = {allowed: ['preset', 'why', 'priority', 'presets'], repeatable: []};

interface IndexBlock {
	readonly card: HeaderCard;
	readonly statement: Statement;
}

/**
 * Reads indexes.sql: preset cards (`-- preset: baseline`, `-- why: ...`), and CREATE INDEX statements, each under its own
 * card (why, priority, presets). A blank line ends a card.
 * @throws PlanflipError input, with `file:line`.
 */
export function parseIndexes(text: string, file: string): {readonly indexes: readonly IndexDefinition[]; readonly presets: readonly Preset[]} {
	const source = text.replace(/^\uFEFF/, '');
	const presetCards: HeaderCard[] = [];
	const blocks: IndexBlock[] = [];
	let from = 0;
	const readCards = (to: number) => {
		const firstLine = source.slice(0, from).split('\n').length;
		const cards = readHeader(source.slice(from, to), file, firstLine, keys);
		presetCards.push(...cards.filter(card => fieldOf(card, 'preset') !== null));
		return cards.filter(card => fieldOf(card, 'preset') === null);
	};

	for (const statement of splitStatements(source, file)) {
		const cards = readCards(statement.start);
		refuseOrphans(cards.slice(0, -1), file);
		blocks.push({card: cards.at(-1) ?? [], statement});
		from = statement.end;
	}

	refuseOrphans(readCards(source.length), file);
	const names = presetCards.map(card => requiredField(card, 'preset', file, keys).value);
	const indexes: IndexDefinition[] = [];
	// An index lies in the schema of its table.
	const seen = new Map<string, IndexDefinition>();
	for (const block of blocks) {
		const index = readIndex(block, names, file);
		const place = JSON.stringify([tableOfText(index.table).schema, index.name]);
		const same = seen.get(place);
		if (same !== undefined) {
			throw new PlanflipError('input', {
				message: `The index ${index.name} is there twice; the first is on line ${same.line}.`,
				where: `${file}:${index.line}`,
				hint: 'Keep one of them, or rename it.',
			});
		}

		seen.set(place, index);
		indexes.push(index);
	}

	return {indexes, presets: presetCards.map((card, at) => readPreset(card, names.slice(0, at), indexes, file))};
}

function readPreset(card: HeaderCard, earlier: readonly string[], indexes: readonly IndexDefinition[], file: string): Preset {
	const {value: name, line} = requiredField(card, 'preset', file, keys);
	const where = `${file}:${line}`;
	if (earlier.includes(name)) {
		throw new PlanflipError('input', {message: `There are two presets "${name}".`, where, hint: 'Rename one of them.'});
	}

	const why = requiredField(card, 'why', where, keys).value;
	return {name, why, indexes: indexes.filter(({presets}) => presets.includes(name)).map(index => index.name)};
}

function readIndex({card, statement}: IndexBlock, presetNames: readonly string[], file: string): IndexDefinition {
	const where = `${file}:${statement.line}`;
	const {name, table} = readCreate(statement, where);
	const inPresets = fieldOf(card, 'presets');
	const presets = commaList(inPresets);
	const unknown = presets.find(preset => !presetNames.includes(preset));
	if (unknown !== undefined) {
		throw new PlanflipError('input', {
			message: `The index ${name} is to be in the preset "${unknown}", which this file does not describe.`,
			where: `${file}:${inPresets?.line ?? statement.line}`,
			hint: `${didYouMean(unknown, presetNames)}Presets here: ${presetNames.join(', ') || 'none'}. Describe a new one with -- preset: ${unknown}`,
		});
	}

	return {
		kind: 'IndexDefinition',
		name,
		table,
		why: requiredField(card, 'why', where, keys).value,
		priority: fieldOf(card, 'priority')?.value ?? null,
		sql: statement.sql,
		presets,
		file,
		line: statement.line,
	};
}

function readCreate({tokens, sql, start}: Statement, where: string): {readonly name: string; readonly table: string} {
	const words = tokens.map(({kind, text}) => kind === 'word' ? text.toLowerCase() : text);
	const nameAt = words[1] === 'unique' ? 3 : 2;
	const name = tokens[nameAt];
	// Flipping builds the index inside a transaction, where CONCURRENTLY is forbidden; IF NOT EXISTS could keep another index of that name.
	const unfit = ['concurrently', 'if'].includes(words[nameAt] ?? '');
	if (words[0] !== 'create' || words[nameAt - 1] !== 'index' || words[nameAt + 1] !== 'on' || name === undefined || unfit) {
		throw new PlanflipError('input', {
			message: `This is not a plain CREATE INDEX with a name: ${sql.split('\n')[0] ?? ''}`,
			where,
			hint: 'Write CREATE [UNIQUE] INDEX name ON table ..., without CONCURRENTLY and IF NOT EXISTS.',
		});
	}

	const tableAt = words[nameAt + 2] === 'only' ? nameAt + 3 : nameAt + 2;
	const last = words[tableAt + 1] === '.' ? tableAt + 2 : tableAt;
	const [first, end] = [tokens[tableAt], tokens[last]];
	if (first === undefined || end === undefined) {
		throw new PlanflipError('input', {message: `The index ${name.text} is on no table.`, where, hint: 'Name the table after ON.'});
	}

	return {name: nameOfToken(name), table: sql.slice(first.start - start, end.end - start)};
}

function refuseOrphans(cards: readonly HeaderCard[], file: string): void {
	const field = cards[0]?.[0];
	if (field !== undefined) {
		throw new PlanflipError('input', {
			message: 'This card belongs to no CREATE INDEX.',
			where: `${file}:${field.line}`,
			hint: `Put its statement directly below it, or make it a preset with the key "preset". ${keyList(keys)}`,
		});
	}
}
