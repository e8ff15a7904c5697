/** The parts of a CREATE INDEX statement that a row of the Indexes pane shows. */
export interface CreateIndexParts {
	readonly unique: boolean;
	readonly method: string;
	/** As written, one per key: `user_id`, `updated_at desc`, `lower(email)`. */
	readonly columns: readonly string[];
	readonly include: readonly string[];
	readonly predicate: string | null;
}

/** Reads the display parts of a CREATE INDEX statement. Postgres itself is the judge of its validity, when it is built. */
export function readCreateIndex(sql: string): CreateIndexParts {
	const open = sql.indexOf('(');
	const close = open < 0 ? -1 : matching(sql, open);
	if (open < 0 || close < 0) {
		return {unique: false, method: 'btree', columns: [], include: [], predicate: null};
	}

	const head = sql.slice(0, open);
	const tail = sql.slice(close + 1);
	const includeOpen = /^\s*include\s*\(/i.exec(tail)?.[0].length;
	const includeClose = includeOpen === undefined ? 0 : matching(tail, includeOpen - 1);
	return {
		unique: /\bunique\s+index\b/i.test(head),
		method: /\busing\s+(\w+)\s*$/i.exec(head)?.[1]?.toLowerCase() ?? 'btree',
		columns: commaParts(sql.slice(open + 1, close)),
		include: includeOpen === undefined ? [] : commaParts(tail.slice(includeOpen, includeClose)),
		predicate: /\bwhere\s+([\s\S]+)$/i.exec(tail)?.[1]?.trim().replace(/\s+/g, ' ') ?? null,
	};
}

function matching(text: string, open: number): number {
	let depth = 0;
	for (let at = open; at < text.length; at++) {
		const quote = text[at];
		if (quote === '\'' || quote === '"') {
			const end = text.indexOf(quote, at + 1);
			if (end < 0) {
				return -1;
			}

			at = end;
		} else if (quote === '(') {
			depth++;
		} else if (quote === ')' && --depth === 0) {
			return at;
		}
	}

	return -1;
}

function commaParts(text: string): readonly string[] {
	const parts: string[] = [];
	let start = 0;
	for (let at = 0; at <= text.length; at++) {
		const here = text[at];
		if (here === '(') {
			at = Math.max(at, matching(text, at));
		} else if (here === undefined || here === ',') {
			parts.push(text.slice(start, at).trim().replace(/\s+/g, ' '));
			start = at + 1;
		}
	}

	return parts.filter(part => part !== '');
}
