import {lexSql, lineBreaks} from '../catalog/lex-sql.ts';
import {splitStatements} from '../catalog/split-statements.ts';
import {PlanflipError} from '../errors.ts';
import {sanitise} from '../text/plain.ts';
import type {Sighting} from './sighting.ts';

/** Candidates of psql's commands that are looked at where the file does not read: each takes reading the file up to there. */
const mostLooks = 100;

/**
 * The statements of a file, each with the comment directly above it. psql's own commands (\timing, \copy) are no SQL: the first is refused.
 * @throws PlanflipError input, with `file:line`: a command of psql's, a string or comment that never ends.
 */
export function readSqlFile(text: string, file: string): readonly Sighting[] {
	const source = text.replace(/^\uFEFF/, '');
	refuseCommands(source, file);
	let from = 0;
	return splitStatements(source, file).map(({sql, line, start, end}): Sighting => {
		const remark = remarkOf(source.slice(from, start), from > 0);
		from = end;
		return {sql, values: [], calls: null, totalMs: null, where: `${file}:${line}`, ...(remark === null ? {} : {remark})};
	});
}

/** `-- name: ListShots :many`, or what else the comments directly above begin with; what stands behind another statement is that one's. */
function remarkOf(before: string, behindAnother: boolean): string | null {
	const lines = before.split('\n').slice(behindAnother ? 1 : 0, -1).map(line => line.trim());
	const comments = lines.slice(lines.findLastIndex(line => !line.startsWith('--')) + 1).map(line => line.replace(/^--+\s*/, '').replace(/^(?:name|title):\s*/i, '').replace(/\s+:\w+$/, ''));
	const said = sanitise(comments.filter(line => /[\p{L}\p{N}]/u.test(line))[0] ?? '').trim();
	return said === '' ? null : said.slice(0, 80);
}

function refuseCommands(text: string, file: string): void {
	const whole = reads(text, file);
	// What a command is followed by (\echo it's) need not be SQL: there, the first line that begins with one, outside of everything else.
	const command = whole
		? lexSql(text, file).find(({kind, text: symbol}) => kind === 'symbol' && symbol === '\\')?.start
		: [...text.matchAll(/^\\[a-z!?.]/gim)].slice(0, mostLooks).map(({index}) => index).find(index => reads(text.slice(0, index), file));
	if (command !== undefined) {
		throw commandLetter(text, command, file);
	}
}

function reads(text: string, file: string): boolean {
	try {
		lexSql(text, file);
		return true;
	} catch {
		return false; // Why, splitStatements tells.
	}
}

function commandLetter(text: string, at: number, file: string): PlanflipError {
	const [command = '\\'] = /\\\S*/.exec(text.slice(at, at + 40)) ?? [];
	return new PlanflipError('input', {
		message: `${sanitise(command)} is a command of psql's, not SQL.`,
		where: `${file}:${lineBreaks(text, at) + 1}`,
		hint: 'Take it out, with the data of a COPY where it ends some.',
	});
}
