import {parametersOf, splitStatements} from './split-statements.ts';

/** A statement whose `$n` run from $1 without a gap, and the old n of each. */
export interface RenumberedStatement {
	readonly sql: string;
	readonly positions: readonly number[];
}

/**
 * Closes the gaps in a statement's `$n`. Postgres refuses a bound value that no `$n` uses, and cannot guess the type of a
 * `$1` that is not there: a sample that uses only $2 would fail with both.
 */
export function renumberParameters(sql: string, file: string): RenumberedStatement {
	const statement = splitStatements(sql, file)[0];
	if (statement === undefined) {
		return {sql, positions: []};
	}

	const positions = parametersOf(statement);
	let written = '';
	let from = statement.start;
	for (const token of statement.tokens.filter(({kind}) => kind === 'parameter')) {
		written += `${sql.slice(from, token.start)}$${positions.indexOf(Number(token.text.slice(1))) + 1}`;
		from = token.end;
	}

	return {sql: written + sql.slice(from, statement.start + statement.sql.length), positions};
}
