import type {OperationEntry} from '../catalog/operation-entry.ts';
import {renumberParameters} from '../catalog/renumber-parameters.ts';
import {ownSql} from '../database/own-sql.ts';
import type {Row, Session, SqlValue} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';

/** Of a case that finds more, the first ones. */
const mostValues = 5;

export interface SampledCase {
	readonly name: string;
	readonly parameters: ReadonlyArray<{readonly name: string; readonly value: SqlValue}>;
}

/**
 * The values of each case: its parameter's own, the usual ones before it, and those after it sampled anew; where such a
 * sample finds nothing (a missing id has no owner) the usual value stays.
 */
export async function sampleCases(session: Session, operation: OperationEntry, usual: readonly {readonly name: string; readonly value: SqlValue}[]): Promise<readonly SampledCase[]> {
	const cases: SampledCase[] = [];
	for (const {name, parameter, sql, line} of operation.cases) {
		const rows = await ask(session, sql, usual.map(({value}) => value), `${operation.file}:${line}`, name);
		for (const row of rows.slice(0, mostValues)) {
			cases.push({name, parameters: await withValue(session, operation, usual, parameter, scalar(row, `${operation.file}:${line}`, name))});
		}
	}

	return cases;
}

async function withValue(session: Session, {parameters, file}: OperationEntry, usual: SampledCase['parameters'], changed: string, value: SqlValue): Promise<SampledCase['parameters']> {
	const values: Array<{name: string; value: SqlValue}> = [];
	const from = parameters.findIndex(({name}) => name === changed);
	for (const [at, {name, sampleSql, line}] of parameters.entries()) {
		if (at === from) {
			values.push({name, value});
			continue;
		}

		const before = usual[at]?.value ?? null;
		const [row] = at < from || sampleSql === null ? [] : await ask(session, sampleSql, values.map(bound => bound.value), `${file}:${line}`, name);
		values.push({name, value: row === undefined ? before : scalar(row, `${file}:${line}`, name)});
	}

	return values;
}

async function ask(session: Session, text: string, values: readonly SqlValue[], where: string, name: string): Promise<readonly Row[]> {
	const {sql, positions} = renumberParameters(text, where);
	try {
		return await session.query(ownSql(sql), positions.map(position => values[position - 1] ?? null));
	} catch (error) {
		if (!(error instanceof PlanflipError) || error.kind === 'connection' || error.kind === 'cancelled') {
			throw error;
		}

		throw new PlanflipError(error.kind, {message: `The values of "${name}" cannot be found: ${error.message}`, where, hint: error.hint, sqlState: error.sqlState, cause: error});
	}
}

function scalar(row: Row, where: string, name: string): SqlValue {
	const [value, ...others] = Object.values(row);
	if (others.length > 0 || !(value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')) {
		throw new PlanflipError('input', {message: `The values of "${name}" are not one column of plain values.`, where, hint: 'Select the one column whose values are to be bound, arrays and jsonb as text.'});
	}

	return value;
}
