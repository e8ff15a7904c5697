import type {LogReader, LogRecord} from './log-record.ts';
import {logTime} from './log-time.ts';
import {readPrefix} from './read-prefix.ts';

/** Whatever log_line_prefix says, then the severity, which PostgreSQL leaves in English where the words are. A text may hold \r and U+2028: no line of a log ends there. */
const head = /^(.{0,400}?)\b(LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG[1-5]?|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION|BACKTRACE): {1,2}(.*)$/s;
const additions = new Set(['DETAIL', 'HINT', 'QUERY', 'CONTEXT', 'STATEMENT', 'LOCATION', 'BACKTRACE']);
/** `db-1  | `, which `docker compose logs` puts before every line. */
const service = /^[\w.-]{1,100} {1,40}\| ?/;
/** syslog numbers messages and their lines, and writes #011 for a tab. */
const syslog = /^.{0,300}?\[\d+-(\d+)\] ?/s;
/** A message of a log that never ends is none. */
const longest = 16_000_000;

interface Open {
	readonly record: Omit<LogRecord, 'message' | 'detail'>;
	readonly severity: string;
	readonly message: string[];
	detail: string[] | null;
	/** Where lines that continue something belong. */
	into: string[] | null;
	length: number;
}

/** stderr, or what syslog or Docker made of it: a message begins with prefix and severity, and its lines with a tab. */
export function stderrReader(): LogReader {
	let open: Open | null = null;
	let broken = 0;
	let first: number | null = null;
	const close = (): readonly LogRecord[] => {
		const done = open;
		open = null;
		return done?.severity === 'LOG' ? [{...done.record, message: done.message.join('\n'), detail: done.detail?.join('\n') ?? null}] : [];
	};

	const line = (given: string, number: number): readonly LogRecord[] => {
		const [numbered = '', part] = given.includes('-') ? syslog.exec(given) ?? [] : [];
		const served = service.exec(given)?.[0] ?? '';
		const plain = part === undefined || (part === '1' && given.startsWith('\t')) ? given.slice(served.length) : `${part === '1' ? numbered : ''}${given.slice(numbered.length).replace(/^#011/, '\t')}`;
		const [, prefix = '', severity, text = ''] = plain.startsWith('\t') ? [] : head.exec(plain) ?? [];
		if (severity === undefined) {
			if (open === null) {
				broken += plain.trim() === '' ? 0 : 1;
				first ??= plain.trim() === '' ? null : number;
			} else if (open.length < longest) {
				open.into?.push(plain.replace(/^\t/, ''));
				open.length += plain.length;
			}

			return [];
		}

		if (additions.has(severity)) {
			if (open !== null) {
				open.detail = severity === 'DETAIL' ? [text] : open.detail;
				open.into = severity === 'DETAIL' ? open.detail : null;
			}

			return [];
		}

		const done = close();
		const message = [text];
		const session = /\[(\d+)\](?!-)/.exec(prefix)?.[1] ?? '';
		open = {record: {line: number, session, ...readPrefix(prefix), at: logTime(prefix)}, severity, message, detail: null, into: message, length: text.length};
		return done;
	};

	return {line, end: close, broken: () => ({count: broken, first})};
}
