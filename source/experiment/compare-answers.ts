import type {Row} from '../database/session.ts';

/** Whether a rewrite answers as the chain does. */
export type AnswerVerdict =
	| {readonly kind: 'same'}
	/** The same rows, in another order. */
	| {readonly kind: 'another order'}
	| {readonly kind: 'different'; readonly because: string};

/**
 * Compares what the chain answers with what a rewrite does, by the names of the chain's columns: a JOIN may return more of
 * them. Rows count as often as they come.
 */
export function compareAnswers(chain: readonly Row[], rewrite: readonly Row[]): AnswerVerdict {
	const columns = Object.keys(chain[0] ?? {});
	const missing = rewrite[0] === undefined ? undefined : columns.find(column => !(column in (rewrite[0] ?? {})));
	if (missing !== undefined) {
		return {kind: 'different', because: `it has no column ${missing}`};
	}

	if (chain.length !== rewrite.length) {
		return {kind: 'different', because: `${count(rewrite.length)} instead of ${chain.length}`};
	}

	const wanted = chain.map(row => textOf(row, columns));
	const given = rewrite.map(row => textOf(row, columns));
	if (wanted.every((text, at) => text === given[at])) {
		return {kind: 'same'};
	}

	const [wantedSorted, givenSorted] = [wanted.toSorted(), given.toSorted()];
	const odd = wantedSorted.findIndex((text, at) => text !== givenSorted[at]);
	return odd < 0 ? {kind: 'another order'} : {kind: 'different', because: whereTheyDiffer(chain, rewrite, columns)};
}

function count(rows: number): string {
	return rows === 1 ? '1 row' : `${rows} rows`;
}

/** Key order of jsonb and of the row itself must not matter; pg hands out both as objects. */
function textOf(row: Row, columns: readonly string[]): string {
	return JSON.stringify(columns.map(column => row[column] ?? null));
}

/** The first column that some row has otherwise, with both values. */
function whereTheyDiffer(chain: readonly Row[], rewrite: readonly Row[], columns: readonly string[]): string {
	for (const [at, row] of chain.entries()) {
		const column = columns.find(name => JSON.stringify(row[name] ?? null) !== JSON.stringify(rewrite[at]?.[name] ?? null));
		if (column !== undefined) {
			return `row ${at + 1} has ${column} = ${JSON.stringify(rewrite[at]?.[column] ?? null)} instead of ${JSON.stringify(row[column] ?? null)}`;
		}
	}

	return 'other rows';
}
