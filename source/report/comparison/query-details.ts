import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import type {Side} from '../../comparison/side.ts';
import type {StatementComparison} from '../../comparison/statement-comparison.ts';
import {sanitise} from '../../text/plain.ts';
import {type Line, span} from '../../view/line.ts';
import type {Block, Section} from '../document.ts';
import {detailId} from './queries-section.ts';
import {verdictLine} from './verdict-line.ts';

/** Every query with its statement, its values and both plans. */
export function queryDetails({statements}: MeasurementComparison): Section {
	return {
		id: 'plans',
		title: 'Every query and its plans',
		filesOnly: true,
		blocks: statements.map((one): Block => ({
			kind: 'group',
			id: detailId(one),
			title: [span(`${one.entry.title}  `, 'title'), span(`${one.entry.name}  `, 'dim'), ...verdictLine(one)],
			open: false,
			blocks: detailsOf(one),
		})),
	};
}

function detailsOf({entry, before, after, notes, samePlan, basis}: StatementComparison): readonly Block[] {
	const shown = after ?? before;
	if (shown === null) {
		return [];
	}

	const lines: readonly Line[] = [
		...notes.map(note => [span(note, 'warn')]),
		...shown.run.subject.parameters.map(({name, value}, at) => [span(`$${at + 1} ${sanitise(name)} = `, 'key'), span(value === null ? 'NULL' : sanitise(String(value)))]),
		...(entry.expected === null ? [] : [[span(`the team expected ${sanitise(entry.expected)}`, 'dim')]]),
		[span(basisText(basis, before, after), 'dim')],
	];
	return [
		{kind: 'lines', lines},
		{kind: 'code', text: shown.run.subject.sql, language: 'sql'},
		...(samePlan === true ? planOf('The plan, the same before and after', after) : [...planOf('Before', before), ...planOf('After', after)]),
	];
}

function basisText(basis: StatementComparison['basis'], before: Side | null, after: Side | null): string {
	const runs = `run${before !== null && after !== null ? 's' : ''} ${[before, after].flatMap(side => side?.record.id ?? []).join(' and ')}`;
	switch (basis) {
		case 'in turns': {
			return `measured in turns under both sets of indexes, ${runs}; node times are of one instrumented run each`;
		}

		case 'apart': {
			return `measured apart, ${runs}: what the machine did in between is in the times; blocks are the witness`;
		}

		case 'none': {
			return `not compared, ${runs}`;
		}
	}
}

function planOf(title: string, side: Side | null): readonly Block[] {
	return side?.plan == null ? [] : [{kind: 'plan', title: `${title} [${sanitise(side.run.indexes.name)}]`, plan: side.plan, context: side.record.context}];
}
