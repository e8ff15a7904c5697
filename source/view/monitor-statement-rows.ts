import type {TopStatements} from '../database/usage.ts';
import {formatMs} from '../text/duration.ts';
import {sanitise} from '../text/plain.ts';
import {formatCompact, formatPercent} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';
import {type Line, span} from './line.ts';
import {cacheHit} from './monitor-table-rows.ts';
import {wrapLine} from './wrap-line.ts';

const head = ['total', 'calls', 'each', 'rows', 'in cache', 'statement'] as const;

/** The statements that take most time, all calls together; or why nobody knows, and what would tell. */
export function monitorStatementRows(top: TopStatements, width: number): readonly Line[] {
	if (top.kind === 'absent') {
		return [...wrapLine([span(top.reason, 'dim')], width), ...wrapLine([span('→ ', 'key'), span(top.remedy, 'key')], width)];
	}

	if (top.statements.length === 0) {
		return [[span('none so far', 'dim')]];
	}

	const rows = top.statements.map(({sql, calls, totalMs, meanMs, rows: each, hit, read}) =>
		[formatMs(totalMs), formatCompact(calls), formatMs(meanMs), formatCompact(each), formatPercent(cacheHit({hit, read})), sanitise(sql.replaceAll(/\s+/g, ' '), {maxLength: 400})]);
	const [header = '', ...lines] = alignColumns([head, ...rows], {align: ['right', 'right', 'right', 'right', 'right', 'left']});
	return [
		[span(header, 'dim')],
		...lines.map(text => [span(text)]),
		...(top.hidden ? wrapLine([span('those of other users are hidden from you ', 'dim'), span('→ GRANT pg_read_all_stats', 'key')], width) : []),
	];
}
