/**
 * True when the pattern begins with letters that every match must begin with: an index in the order of the letters finds those.
 * LIKE (`~~`): up to its first `%` or `_`. A regular expression (`~`): two letters or more behind `^`, of which the last may be
 * optional, and no alternatives.
 */
export function isPrefix(operator: string, pattern: string): boolean {
	switch (operator) {
		case '~~':
			return /^[^%_\\]/.test(pattern);
		case '~':
			return /^\^[\p{L}\p{N} ]{2}/u.test(pattern) && !pattern.includes('|');
		default:
			return false;
	}
}
