import {isJsonObject} from '../plan/json-object.ts';
import {parseJson} from '../plan/parse-json.ts';
import {indentOf, isBlank, type Line, nextFilled} from './line.ts';

/** A plan that auto_explain wrote into a server's log. */
export interface LogEntry {
	/** 1-based: where the log says `duration: ... plan:`. */
	readonly line: number;
	readonly durationMs: number;
	/** The plan, without what the log puts before each line. */
	readonly body: readonly Line[];
}

/** `duration: 12.345 ms  plan:` at the end of a line, in the words of the server's language. */
const header = /(?:^|[^\p{L}])\p{L}+: (\d+\.\d+) ms {2}\p{L}+:\s*$/u;
/** What follows in every language. */
const planStart = /^\s*(?:"?Query Text"?:|\{|<explain|Plan:)/;
const severity = /(?:^|[\s:])(?:LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DEBUG[1-5]?|STATEMENT|DETAIL|HINT|CONTEXT|QUERY|LOCATION|BACKTRACE): {1,2}\S/;

interface Found {
	readonly entry: LogEntry;
	/** Index of the line after it. */
	readonly next: number;
}

function isHeader(text: string, following: string): RegExpExecArray | null {
	const match = text.includes(' ms  ') ? header.exec(text) : null;
	return match !== null && (/ plan:\s*$/.test(text) || planStart.test(following)) ? match : null;
}

/** From the message's quote on: doubled quotes are the message's own, the first single one ends it (csvlog). */
function readCsvMessage(lines: readonly Line[], from: number): {readonly body: readonly Line[]; readonly next: number} {
	const body: Line[] = [];
	let index = from;
	for (; index < lines.length; index++) {
		const {text, number} = lines[index] ?? {text: '', number: 0};
		const end = /(?<!")(?:"")*"(?!")/.exec(text);
		const content = end === null ? text : text.slice(0, end.index + end[0].length - 1);
		body.push({text: content.replaceAll('""', '"'), number});
		if (end !== null) {
			break;
		}
	}

	return {body, next: index + 1};
}

/** The lines after the header that are the message's, by what the log puts before them: a tab; syslog's number; nothing. */
function readMessage(lines: readonly Line[], at: number): {readonly body: readonly Line[]; readonly next: number} {
	const head = lines[at]?.text ?? '';
	const syslog = /\[(\d+)-1\] /.exec(head)?.[1];
	const part = syslog === undefined ? null : new RegExp(`\\[${syslog}-\\d+\\] ?(?:#011|\\t)?(.*)$`, 's');
	const tabs = lines[at + 1]?.text.startsWith('\t') === true;
	const body: Line[] = [];
	let index = at + 1;
	for (; index < lines.length; index++) {
		const {text, number} = lines[index] ?? {text: '', number: 0};
		if (part !== null) {
			const content = part.exec(text)?.[1];
			if (content === undefined) {
				break;
			}

			body.push({text: content, number});
		} else if (tabs) {
			// An editor may have taken the tab of an empty line.
			if (!text.startsWith('\t') && !(isBlank(text) && lines[nextFilled(lines, index)]?.text.startsWith('\t') === true)) {
				break;
			}

			body.push({text: text.slice(1), number});
		} else if (severity.test(text) || isHeader(text, lines[index + 1]?.text ?? '') !== null) {
			break;
		} else {
			body.push({text, number});
		}
	}

	// Blanks that stand for a tab are not the plan's.
	const indent = indentOf(body[0]?.text ?? '');
	return {body: body.map(({text, number}) => ({text: text.slice(Math.min(indent, indentOf(text))), number})), next: index};
}

/** A line of jsonlog: the message is a string in it. */
function readJsonLine({text, number}: Line): LogEntry | null {
	if (!text.startsWith('{') || !text.includes(' ms  ')) {
		return null;
	}

	try {
		const record = parseJson(text);
		const message = isJsonObject(record) ? record['message'] : undefined;
		const [first = '', ...body] = typeof message === 'string' ? message.split('\n') : [];
		const match = isHeader(first, body[0] ?? '');
		return match === null ? null : {line: number, durationMs: Number(match[1]), body: body.map(line => ({text: line, number}))};
	} catch {
		return null; // Not a line of jsonlog: whatever else it is, others will look at it.
	}
}

function entryAt(lines: readonly Line[], at: number): Found | null {
	const line = lines[at] ?? {text: '', number: 0};
	const logged = readJsonLine(line);
	if (logged !== null) {
		return {entry: logged, next: at + 1};
	}

	const match = isHeader(line.text, lines[at + 1]?.text ?? '');
	if (match === null) {
		return null;
	}

	const quoted = /,"\p{L}+: \d+\.\d+ ms {2}\p{L}+:\s*$/u.test(line.text);
	const {body, next} = quoted ? readCsvMessage(lines, at + 1) : readMessage(lines, at);
	return {entry: {line: line.number, durationMs: Number(match[1]), body}, next};
}

/** `db-1  | `, which `docker compose logs` puts before every line. */
const service = /^[\w.-]{1,100} {1,40}\| ?/;

function withoutService(lines: readonly Line[]): readonly Line[] {
	const filled = lines.filter(({text}) => !isBlank(text));
	return filled.length > 0 && filled.every(({text}) => service.test(text))
		? lines.map(({text, number}) => ({text: text.replace(service, ''), number}))
		: lines;
}

/** The plans that auto_explain logged, in any log_line_prefix, to stderr, csvlog, jsonlog or syslog; none when it is no log. */
export function findLogEntries(log: readonly Line[]): readonly LogEntry[] {
	const lines = withoutService(log);
	const entries: LogEntry[] = [];
	for (let index = 0; index < lines.length;) {
		const found = entryAt(lines, index);
		if (found !== null) {
			entries.push(found.entry);
		}

		index = found?.next ?? index + 1;
	}

	return entries;
}
