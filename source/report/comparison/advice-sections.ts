import type {AttentionKind} from '../../comparison/attention.ts';
import type {MeasurementComparison} from '../../comparison/measurement-comparison.ts';
import {sanitise} from '../../text/plain.ts';
import {type Line, span, type Tone} from '../../view/line.ts';
import type {Block, Section} from '../document.ts';
import {countChange} from './change-line.ts';
import {verdictLine} from './verdict-line.ts';

function section(id: string, title: string, blocks: readonly Block[]): Section {
	return {id, title, blocks};
}

function list(items: readonly Line[], ordered = false): readonly Block[] {
	return items.length === 0 ? [] : [{kind: 'list', items, ordered}];
}

/** What keeps the two measurements from being alike besides their indexes. */
export function differencesSection({differences}: MeasurementComparison): Section {
	return section('differences', 'Not alike', list(differences.map(text => [span(text, 'warn')])));
}

const tones: Readonly<Record<AttentionKind, Tone>> = {
	'other answer': 'error',
	'regression': 'slower',
	'stopped': 'slower',
	'more blocks': 'worse',
	'sequential scan': 'warn',
	'slow': 'warn',
	'high reads': 'warn',
	'harmful index': 'slower',
	'useless index': 'warn',
	'undecided index': 'warn',
	'invalid index': 'error',
};

export function attentionSection({attention}: MeasurementComparison): Section {
	return section('attention', 'Needs attention', list(attention.map(({kind, subject, text}) => [span(`${kind}: `, tones[kind]), span(sanitise(subject), 'strong'), span(` ${text}`)])));
}

export function recommendationsSection({recommendations}: MeasurementComparison): Section {
	return section('recommendations', 'Recommendations', list(recommendations.map(({todo, because, command}) => [
		span(`${todo}. `, 'strong'), span(because), ...(command === null ? [] : [span(' '), span(sanitise(command), 'key')]),
	]), true));
}

export function topSection({top}: MeasurementComparison): Section {
	return section('top', top.length === 1 ? 'What gained' : `The top ${top.length}`, list(top.map(one => [
		span(`${one.entry.name}: `, 'strong'), ...verdictLine(one),
		// Where time cannot tell, the verdict has spoken of blocks already.
		...(one.verdict?.verdict === 'faster' && one.verdict.basis === 'measured' ? [span(', blocks ', 'dim'), ...countChange(one.before?.blocks ?? null, one.after?.blocks ?? null, {lessIsBetter: true})] : []),
	]), true));
}

export function missingSection({missing}: MeasurementComparison): Section {
	const cell = (why: readonly string[] | null): Line => why === null ? [span('measured', 'dim')] : [span(why.map(line => sanitise(line)).join(' '), 'warn')];
	return section('missing', 'Not compared', missing.length === 0 ? [] : [{
		kind: 'table',
		caption: 'Entries that one of the two measurements lacks, and why.',
		columns: [{title: 'entry', align: 'left', rank: 0}, {title: 'before', align: 'left', rank: 0}, {title: 'after', align: 'left', rank: 0}],
		rows: missing.map(({entry, before, after}) => ({cells: [[span(entry.name, 'strong')], cell(before), cell(after)], link: null})),
	}]);
}
