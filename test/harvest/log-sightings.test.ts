import {describe, expect, test} from 'vitest';
import {LogSightings} from '../../source/harvest/log-sightings.ts';
import type {Sighting} from '../../source/harvest/sighting.ts';
import {logFormat, logReader} from '../../source/reading/server-log/log-reader.ts';
import {readingFiles} from '../reading/reading-fixtures.ts';

const logs = readingFiles('logs');

function read(text: string): {readonly sightings: readonly Sighting[]; readonly broken: number; readonly letters: number} {
	const lines = text.split('\n');
	const format = logFormat(lines.slice(0, 1000));
	if (format === null) {
		throw new Error('no log');
	}

	const reader = logReader(format);
	let letters = 0;
	const sightings = new LogSightings('app.log', () => {
		letters++;
	});
	const found = lines.flatMap((line, at) => reader.line(line, at + 1)).concat(reader.end()).flatMap(record => sightings.take(record));
	return {sightings: [...found, ...sightings.end()], broken: reader.broken().count, letters};
}

const at = (pid: number, text: string) => `2026-11-26 10:00:00.123 UTC [${pid}] ${text}`;
const plan = (pid: number, ms: number, sql: string) => `${at(pid, `LOG:  duration: ${ms.toFixed(3)} ms  plan:`)}\n\tQuery Text: ${sql}\n\tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4)`;
const told = ({sightings}: {readonly sightings: readonly Sighting[]}) => sightings.map(({sql, totalMs, values, plan: logged}) => [sql, totalMs, values, logged === undefined ? null : logged.durationMs]);

describe('the log of a real server', () => {
	const stderr = read(logs.get('postgresql-18.log') ?? '');

	test('has eight executions, each with its plan, its time and its moment', () => {
		expect(stderr.sightings).toHaveLength(8);
		expect(stderr.sightings.every(({plan: logged, calls, totalMs}) => logged?.at !== null && logged !== undefined && calls === 1 && (totalMs ?? 0) > 0)).toBe(true);
		expect(stderr).toMatchObject({broken: 0, letters: 0});
	});

	test.each(['postgresql-18.csv', 'postgresql-18.json'])('%s says the same', file => {
		expect(told(read(logs.get(file) ?? ''))).toEqual(told(stderr));
	});

	test.each<[string, (log: string) => string]>([
		['of a service of docker compose', log => log.trimEnd().split('\n').map(line => `my-db-1  | ${line}`).join('\n')],
		['with the prefix of RDS', log => log.replaceAll(/^(\d{4}-.*? UTC).*?(?=[A-Z]+: {2})/gm, '$1:10.0.0.7(5432):me@db:[42]:')],
		['through syslog', log => log.split(/^(?=\d{4}-)/m).map((entry, number) => entry.trimEnd().split('\n').map((line, part) => `Jan  1 00:00:00 host postgres[77]: [${number + 1}-${part + 1}] ${line.replace(/^\t/, '#011')}`).join('\n')).join('\n')],
	])('%s, too', (_, change) => {
		// Sessions end in another order where the lines do not tell them apart.
		const sorted = (log: ReturnType<typeof read>) => told(log).map(each => JSON.stringify(each)).sort();
		expect(sorted(read(change(logs.get('postgresql-18.log') ?? '')))).toEqual(sorted(stderr));
	});
});

test.each([
	['a carriage return', '\r'], ['a line separator', '\u2028'], ['a paragraph separator', '\u2029'],
])('%s in a text ends no line of a log: neither its statement nor the one before it is lost', (_, mark) => {
	const texts = ['select 1 from a', `select 2 from b where c = 'x${mark}y'`, `select 3 from b where${mark}`, 'select 4 from a'];
	const log = texts.map(text => at(1, `LOG:  duration: 1.000 ms  statement: ${text}`)).join('\n');
	expect(read(log).sightings.map(({sql}) => sql)).toEqual(texts);
	expect(read(`${at(1, `LOG:  duration: 1.000 ms  statement: ${texts[1] ?? ''}`)}\n\tand d = 5${mark}\n\tand e = 6`).sightings.map(({sql}) => sql)).toEqual([`${texts[1] ?? ''}\nand d = 5${mark}\nand e = 6`]);
	const planned = `${plan(1, 5, 'select * from t')}\n\t  Filter: (c = 'x${mark}y'::text)`;
	const {sightings, letters} = read(`${planned}\n${planned}`);
	expect([letters, ...sightings.map(({plan: logged}) => logged?.plan.nodes[0]?.raw['Filter'])]).toEqual([0, ...Array.from({length: 2}, () => `(c = 'x${mark}y'::text)`)]);
});

