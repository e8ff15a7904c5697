import {sanitise} from '../text/plain.ts';
import type {Parameter, QueryEntry} from './catalog-entry.ts';
import type {Range} from './estimate.ts';
import {oneLine} from './one-line.ts';
import {parseEntry} from './parse-entry.ts';
import {plainSql} from './plain-sql.ts';
import {writtenName} from './split-names.ts';
import {splitStatements} from './split-statements.ts';

/** What a card says: a QueryEntry, but for where it stands. */
export interface Card extends Omit<QueryEntry, 'kind' | 'file' | 'line' | 'parameters'> {
	/** The n-th is `$n`. */
	readonly parameters: ReadonlyArray<Pick<Parameter, 'name' | 'sampleSql'>>;
}

/**
 * A card as the text of its file: parseEntry reads the same entry from it. Words become plain text on one line each; SQL keeps its
 * meaning, in printable characters, samples on one line; comments before and behind the statement go.
 * @throws PlanflipError input, for what no card can say: no statement, or two; a `$n` that is not declared.
 */
export function writeCard(card: Card): string {
	const statement = statementOf(card.sql, card.name);
	const fields: ReadonlyArray<readonly [key: string, value: string | null]> = [
		['title', words(card.title)],
		['why', words(card.why)],
		['frequency', card.frequency],
		['calls', card.load == null ? null : String(card.load.calls)],
		['total-time', card.load?.totalMs == null ? null : `${decimal(card.load.totalMs)} ms`],
		...card.parameters.map(({name, sampleSql}) => ['parameter', sampleSql === null ? name : `${name} = ${plainSql(oneLine(sampleSql))}`] as const),
		['indexes', card.indexes.map(name => writtenName(name)).join(', ')],
		['expected', words(card.expected ?? '')],
		['expected-before', range(card.estimate?.before, 1, 'ms')],
		['expected-after', range(card.estimate?.after, 1, 'ms')],
		['expected-saving', range(card.estimate?.saving, 100, '%')],
	];
	const header = fields.filter(([, value]) => value !== null && value !== '').map(([key, value]) => `-- ${key}: ${value}\n`).join('');
	const text = `${header}${statement};\n`;
	// What cannot be read back is never written.
	parseEntry(text, `${card.name}.sql`);
	return text;
}

/** Without what stands before and behind it. Several stay several, and are refused when they are read. */
export function statementOf(sql: string, name: string): string {
	return plainSql(splitStatements(sql, name).map(statement => statement.sql).join(';\n'), {breaks: true});
}

/** For reading: as one line of plain text. */
export function words(text: string): string {
	return sanitise(text).trim();
}

function range(limits: Range | null | undefined, factor: number, unit: string): string | null {
	if (limits == null) {
		return null;
	}

	const [low, high] = [decimal(limits.low * factor), decimal(limits.high * factor)];
	return `${low === high ? low : `${low}-${high}`} ${unit}`;
}

/** Without an exponent, and without what 0.29 * 100 has too much. */
function decimal(value: number): string {
	return value.toFixed(9).replace(/\.?0+$/, '');
}
