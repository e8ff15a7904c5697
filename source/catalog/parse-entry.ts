import {PlanflipError} from '../errors.ts';
import type {QueryEntry} from './catalog-entry.ts';
import {readFrequency, readOrder, readParameters} from './read-card.ts';
import {estimateKeys, readEstimate} from './read-estimate.ts';
import {commaList, fieldOf, readHeader, refuseRepeated, requiredField, type HeaderField, type HeaderKeys} from './read-header.ts';
import {loadKeys, readLoad} from './read-load.ts';
import {parametersOf, splitStatements, type Statement} from './split-statements.ts';

const keys: HeaderKeys = {
	allowed: ['title', 'why', 'frequency', 'order', 'parameter', 'indexes', 'expected', ...estimateKeys, ...loadKeys],
	repeatable: ['parameter'],
};

/** A card, and the place it asks for on the shelf: `-- order: 1` comes first; null leaves it to the frequency. */
export interface OrderedEntry {
	readonly entry: QueryEntry;
	readonly order: number | null;
}

/**
 * Reads one file of the catalogue: a header of comments, then exactly one statement.
 * @throws PlanflipError input, with `file:line`: a header key that is unknown, missing, repeated or badly valued; no
 * statement, or two; a `$n` that is not declared, or declared and not used.
 */
export function parseEntry(text: string, file: string): QueryEntry {
	return parseOrderedEntry(text, file).entry;
}

export function parseOrderedEntry(text: string, file: string): OrderedEntry {
	const source = text.replace(/^\uFEFF/, '');
	const statement = onlyStatement(source, file);
	const card: HeaderField[] = [];
	for (const field of readHeader(source.slice(0, statement.start), file, 1, keys).flat()) {
		refuseRepeated(card, field, file, keys);
		card.push(field);
	}

	const needed = (key: string) => requiredField(card, key, `${file}:1`, keys);
	const title = needed('title').value;
	const why = needed('why').value;
	const load = readLoad(card, file);
	// What was counted says it better.
	const frequency = load === null || fieldOf(card, 'frequency') !== null ? readFrequency(needed('frequency'), file) : null;
	const parameters = readParameters(card.filter(({key}) => key === 'parameter'), file);
	refuseOtherParameters(statement, parameters.length, card, file);
	return {
		order: readOrder(fieldOf(card, 'order'), file),
		entry: {
			kind: 'QueryEntry',
			name: file.slice(file.lastIndexOf('/') + 1).replace(/\.sql$/, ''),
			title,
			why,
			frequency,
			parameters,
			indexes: commaList(fieldOf(card, 'indexes')),
			expected: fieldOf(card, 'expected')?.value ?? null,
			estimate: readEstimate(card, file),
			...(load === null ? {} : {load}),
			sql: statement.sql,
			file,
			line: statement.line,
		},
	};
}

function onlyStatement(text: string, file: string): Statement {
	const [statement, second] = splitStatements(text, file);
	if (statement === undefined) {
		throw new PlanflipError('input', {
			message: 'There is no statement in this file.',
			where: file,
			hint: 'Write one statement below the header.',
		});
	}

	if (second !== undefined) {
		throw new PlanflipError('input', {
			message: `A second statement begins here: ${second.sql.split(/\s*\n/)[0] ?? ''}`,
			where: `${file}:${second.line}`,
			hint: 'An entry is exactly one statement: put the second one into a file of its own.',
		});
	}

	return statement;
}

function refuseOtherParameters(statement: Statement, declared: number, card: readonly HeaderField[], file: string): void {
	const used = parametersOf(statement);
	const unknown = used.find(position => position < 1 || position > declared);
	if (unknown !== undefined) {
		const token = statement.tokens.find(({text}) => text === `$${unknown}`);
		const before = statement.sql.slice(0, (token?.start ?? statement.start) - statement.start);
		throw new PlanflipError('input', {
			message: `The statement uses $${unknown}, but the header declares ${declared === 0 ? 'no parameter' : `$1 to $${declared}`}.`,
			where: `${file}:${statement.line + before.split('\n').length - 1}`,
			hint: 'Add a line: -- parameter: name = select ... (in the order $1, $2, ...)',
		});
	}

	for (const [index, field] of card.filter(({key}) => key === 'parameter').entries()) {
		if (!used.includes(index + 1)) {
			throw new PlanflipError('input', {
				message: `Parameter $${index + 1} is declared, but the statement does not use it.`,
				where: `${file}:${field.line}`,
				hint: 'Use it in the statement, or remove the line.',
			});
		}
	}
}
