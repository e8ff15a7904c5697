/** What a message of severity LOG says of a statement. Times in ms. */
export type LogMessage =
	/** auto_explain's; `body` is the plan as it was printed. */
	| {readonly kind: 'plan'; readonly ms: number; readonly body: string}
	/** `ms`: null where it was logged when it began (log_statement). */
	| {readonly kind: 'statement'; readonly sql: string; readonly ms: number | null}
	/** log_duration, or the time of a statement that was logged when it began. */
	| {readonly kind: 'duration'; readonly ms: number}
	/** Parsing and binding are parts of an execution; a FETCH is one of another. */
	| {readonly kind: 'part'};

const duration = /^(?:\p{L}+): (\d+(?:\.\d+)?) ms(?: {2}([^]*))?$/u;

/** null for everything else that a server logs. */
export function readMessage(message: string): LogMessage | null {
	const [timed, ms = '', rest] = duration.exec(message) ?? [];
	if (timed === undefined) {
		return statementOf(message, null);
	}

	if (rest === undefined || rest.trim() === '') {
		return {kind: 'duration', ms: Number(ms)};
	}

	const [, body] = /^\p{L}+:\s*\n([^]*)$/u.exec(rest) ?? [];
	return body === undefined ? statementOf(rest, Number(ms)) : {kind: 'plan', ms: Number(ms), body};
}

function statementOf(text: string, ms: number | null): LogMessage | null {
	const [, part] = /^(parse|bind|execute fetch from) [^:]{1,200}: /.exec(text) ?? [];
	if (part !== undefined) {
		return {kind: 'part'};
	}

	const [, sql] = /^(?:statement|execute [^:]{1,200}): ([^]*)$/.exec(text) ?? [];
	return sql === undefined ? null : {kind: 'statement', sql, ms};
}
