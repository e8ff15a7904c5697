import type {OperationCost} from '../../experiment/write-cost.ts';
import type {Advice} from '../../lab/advice/advice.ts';
import {sanitise} from '../../text/plain.ts';
import {span} from '../../view/line.ts';
import {operationLine, operationNames} from '../../view/write-words.ts';
import type {Block, Section} from '../document.ts';

/** On a terminal only what was found: what could not be told is many lines, and stands in files. */
export function writesSections({proposals, lighter}: Advice): readonly Section[] {
	const costs = [...proposals.flatMap(({writes}) => writes ?? []), ...lighter];
	const rows = costs.flatMap(({index, operations}) => operations.map(operation => ({index, operation})));
	const found = rows.filter(({operation}) => operation.kind === 'measured' && (operation.comparison.verdict === 'slower' || operation.comparison.verdict === 'faster'));
	return [
		{id: 'writes', title: 'What they add to writes', blocks: found.length === 0 ? [] : [writesTable(`Of ${rows.length} comparisons those that tell a difference: some hundred rows of a private copy, written with the index against without it.`, found)]},
		{id: 'all-writes', title: 'All that was written', blocks: rows.length === found.length ? [] : [writesTable('Some hundred rows of a private copy written by one statement, with the index against without it.', rows)], filesOnly: true},
	];
}

function writesTable(caption: string, rows: ReadonlyArray<{readonly index: string; readonly operation: OperationCost}>): Block {
	return {
		kind: 'table',
		caption,
		columns: [{title: 'index', align: 'left', rank: 0}, {title: 'operation', align: 'left', rank: 0}, {title: 'with it', align: 'left', rank: 0}],
		rows: rows.map(({index, operation}) => ({link: null, cells: [[span(sanitise(index), 'index')], [span(operationNames[operation.operation])], operationLine(operation)]})),
	};
}
