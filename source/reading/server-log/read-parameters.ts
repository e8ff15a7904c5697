/** What was bound to a `$n`: its text, or NULL. */
export interface LoggedValue {
	readonly text: string | null;
}

const assignment = /\$(\d{1,5}) = (?:'((?:[^']|'')*)'|NULL)(?:, |$)/y;

/**
 * `parameters: $1 = '42', $2 = 'it''s', $3 = NULL` as the values of `$1`, `$2` ...; null for one that nobody knows: missing, or cut by
 * log_parameter_max_length, which leaves `'abc...'`. Empty where the text holds no parameters.
 */
export function readParameters(text: string): ReadonlyArray<LoggedValue | null> {
	const values: Array<LoggedValue | null> = [];
	assignment.lastIndex = Math.max(0, text.indexOf('$'));
	for (let found = assignment.exec(text); found !== null; found = assignment.exec(text)) {
		const [, n = '', quoted] = found;
		const at = Number(n) - 1;
		while (values.length < at) {
			values.push(null);
		}

		values[at] = quoted?.endsWith('...') === true ? null : {text: quoted?.replaceAll('\'\'', '\'') ?? null};
	}

	return values;
}
