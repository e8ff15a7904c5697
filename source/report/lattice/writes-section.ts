import {rowWalBytes, type WriteOperation} from '../../experiment/write-cost.ts';
import {sanitise} from '../../text/plain.ts';
import type {Combinations} from '../../view/combinations.ts';
import {span} from '../../view/line.ts';
import {hotCell, timesCell, walText} from '../../view/write-words.ts';
import type {Section} from '../document.ts';

/** What each index adds to writing, the dearest to insert first. */
export function writesSection({writes: {costs}}: Combinations): Section {
	const rows = costs.filter(({copied}) => copied !== null).map(cost => ({cost, of: (wanted: WriteOperation) => cost.operations.find(({operation}) => operation === wanted)}));
	/** Proved; what is not is in the order of what it logs. */
	const insertTimes = ({of}: (typeof rows)[number]) => {
		const cost = of('insert');
		return cost?.kind === 'measured' && cost.comparison.verdict === 'slower' ? 1 / cost.comparison.ratio.value : 0;
	};
	return {
		id: 'writes',
		title: 'Writing with each index',
		blocks: rows.length === 0 ? [] : [{
			kind: 'table',
			caption: 'Time with it, times that without it, all other indexes there both times; ~ where that may be nothing, or is less than 2 % or 0.05 ms; alone: not even the double would have been told. HOT: the share of updates of its columns that need no new index entries, without it and with it.',
			columns: [
				{title: 'index', align: 'left', rank: 0}, {title: 'INSERT', align: 'left', rank: 0}, {title: 'UPDATE its own', align: 'left', rank: 0}, {title: 'UPDATE others', align: 'left', rank: 2},
				{title: 'DELETE', align: 'left', rank: 3}, {title: 'HOT', align: 'right', rank: 1}, {title: 'log/row', align: 'right', rank: 1},
			],
			rows: rows.toSorted((a, b) => insertTimes(b) - insertTimes(a) || (rowWalBytes(b.cost) ?? 0) - (rowWalBytes(a.cost) ?? 0)).map(({cost, of}) => ({
				link: null,
				cells: [
					[span(sanitise(cost.index), 'index')], [timesCell(of('insert'))], [timesCell(of('update indexed'))], [timesCell(of('update other'))],
					[timesCell(of('delete'))], [hotCell(of('update indexed'))], [span(walText(rowWalBytes(cost)))],
				],
			})),
			elsewhere: '--json and --out have every operation',
		}],
	};
}
