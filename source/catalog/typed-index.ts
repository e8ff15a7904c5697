import {PlanflipError} from '../errors.ts';
import type {SqlToken} from './lex-sql.ts';
import {nameOfToken} from './name-of-token.ts';
import {positionAt} from './position-at.ts';
import {splitStatements} from './split-statements.ts';

/** An index as somebody typed it, taken apart as far as a toggle needs. */
export interface TypedIndex {
	readonly text: string;
	readonly unique: boolean;
	/** null: Postgres would choose one. */
	readonly name: string | null;
	/** null: where the table's name alone leads. */
	readonly schema: string | null;
	readonly table: string;
	/** What stands behind the table, as written: USING, the keys, INCLUDE, TABLESPACE, WHERE. */
	readonly rest: string;
	/** Words that mean nothing inside of a transaction that is rolled back: CONCURRENTLY, IF NOT EXISTS, ONLY. */
	readonly without: readonly string[];
	/** Offsets in the text. */
	readonly at: {readonly name: number; readonly table: number};
}

const form = 'Write CREATE INDEX ON shots (scene_id, shot_type), or only shots (scene_id, shot_type).';

/** An error of a typed index; `offset` is where in the text it is, in UTF-16 units. */
export function typedIndexError(text: string, offset: number, message: string, hint = form): PlanflipError {
	const position = positionAt(text, offset);
	return new PlanflipError('input', {message, where: `line ${position.line}, column ${position.column} of the statement`, hint, position});
}

/**
 * Reads CREATE INDEX, or its short form: the table and what is behind it. What stands between the parentheses is for
 * Postgres to judge, when it builds the index.
 * @throws PlanflipError input, with its position in the text.
 */
export function readTypedIndex(text: string): TypedIndex {
	const [statement, second] = splitStatements(text, 'the statement');
	if (statement === undefined) {
		throw typedIndexError(text, 0, 'Nothing is typed here.');
	}

	if (second !== undefined) {
		throw typedIndexError(text, second.start, 'A second statement begins here.', 'Propose one index at a time.');
	}

	const {tokens} = statement;
	const words = tokens.map(({kind, text: word}) => kind === 'word' ? word.toLowerCase() : word);
	const without: string[] = [];
	let at = 0;
	const offset = () => tokens[at]?.start ?? statement.start + statement.sql.length;
	const taken = (...wanted: readonly string[]) => {
		const here = wanted.every((word, step) => words[at + step] === word && tokens[at + step]?.kind === 'word');
		at += here ? wanted.length : 0;
		return here;
	};

	const leaveAway = (...wanted: readonly string[]) => {
		if (taken(...wanted)) {
			without.push(wanted.join(' ').toUpperCase());
		}
	};

	const create = taken('create');
	const unique = taken('unique');
	if (create && !taken('index')) {
		throw typedIndexError(text, offset(), `This creates no index, but ${tokens[at]?.text ?? 'nothing'}.`);
	}

	leaveAway('concurrently');
	leaveAway('if', 'not', 'exists');
	const nameAt = offset();
	let name: string | null = null;
	if (!taken('on')) {
		const first = tokens[at];
		if (first !== undefined && isName(first) && words[at + 1] === 'on' && tokens[at + 1]?.kind === 'word') {
			name = nameOfToken(first);
			at += 2;
		} else if (create) {
			throw typedIndexError(text, offset(), words[at + 1] === '.' ? 'An index lies in the schema of its table: its name has none.' : 'The word ON is missing before the table.');
		}
	}

	leaveAway('only');
	const tableAt = offset();
	const path = tablePath(tokens, at);
	const last = path.at(-1);
	if (last === undefined) {
		throw typedIndexError(text, tableAt, 'The table is missing.');
	}

	at += path.length * 2 - 1;
	const after = tokens[at];
	if (after === undefined || !(after.text === '(' || after.text.toLowerCase() === 'using')) {
		throw create || after === undefined
			? typedIndexError(text, offset(), 'The columns are missing, in parentheses behind the table.')
			: typedIndexError(text, statement.start, 'This is no CREATE INDEX.');
	}

	refuseBrackets(text, tokens.slice(at));
	return {
		text,
		unique,
		name,
		schema: path.length === 2 && path[0] !== undefined ? nameOfToken(path[0]) : null,
		table: nameOfToken(last),
		rest: text.slice(last.end, statement.start + statement.sql.length).trim(),
		without,
		at: {name: nameAt, table: tableAt},
	};
}

function isName({kind}: SqlToken): boolean {
	return kind === 'word' || kind === 'quoted identifier';
}

/** `shots`, or `public.shots`, from a token on. */
function tablePath(tokens: readonly SqlToken[], at: number): readonly SqlToken[] {
	const [first, point, second] = tokens.slice(at, at + 3);
	if (first === undefined || !isName(first)) {
		return [];
	}

	return point?.text === '.' && second !== undefined && isName(second) ? [first, second] : [first];
}

function refuseBrackets(text: string, tokens: readonly SqlToken[]): void {
	const open: SqlToken[] = [];
	for (const [at, token] of tokens.entries()) {
		if (token.kind === 'parameter') {
			throw typedIndexError(text, token.start, `An index has no parameters: ${token.text}`, 'Write the value itself.');
		}

		if (token.text === '(') {
			open.push(token);
		} else if (token.text === ')') {
			const start = open.pop();
			if (start === undefined) {
				throw typedIndexError(text, token.start, 'This parenthesis closes nothing.', 'Take it away.');
			}

			if (open.length === 0 && tokens[at - 1] === start) {
				throw typedIndexError(text, token.start, 'No column stands between the parentheses.');
			}
		}
	}

	const [unclosed] = open;
	if (unclosed !== undefined) {
		throw typedIndexError(text, unclosed.start, 'This parenthesis is never closed.', 'Close it.');
	}
}
