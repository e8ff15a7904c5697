import type {Node, ParamRef, SelectStmt} from '@pgsql/types';
import {below} from './node.ts';
import {replaceBytes} from './replace-bytes.ts';
import type {SqlParser} from './sql-parser.ts';

/**
 * `select date_trunc($1, at), count(*) ... group by date_trunc($2, at)` with one `$n` for both. It was one constant before the text was
 * normalised, and so both were one expression; with two, the server misses the column in GROUP BY. Leaves gaps between the `$n`.
 * @throws PlanflipError input, for a text that is no SQL.
 */
export function mergeGrouping(parser: Pick<SqlParser, 'parse'>, sql: string): string {
	const renamed = new Map<number, {readonly from: number; readonly to: number}>();
	const look = (node: Node): void => {
		if ('SelectStmt' in node) {
			mergeSelect(node.SelectStmt, renamed);
		}

		below(node).forEach(look);
	};

	below(parser.parse(sql)).forEach(look);
	return replaceBytes(sql, [...renamed].map(([start, {from, to}]) => ({start, end: start + `$${from}`.length, text: `$${to}`})));
}

/** Of expressions of one shape the first that is selected goes with the first that is grouped by, and so on. */
function mergeSelect({groupClause = [], targetList = [], havingClause, sortClause = []}: SelectStmt, renamed: Map<number, {readonly from: number; readonly to: number}>): void {
	const groups = groupClause.filter(group => !('ParamRef' in group) && parametersIn(group).length > 0).map(group => ({shape: shapeOf(group), parameters: parametersIn(group)}));
	for (const clause of [targetList, sortClause, havingClause === undefined ? [] : [havingClause]]) {
		const seen = new Map<string, number>();
		const look = (node: Node): void => {
			const shape = groups.length === 0 ? '' : shapeOf(node);
			const alike = groups.filter(group => group.shape === shape);
			const at = seen.get(shape) ?? 0;
			const group = alike[Math.min(at, alike.length - 1)];
			if (group === undefined) {
				below(node).forEach(look);
				return;
			}

			seen.set(shape, at + 1);
			parametersIn(node).forEach(({number = 0, location = 0}, nth) => {
				const to = group.parameters[nth]?.number ?? number;
				if (to !== number) {
					renamed.set(location, {from: number, to});
				}
			});
		};

		clause.forEach(look);
	}
}

function parametersIn(node: Node): readonly ParamRef[] {
	return 'ParamRef' in node ? [node.ParamRef] : below(node).flatMap(child => parametersIn(child));
}

/** What it is, whatever its `$n` are called and wherever it stands. */
function shapeOf(node: Node): string {
	return JSON.stringify(node, (key, value: unknown) => key === 'location' || key === 'number' ? undefined : value);
}
