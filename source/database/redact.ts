import type {ConnectionTarget} from './connection-target.ts';

/** The text without the target's password, be it plain or percent-encoded. */
export function redact(text: string, target: ConnectionTarget): string {
	const password = target.password();
	if (password === null || password === '') {
		return text;
	}

	const spellings = new Set([password, encodeURIComponent(password), encodeURI(password), encodeURIComponent(password).toLowerCase()]);
	let shown = text;
	for (const spelling of [...spellings].sort((a, b) => b.length - a.length)) {
		shown = shown.replaceAll(spelling, '***');
	}

	return shown;
}
