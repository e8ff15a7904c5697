import type {ColumnStatistics} from '../database/read-column-statistics.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {KnownRelation, RelationColumn} from '../database/read-relations.ts';
import type {ParameterUse} from '../sql/parameter-use.ts';

type ColumnUse = Extract<ParameterUse, {kind: 'column'}>;

/** What is known of the column that a `$n` stands against. */
export interface SampledColumn {
	readonly relation: KnownRelation;
	readonly column: RelationColumn;
	readonly statistics: ColumnStatistics | null;
	/** Another `$n` is its other limit: together they cut out a slice. */
	readonly isSlice: boolean;
}

/** A session hands these out as they can be bound again; whatever else there is goes as text. */
const plainType = /^(?:smallint|integer|bigint|numeric|real|double precision|boolean|uuid|date|text|interval|(?:character|timestamp|time)\b.*|numeric\(.*)$/;

/**
 * SQL that finds a live value to compare the column with. It names where the value is, never the value itself: the card may be for
 * other eyes than the data. Where ANALYZE found a most common value, or slices of equally many rows, pg_stats has it without a look at
 * the table: `=` takes the most common, a limit one that about a tenth of the rows are within; else any row of the table.
 */
export function sampleOfColumn({operator, form, through}: ColumnUse, {relation, column, statistics, isSlice}: SampledColumn): string {
	const name = quoteIdentifier(column.name);
	const {schema, name: table} = relation.asked;
	const from = `from ${schema === null ? '' : `${quoteIdentifier(schema)}.`}${quoteIdentifier(table)} where ${name} is not null limit`;
	const typed = plainType.test(column.type) ? name : `${name}::text`;
	const isCommon = statistics !== null && statistics.common.length > 0;
	const fromStatistics = (values: string) => `select ${values} from pg_stats where schemaname = ${literal(relation.schema)} and tablename = ${literal(table)} and attname = ${literal(column.name)} order by inherited desc`;
	if (form === 'array') {
		return isCommon ? fromStatistics('(most_common_vals::text::text[])[1:3]::text') : `select array(select ${name} ${from} 3)::text`;
	}

	if (through !== null) {
		return `select ${through.map(part => quoteIdentifier(part)).join('.')}(${name}) ${from} 1`;
	}

	if (/~~/.test(operator)) {
		return `select left(${name}::text, 3) || '%' ${from} 1`;
	}

	const limit = /^[<>]=?$/.test(operator) ? limitAt(operator.startsWith('>'), isSlice, statistics?.bounds.length ?? 0) : null;
	if (limit !== null) {
		return fromStatistics(`(histogram_bounds::text::text[])[${limit}]`);
	}

	return operator === '=' && isCommon ? fromStatistics('(most_common_vals::text::text[])[1]') : `select ${typed} ${from} 1`;
}

/** Which of the limits, from 1, has the wanted share of the rows beyond it; null without any. */
function limitAt(isLower: boolean, isSlice: boolean, limits: number): number | null {
	if (limits < 2) {
		return null;
	}

	const share = isSlice ? (isLower ? 0.45 : 0.55) : (isLower ? 0.9 : 0.1);
	return Math.round(share * (limits - 1)) + 1;
}

/** A value for what no column stands against, by the type that the server takes it for; null where none makes sense. */
export function sampleWithoutColumn(use: ParameterUse, type: string): string | null {
	switch (use.kind) {
		case 'limit': {
			return 'select 10';
		}

		case 'offset': {
			return 'select 0';
		}

		case 'field': {
			return 'select \'day\'';
		}

		case 'column':
		case 'unknown': {
			return valueOfType(type, use.kind === 'unknown' && use.output);
		}
	}
}

function valueOfType(type: string, output: boolean): string | null {
	if (/^(?:smallint|integer|bigint|numeric|real|double precision)$/.test(type)) {
		return 'select 1';
	}

	if (/^(?:date|timestamp with(?:out)? time zone)$/.test(type)) {
		return type === 'date' ? 'select current_date' : 'select now()';
	}

	// What is only shown decides over no row, and a made-up text does no harm there.
	return type === 'boolean' ? 'select true' : (type === 'interval' ? 'select interval \'1 day\'' : (output && type === 'text' ? 'select \'\'' : null));
}

/** As quote_literal writes it. */
function literal(text: string): string {
	return text.includes('\\') ? `E'${text.replaceAll('\\', '\\\\').replaceAll('\'', '\'\'')}'` : `'${text.replaceAll('\'', '\'\'')}'`;
}