describe('an execution that a log tells of several times is one', () => {
	test('plan, then statement with the values, as the simple protocol does', () => {
		const log = [plan(1, 5, 'select * from t'), at(1, 'LOG:  duration: 6.000 ms  statement: select * from t')].join('\n');
		expect(told(read(log))).toEqual([['select * from t', 6, [], 5]]);
	});

	test('execution with its values, then the plan, as the extended one does; parsing and binding are parts of it', () => {
		const log = [
			at(1, 'LOG:  duration: 0.100 ms  parse <unnamed>: select * from t where a = $1'), at(1, 'LOG:  duration: 0.200 ms  bind <unnamed>: select * from t where a = $1'), at(1, 'DETAIL:  Parameters: $1 = \'it\'\'s\''),
			at(1, 'LOG:  duration: 6.000 ms  execute <unnamed>: select * from t where a = $1'), at(1, 'DETAIL:  Parameters: $1 = \'it\'\'s\''), plan(1, 5, 'select * from t where a = $1'),
		].join('\n');
		expect(told(read(log))).toEqual([['select * from t where a = $1', 6, ['\'it\'\'s\''], 5]]);
	});

	test('begun, planned and timed, each on a line of its own; sessions are told apart', () => {
		const log = [at(1, 'LOG:  statement: select * from t'), at(2, 'LOG:  statement: select * from u'), plan(1, 5, 'select * from t'), at(2, 'LOG:  duration: 2.000 ms'), at(1, 'LOG:  duration: 7.000 ms')].join('\n');
		expect(told(read(log))).toEqual([['select * from u', 2, [], null], ['select * from t', 7, [], 5]]);
	});

	test('the same statement twice is two, and a plan that took longer than an execution is not its', () => {
		const log = [at(1, 'LOG:  duration: 1.000 ms  statement: select * from t'), plan(1, 5, 'select * from t'), at(1, 'LOG:  duration: 6.000 ms  statement: select * from t')].join('\n');
		expect(told(read(log))).toEqual([['select * from t', 1, [], null], ['select * from t', 6, [], 5]]);
	});
});

test('values are text or NULL; one that log_parameter_max_length cut is not known', () => {
	const log = `${at(1, 'LOG:  duration: 6.000 ms  execute s1: select $1, $2, $3')}\n${at(1, 'DETAIL:  parameters: $1 = NULL, $2 = \'abc...\', $3 = \'مشهد, $4 = \'\'x\'\'\'')}`;
	expect(read(log).sightings[0]?.values).toEqual(['NULL', null, '\'مشهد, $4 = \'\'x\'\'\'']);
});

test('lines of a statement are its own, whatever they look like', () => {
	const log = `${at(1, 'LOG:  duration: 6.000 ms  statement: select 1')}\n\t-- ERROR:  not one\n\t\tfrom t\n${at(1, 'ERROR:  one')}\n${at(1, 'STATEMENT:  select 7')}`;
	expect(told(read(log))).toEqual([['select 1\n-- ERROR:  not one\n\tfrom t', 6, [], null]]);
});

test('a log that begins or ends in the middle of something has its other executions, and says how much is broken', () => {
	const whole = at(1, 'LOG:  duration: 6.000 ms  statement: select 1');
	expect(read(`\tend of something\n${whole}`)).toMatchObject({broken: 1, sightings: [{sql: 'select 1'}]});
	const json = `${logs.get('postgresql-18.json')?.trimEnd() ?? ''}\n{"timestamp":"2026`;
	expect(read(json).broken).toBe(1);
	expect(read(json).sightings).toHaveLength(8);
	const csv = logs.get('postgresql-18.csv') ?? '';
	expect(read(`${csv.slice(0, csv.indexOf('"Plan"'))}\n${csv}`)).toMatchObject({broken: 1});
	expect(read(`${csv.slice(0, csv.indexOf('"Plan"'))}\n${csv}`).sightings.length).toBeGreaterThanOrEqual(8);
	const text = logs.get('postgresql-18.log') ?? '';
	expect(read(text.slice(0, text.indexOf('Rows Removed by Filter', text.indexOf('"Plan"')) + 3)).letters).toBe(1);
});

test('what is no log is none', () => {
	expect(logFormat(['-- LOG: of changes', 'select 1;'])).toBeNull();
	expect(logFormat(['[{"Plan": {}}]'])).toBeNull();
});
