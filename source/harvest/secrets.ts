const secretNames = /pass(?:word|wd|phrase|code)|^pwd|_pwd|secret|token|api_?key|private_?key|credential/i;
/** A connection string, or a setting of one. */
const secretTexts = /\b(?:password|passwd|pwd|secret)\s*=|:\/\/[^/\s:@]+:[^/\s@]+@/i;

/** Whether a value is none of a catalogue's business: by the column that it stands against, or by how it looks. */
export function isSecret(name: string, literal: string): boolean {
	return secretNames.test(name) || secretTexts.test(literal);
}
