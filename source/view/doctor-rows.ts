import type {Diagnosis, RungReport} from '../experiment/diagnosis.ts';
import {type Line, span} from './line.ts';
import {wrapLine} from './wrap-line.ts';

/** What the server allows, rung by rung, with what would lift each; what limits measuring; what is in force. */
export function doctorRows({label, facts, disposable, ownsTables, rungs, limitations, safety}: Diagnosis, width: number): readonly Line[] {
	const who = facts.superuser ? 'a superuser' : (ownsTables ? 'owner of tables here' : 'no superuser, owner of no table here');
	return [
		[span(`${label}, ${facts.version}${facts.inRecovery ? ', a standby' : ''}`, 'title')],
		[span(`user ${facts.user}: ${who}; the database is ${disposable ? 'disposable: nobody else depends on it' : 'somebody\'s: others may depend on it'}`)],
		[],
		[span('ways of switching indexes, the best first', 'title')],
		...rungs.flatMap(report => rungRows(report, width)),
		[],
		[span('what bears on measuring', 'title')],
		...(limitations.length === 0 ? [[span('  nothing to tell', 'dim')]] : limitations.flatMap(({what, so, remedy}) => [
			...indented([span(`${what}: `), span(so, 'dim')], 2, width),
			...(remedy === null ? [] : indented([span('→ ', 'key'), span(remedy, 'key')], 4, width)),
		])),
		[],
		[span('in force', 'title')],
		...safety.flatMap(([name, value]) => indented([span(`${name} `), span(value, 'dim')], 2, width)),
	];
}

function rungRows({rung, obstacle, chosen}: RungReport, width: number): readonly Line[] {
	const state = chosen ? span('taken', 'better') : (obstacle === null ? span('usable', 'plain') : span('lacks something', 'warn'));
	return [
		[span(chosen ? '> ' : '  ', 'key'), span(`${rung.number} ${rung.badge}`, chosen ? 'strong' : 'plain'), span('  '), state],
		...indented([span(rung.meaning, 'dim')], 4, width),
		...(obstacle === null ? [] : [
			...indented([span(obstacle.reason, 'warn')], 4, width),
			...obstacle.remedies.flatMap(remedy => indented([span('→ ', 'key'), span(remedy, 'key')], 4, width)),
		]),
	];
}

function indented(line: Line, by: number, width: number): readonly Line[] {
	return wrapLine(line, width - by).map(part => [span(' '.repeat(by)), ...part]);
}
