import type {Advice, Rejection} from '../../lab/advice/advice.ts';
import {formatBytes} from '../../text/bytes.ts';
import {sanitise} from '../../text/plain.ts';
import {span} from '../../view/line.ts';
import type {Block, Section} from '../document.ts';
import {rejectionWords} from './rejection-words.ts';

/** What was looked at closely, beside what somebody has a name for; the others are counted on a terminal, and listed in files. */
const telling = new Set<Rejection['kind']>(['no time', 'slows writes', 'no room', 'not measured', 'saves less', 'cannot be built', 'cannot be switched', 'blind', 'covered by a prefix', 'in another order']);

/** Why the others are not proposed. */
export function rejectedSections({rejected}: Advice): readonly Section[] {
	const close = rejected.filter(({because, known}) => known === true || telling.has(because.kind));
	const count = (kind: Rejection['kind']) => rejected.filter(one => one.because.kind === kind && !close.includes(one)).length;
	const others = [
		...counted(count('not read'), 'that no plan reads', 'that no plan reads'),
		...counted(count('too many'), 'that promises less than those tried', 'that promise less than those tried'),
		...counted(count('there already'), 'that is there already', 'that are there already'),
	];
	return [
		{id: 'rejected', title: 'Turned down', blocks: [
			...(close.length === 0 ? [] : [rejectedTable('Candidates that are not proposed, and why.', close)]),
			...(others.length === 0 ? [] : [{kind: 'lines' as const, lines: [[span(`${close.length === 0 ? '' : 'Besides: '}${others.join(', ')}.`, 'dim')]]}]),
		]},
		{id: 'all-rejected', title: 'All that were turned down', blocks: rejected.length === close.length ? [] : [rejectedTable('Every candidate that is not proposed.', rejected)], filesOnly: true},
	];
}

function counted(count: number, one: string, more: string): readonly string[] {
	return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
}

function rejectedTable(caption: string, rejected: Advice['rejected']): Block {
	return {
		kind: 'table',
		caption,
		columns: [{title: 'candidate', align: 'left', rank: 0}, {title: 'size', align: 'right', rank: 2}, {title: 'because', align: 'left', rank: 0}],
		rows: rejected.map(({name, sql, bytes, known, because}) => ({link: null, cells: [[span(sanitise(known === true ? `${name}: ${behindOn(sql)}` : behindOn(sql)), 'index')], [span(bytes === null ? '-' : formatBytes(bytes))], [span(rejectionWords(because))]]})),
	};
}

/** `shots (scene_id, shot_type)`: the statement is in the JSON. */
function behindOn(sql: string): string {
	return sql.replace(/^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?(?:public\.)?/i, '').replace(' USING btree ', ' ');
}
