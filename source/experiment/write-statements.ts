import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {WriteColumn, WriteFacts} from '../database/write-facts.ts';
import type {SqlValue} from '../database/session.ts';

/** A statement that writes copies of what is there; or why there is none. */
export type WriteStatement =
	| {readonly kind: 'statement'; readonly sql: string; readonly values: readonly SqlValue[]; readonly rows: number}
	| {readonly kind: 'obstacle'; readonly because: string};

/** Rows by their place, and what stands in the columns asked for, as text. */
export interface RowSample {
	/** ctid. */
	readonly places: readonly string[];
	readonly texts: ReadonlyMap<string, ReadonlyArray<string | null>>;
	/** The greatest value of columns that are counted upwards, as text. */
	readonly greatest: ReadonlyMap<string, string | null>;
}

const obstacle = (because: string): WriteStatement => ({kind: 'obstacle', because});

function nameOf({schema, name}: WriteFacts): string {
	return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** Copies of the sampled rows, with a value of its own wherever rows must be unique. */
export function insertStatement(facts: WriteFacts, sample: RowSample): WriteStatement {
	if (facts.exclusions.length > 0) {
		return obstacle(`copies of rows would break the exclusion constraint ${facts.exclusions[0] ?? ''}`);
	}

	const made = new Map<string, string>();
	for (const {index, columns} of facts.uniques) {
		const candidates = facts.columns.filter(({name}) => columns.includes(name));
		if (candidates.some(column => column.fresh || made.has(column.name))) {
			continue;
		}

		const free = candidates.filter(({refers}) => !refers).flatMap(column => {
			const value = freshValue(column, sample);
			return value === null ? [] : [{column, value}];
		}).at(-1);
		if (free === undefined) {
			return obstacle(`copies of rows would break the unique index ${index}, and no other values can be made up for ${columns.join(', ') || 'its expression'}`);
		}

		made.set(free.column.name, free.value);
	}

	const written = facts.columns.filter(({generated, fresh}) => !generated && !fresh);
	const values = written.map(({name}) => made.get(name) ?? `t.${quoteIdentifier(name)}`);
	return {
		kind: 'statement',
		sql: `INSERT INTO ${nameOf(facts)} ${written.length === 0 ? 'SELECT' : `(${written.map(({name}) => quoteIdentifier(name)).join(', ')})\nSELECT ${values.join(', ')}`}
FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS v (place, n) JOIN ${nameOf(facts)} AS t ON t.ctid = v.place::tid`,
		values: [JSON.stringify(sample.places)],
		rows: sample.places.length,
	};
}

/** Columns of which the greatest value is needed to make up greater ones. */
export function isCounted({type}: Pick<WriteColumn, 'type'>): boolean {
	return /^(?:smallint|integer|bigint|numeric\b|date$|timestamp\b)/.test(type);
}

/** An expression that gives row `v.n` a value that no other row has; null where the type leaves none. */
function freshValue({name, type}: WriteColumn, {greatest}: RowSample): string | null {
	const column = `t.${quoteIdentifier(name)}`;
	const [, base = '', limit] = /^([a-z ]+?)(?:\((\d+)\))?$/.exec(type) ?? [];
	if (base === 'uuid') {
		return 'gen_random_uuid()';
	}

	if (base === 'text' || base === 'character varying') {
		const room = limit === undefined ? null : Number(limit) - 9;
		return room !== null && room < 0 ? null : `${room === null ? column : `left(${column}, ${room})`} || '~' || lpad(v.n::text, 8, '0')`;
	}

	const top = greatest.get(name);
	if (!isCounted({type}) || top == null) {
		return null;
	}

	const literal = `'${top.replaceAll('\'', '\'\'')}'::${type}`;
	return type === 'date' ? `${literal} + v.n::int` : type.startsWith('timestamp') ? `${literal} + v.n * interval '1 second'` : `(${literal} + v.n)::${type}`;
}

/** Gives each sampled row a value of that column that another of them has. */
export function updateStatement(facts: WriteFacts, column: WriteColumn, sample: RowSample): WriteStatement {
	if (facts.uniques.some(({columns}) => columns.includes(column.name))) {
		return obstacle(`values of ${column.name} are unique, and cannot be exchanged in one statement`);
	}

	const texts = sample.texts.get(column.name) ?? [];
	const rows = sample.places.map((place, at) => ({place, text: texts[at] ?? null})).filter(({text}) => text !== null);
	const changed = exchange(rows);
	if (changed.length === 0) {
		return obstacle(`the rows looked at have one value of ${column.name}`);
	}

	return {
		kind: 'statement',
		sql: `UPDATE ${nameOf(facts)} AS t SET ${quoteIdentifier(column.name)} = (v.pair ->> 1)::${column.type}
FROM jsonb_array_elements($1::jsonb) AS v (pair) WHERE t.ctid = (v.pair ->> 0)::tid`,
		values: [JSON.stringify(changed)],
		rows: changed.length,
	};
}

/** Sorted by value and turned by as many as the most frequent value has, nobody keeps his own where that can be. */
function exchange(rows: ReadonlyArray<{readonly place: string; readonly text: string | null}>): ReadonlyArray<readonly [string, string]> {
	const sorted = rows.flatMap(({place, text}) => text === null ? [] : [{place, text}]).toSorted((a, b) => a.text < b.text ? -1 : Number(a.text > b.text));
	let [longest, run] = [0, 0];
	for (const [at, {text}] of sorted.entries()) {
		run = text === sorted[at - 1]?.text ? run + 1 : 1;
		longest = Math.max(longest, run);
	}

	return sorted.flatMap(({place, text}, at) => {
		const other = sorted[(at + longest) % sorted.length]?.text ?? text;
		return other === text ? [] : [[place, other] as const];
	});
}

export function deleteStatement(facts: WriteFacts, sample: RowSample): WriteStatement {
	return {
		kind: 'statement',
		sql: `DELETE FROM ${nameOf(facts)} AS t USING jsonb_array_elements_text($1::jsonb) AS v (place) WHERE t.ctid = v.place::tid`,
		values: [JSON.stringify(sample.places)],
		rows: sample.places.length,
	};
}
