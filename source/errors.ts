/** What went wrong, in the terms of whoever must act; decides the exit code. */
export type ErrorKind =
	/** The command line, or a key pressed, asks for what does not exist. */
	| 'usage'
	/** A file, a catalogue card or a query is wrong. */
	| 'input'
	/** The server cannot be reached, or went away. */
	| 'connection'
	/** The server, or the user's consent, does not allow it. */
	| 'permission'
	/** Stopped by the user. */
	| 'cancelled'
	/** Ours. */
	| 'bug';

/** 1-based. */
export interface TextPosition {
	readonly line: number;
	readonly column: number;
}

export interface ErrorLetter {
	/** One sentence: what happened, and to which thing. */
	readonly message: string;
	/** Where: `queries/x.sql:12`, `line 3 of the statement`, `localhost:5432`. */
	readonly where?: string | undefined;
	/** What to do next, as an instruction; where there are several ways, a line each. */
	readonly hint?: string | undefined;
	/** SQLSTATE, when Postgres said it. */
	readonly sqlState?: string | undefined;
	/** Line and column in the statement that was sent, from 1, when Postgres pointed there. */
	readonly position?: TextPosition | undefined;
	readonly cause?: unknown;
}

/** Every error a user may see: what, where, what to do; the cause enclosed. */
export class PlanflipError extends Error {
	override readonly name = 'PlanflipError';
	readonly kind: ErrorKind;
	readonly where: string | undefined;
	readonly hint: string | undefined;
	readonly sqlState: string | undefined;
	readonly position: TextPosition | undefined;

	constructor(kind: ErrorKind, letter: ErrorLetter) {
		super(letter.message, letter.cause === undefined ? undefined : {cause: letter.cause});
		this.kind = kind;
		this.where = letter.where;
		this.hint = letter.hint;
		this.sqlState = letter.sqlState;
		this.position = letter.position;
	}
}

const exitCodes: Record<ErrorKind, number> = {
	usage: 2,
	input: 2,
	connection: 3,
	permission: 3,
	cancelled: 130,
	bug: 70,
};

/** 2 used wrongly, 3 no connection or not allowed, 130 cancelled, 70 a bug (anything that is not a letter of ours). */
export function exitCodeOf(error: unknown): number {
	return error instanceof PlanflipError ? exitCodes[error.kind] : 70;
}

/** The letter as lines for stderr or a pane: message, where, what to do. */
export function errorLines(error: unknown): string[] {
	if (!(error instanceof PlanflipError)) {
		return [error instanceof Error ? error.message : String(error)];
	}

	return [
		error.message,
		...(error.where === undefined ? [] : [`at ${error.where}`]),
		...(error.hint === undefined ? [] : error.hint.split('\n')),
	];
}
