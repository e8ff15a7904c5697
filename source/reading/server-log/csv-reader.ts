import type {LogReader, LogRecord} from './log-record.ts';
import {logTime} from './log-time.ts';

/** csvlog's columns, in their order since PostgreSQL 9.0; later versions add some behind. */
const columns = {time: 0, user: 1, database: 2, session: 5, severity: 11, message: 13, detail: 14, application: 22} as const;
const fewest = 23;
/** How a row begins. */
const start = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^,"]{1,40},/;
const longest = 16_000_000;

/** csvlog: a row ends where its quotes are even; where one is cut off, the next that begins with a time is taken up. */
export function csvReader(): LogReader {
	let open: {readonly parts: string[]; readonly line: number; length: number} | null = null;
	let even = true;
	let broken = 0;
	let first: number | null = null;
	const spoil = (number: number) => {
		broken++;
		first ??= number;
	};

	const close = (): readonly LogRecord[] => {
		const done = open;
		open = null;
		if (done === null) {
			return [];
		}

		const fields = even ? csvFields(done.parts.join('\n')) : [];
		even = true;
		if (fields.length < fewest) {
			spoil(done.line);
			return [];
		}

		const text = (at: number) => fields[at] === undefined || fields[at] === '' ? null : fields[at];
		return fields[columns.severity] !== 'LOG' ? [] : [{
			line: done.line, session: fields[columns.session] ?? '', user: text(columns.user), database: text(columns.database), application: text(columns.application),
			at: logTime(fields[columns.time] ?? ''), message: fields[columns.message] ?? '', detail: text(columns.detail),
		}];
	};

	return {
		line(text, number) {
			const begins = start.test(text) && text.split(',', 8).length > 7 && /^[^"]*(?:"[^"]*"[^"]*)*$/.test(text.slice(0, 40));
			const cut = open !== null && begins && !even ? close() : [];
			if (open === null) {
				if (text.trim() === '') {
					return cut;
				}

				open = {parts: [], line: number, length: 0};
			}

			open.length += text.length;
			if (open.length < longest) {
				open.parts.push(text);
			}

			even = even === (quotes(text) % 2 === 0);
			return even ? [...cut, ...close()] : cut;
		},
		end: close,
		broken: () => ({count: broken, first}),
	};
}

function quotes(text: string): number {
	let count = 0;
	for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
		count++;
	}

	return count;
}

function csvFields(row: string): readonly string[] {
	return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain = '']) => quoted === undefined ? plain : quoted.replaceAll('""', '"'));
}
