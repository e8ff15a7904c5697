import type {IndexFinding} from '../advice/index-finding.ts';
import type {MonitorReport} from '../advice/monitor-report.ts';
import {countingFor} from '../advice/statistics-age.ts';
import {formatBytes} from '../text/bytes.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {ageText} from './age-text.ts';
import {type Line, span} from './line.ts';
import {holdWord, scansSentence} from './monitor-words.ts';
import {wrapLine} from './wrap-line.ts';

/** A table this small is read whole in a moment, and its foreign keys need no index. */
const smallTable = 1000;

/** What somebody should look at, each with its evidence; nothing that backs a constraint is ever called superfluous. */
export function attentionRows(report: MonitorReport, width: number): readonly Line[] {
	const age = ageText(countingFor(report.snapshot.age));
	const sentences = [
		...report.indexes.flatMap(finding => sentenceOf(finding, age)),
		...report.foreignKeys.filter(({rows}) => rows >= smallTable).map(({table, constraint, columns, rows}) =>
			`${sanitise(table)}: no index finds the rows by ${sanitise(columns.join(', '))} (${sanitise(constraint)}): deleting a row they refer to reads all ${formatCount(rows)}`),
	];
	return sentences.flatMap(sentence => wrapLine([span(sentence, 'warn')], width - 2).map((line, at) => [span(at === 0 ? '• ' : '  ', 'warn'), ...line]));
}

function sentenceOf(finding: IndexFinding, age: string): readonly string[] {
	const {index, verdict, droppable, hold, partitions} = finding;
	const name = `${sanitise(index.name)} on ${sanitise(index.table)}${partitions === 0 ? '' : ` and ${partitions} partitions`}, ${formatBytes(index.bytes)}`;
	switch (verdict.kind) {
		case 'invalid':
			return [`${name}: INVALID: a build that failed left it. It is written at every change and never read${hold === null ? '' : ` (${holdWord(hold)})`}`];
		case 'duplicate':
			return droppable ? [`${name}: the same as ${sanitise(verdict.of)}`] : [];
		case 'covered':
			return droppable ? [`${name}: ${sanitise(verdict.by)} begins with the same columns (${scansSentence(finding)})`] : [];
		case 'unused':
			return droppable ? [`${name}: not one scan${finding.ownScans === 0 ? '' : ` but ${formatCount(finding.ownScans)} of planflip's own`} in ${age}`] : [];
		case 'not yet':
		case 'used':
			return [];
	}
}
