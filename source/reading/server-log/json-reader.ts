import {isJsonObject} from '../../plan/json-object.ts';
import {parseJson} from '../../plan/parse-json.ts';
import type {LogReader} from './log-record.ts';
import {logTime} from './log-time.ts';

/** jsonlog, since PostgreSQL 15: an object a line. */
export function jsonReader(): LogReader {
	let broken = 0;
	let first: number | null = null;
	return {
		line(text, number) {
			const record = text.trim() === '' ? null : parsed(text);
			if (record === undefined) {
				broken++;
				first ??= number;
			}

			if (!isJsonObject(record) || record['error_severity'] !== 'LOG' || typeof record['message'] !== 'string') {
				return [];
			}

			const said = (key: string) => typeof record[key] === 'string' ? record[key] : null;
			return [{
				line: number, session: said('session_id') ?? '', user: said('user'), database: said('dbname'), application: said('application_name'),
				at: logTime(said('timestamp') ?? ''), message: record['message'], detail: said('detail'),
			}];
		},
		end: () => [],
		broken: () => ({count: broken, first}),
	};
}

/** undefined for what is no JSON. */
function parsed(text: string) {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}
