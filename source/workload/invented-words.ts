/** On a card some of whose values nothing was read for: what is measured with them may be another question than the application's. */
export function inventedWords(names: readonly string[]): string {
	return names.length === 0 ? '' : ` Made up, not read from data: ${names.join(', ')}.`;
}
