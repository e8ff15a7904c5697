import type {TextPosition} from '../errors.ts';

/** Where Postgres points: its `position` counts characters (not UTF-16 units, not bytes) from 1. */
export function statementPosition(sql: string, position: number): TextPosition {
	const before = Array.from(sql).slice(0, position - 1).join('');
	const lines = before.split('\n');
	return {line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1};
}
