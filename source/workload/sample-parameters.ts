import type {Parameter, QueryEntry} from '../catalog/catalog-entry.ts';
import {renumberParameters} from '../catalog/renumber-parameters.ts';
import {ownSql} from '../database/own-sql.ts';
import type {Row, Session, SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';

/** A query or an operation: whatever has parameters on a card. */
type Carded = Pick<QueryEntry, 'parameters' | 'file'>;

/** What is bound to a `$n`. */
export interface ParameterValue {
	readonly name: string;
	/** 1-based: the n of `$n`. */
	readonly position: number;
	readonly value: SqlValue;
	/** Why the value is null although a sample was asked for; null when it was found. */
	readonly note: string | null;
	/** The card has no SQL for it. */
	readonly unknown?: true;
}

/**
 * Runs the samples of an entry's card, in order, each with the values found before it. A sample without a row gives null
 * and a note.
 * @throws PlanflipError what the server said, at the card's file; connection and cancelled as they come.
 */
export async function sampleParameters(session: Pick<Session, 'query'>, entry: Carded): Promise<readonly ParameterValue[]> {
	const found: ParameterValue[] = [];
	for (const parameter of entry.parameters) {
		const {name, position, sampleSql, value} = parameter;
		if (value !== undefined) {
			found.push({name, position, value, note: null});
			continue;
		}

		if (sampleSql === null) {
			found.push({name, position, value: null, note: 'no value is known', unknown: true});
			continue;
		}

		const {sql, positions} = renumberParameters(sampleSql, entry.file);
		const values = positions.map(position => found[position - 1]?.value ?? null);
		const rows = await session.query(ownSql(sql), values).catch((error: unknown) => {
			throw inTheCard(error, parameter, entry);
		});
		found.push(firstValue(rows, parameter, entry));
	}

	return found;
}

function firstValue(rows: readonly Row[], {name, position, line}: Parameter, entry: Carded): ParameterValue {
	const [row] = rows;
	if (row === undefined) {
		return {name, position, value: null, note: 'the sample found no row'};
	}

	const columns = Object.values(row);
	if (columns.length !== 1) {
		throw new PlanflipError('input', {
			message: `The sample of parameter "${name}" returns ${columns.length} columns.`,
			where: `${entry.file}:${line}`,
			hint: 'Select the one column whose value is to be bound.',
		});
	}

	const [value] = columns;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return {name, position, value, note: null};
	}

	if (value === null) {
		return {name, position, value, note: 'the sample found NULL'};
	}

	// A session hands out arrays and jsonb parsed; how they are to be written again, their type alone knows.
	throw new PlanflipError('input', {
		message: `The sample of parameter "${name}" returns an array or jsonb.`,
		where: `${entry.file}:${line}`,
		hint: 'Cast it to text in the sample: select (...)::text',
	});
}

function inTheCard(error: unknown, {name, position, line}: Parameter, entry: Carded): unknown {
	if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled') {
		return error;
	}

	return new PlanflipError(error.kind, {
		message: `The sample of parameter "${name}" ($${position}) failed: ${error.message}`,
		where: `${entry.file}:${line}`,
		hint: error.hint ?? 'Correct its SQL in the header, or give a value yourself.',
		sqlState: error.sqlState,
		cause: error,
	});
}
