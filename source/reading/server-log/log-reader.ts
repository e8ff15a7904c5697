import {csvReader} from './csv-reader.ts';
import {jsonReader} from './json-reader.ts';
import type {LogReader} from './log-record.ts';
import {stderrReader} from './stderr-reader.ts';

/** How a server writes its log: log_destination. */
export type LogFormat = 'stderr' | 'csvlog' | 'jsonlog';

/** In which format the first lines of a text are; null when it is no log of PostgreSQL's. */
export function logFormat(lines: readonly string[]): LogFormat | null {
	const filled = lines.filter(line => line.trim() !== '');
	if (filled.some(line => /^\s*\{.*"error_severity"\s*:/s.test(line))) {
		return 'jsonlog';
	}

	if (filled.some(line => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^,"]{1,40},(?:[^,]*,){8}/.test(line))) {
		return 'csvlog';
	}

	return filled.some(line => /^(?!--).{0,400}?\b(?:LOG|ERROR|FATAL|WARNING|STATEMENT|DETAIL): {2}\S/s.test(line)) ? 'stderr' : null;
}

export function logReader(format: LogFormat): LogReader {
	return {stderr: stderrReader, csvlog: csvReader, jsonlog: jsonReader}[format]();
}
