import {describe, expect, test} from 'vitest';
import type {PlanflipError} from '../../source/errors.ts';
import {type ReadPlan, readPlans} from '../../source/reading/read-plans.ts';
import {readingFiles} from './reading-fixtures.ts';

const files = readingFiles('logs');
const stderr = files.get('postgresql-18.log') ?? '';
const facts = ({plan, format, query, durationMs}: ReadPlan) => ({raw: plan.raw, format, query, durationMs});

describe('the log of a real server, with the plans of auto_explain in all formats', () => {
	const plans = readPlans(stderr);

	test('every plan, in the order of the log, with query and duration', () => {
		expect(plans.map(({format}) => format)).toEqual(['text', 'text', 'json', 'json', 'yaml', 'yaml', 'xml', 'xml']);
		for (const {query, durationMs, plan} of plans) {
			expect(query).toMatch(/^select (?:\* from t where b=3 and c like '%x''y"z%';|count\(\*\)\n {2}from u join t)/);
			expect(durationMs).toBeGreaterThan(0);
			expect(plan.query).toBe(query);
			expect(plan.measured).toBe('rows');
			expect(plan.settings).toEqual({work_mem: '5MB'});
		}
	});

	test('each begins where the log says so', () => {
		const lines = stderr.split('\n');
		for (const {line, durationMs} of plans) {
			expect(lines[line - 1]).toContain(`duration: ${durationMs?.toFixed(3)} ms  plan:`);
		}
	});

	test('one statement has one plan, whatever the format it was logged in', () => {
		for (const [index, {plan}] of plans.entries()) {
			const first = plans[index % 2];
			expect(plan.nodes.map(({label, relationship, relation, index: name, rows, loops, totalCost}) => ({label, relationship, relation, name, rows, loops, totalCost})))
				.toEqual(first?.plan.nodes.map(({label, relationship, relation, index: name, rows, loops, totalCost}) => ({label, relationship, relation, name, rows, loops, totalCost})));
		}
	});

	test.each(['postgresql-18.csv', 'postgresql-18.json'])('%s has the same plans', file => {
		expect(readPlans(files.get(file) ?? '').map(facts)).toEqual(plans.map(facts));
	});

	test.each<[string, (log: string) => string]>([
		['without the tabs', log => log.replaceAll(/^\t/gm, '')],
		['with blanks for tabs', log => log.replaceAll(/^\t/gm, '        ')],
		['with the line ends of Windows', log => log.replaceAll('\n', '\r\n')],
		['with another prefix', log => log.replaceAll(/^\d{4}-.*? (?=[A-Z]+: {2})/gm, '<10.0.0.7(5432):me@db:[42]:')],
		['with no prefix', log => log.replaceAll(/^\d{4}-.*? (?=[A-Z]+: {2})/gm, '')],
		['of a service of docker compose', log => log.trimEnd().split('\n').map(line => `my-db-1  | ${line}`).join('\n')],
		['in the server\'s language', log => log.replaceAll('LOG:  duration:', 'LOG:  Dauer:').replaceAll(' plan:', ' Plan:')],
		['with other entries between', log => log.replaceAll(/^(?=\d{4}-)/gm, '2026-01-01 00:00:00 UTC [1] LOG:  duration: 12.000 ms  statement: select 1\n2026-01-01 00:00:00 UTC [1] ERROR:  it failed\n2026-01-01 00:00:00 UTC [1] STATEMENT:  select 2\n')],
	])('%s: the same plans', (_, change) => {
		expect(readPlans(change(stderr)).map(facts)).toEqual(plans.map(facts));
	});

	test('syslog numbers the lines, and writes #011 for a tab', () => {
		const entries = stderr.split(/^(?=\d{4}-)/m);
		const syslog = entries.map((entry, number) => entry.trimEnd().split('\n')
			.map((line, part) => `Jan  1 00:00:00 host postgres[77]: [${number + 1}-${part + 1}] ${line.replace(/^\t/, '#011')}`).join('\n')).join('\n');
		expect(readPlans(syslog).map(facts)).toEqual(plans.map(facts));
	});
});

describe('a log that was cut off', () => {
	const cut = stderr.slice(0, stderr.indexOf('Rows Removed by Filter', stderr.indexOf('"Plan"')) + 3);

	test('still has its other plans, and the letter about the last is told', () => {
		const letters: PlanflipError[] = [];
		expect(readPlans(cut, letter => letters.push(letter)).map(({format}) => format)).toEqual(['text', 'text']);
		expect(letters.map(({kind, where}) => [kind, where])).toEqual([['input', `line ${cut.split('\n').length}`]]);
	});

	test('is refused when there is no other', () => {
		const last = cut.slice(cut.lastIndexOf('duration: '));
		expect(() => readPlans(last)).toThrow(`Line ${last.split('\n').length} is not EXPLAIN's JSON`);
	});
});

test('a query may have lines that are called like nodes, and blank ones', () => {
	const [read] = readPlans('LOG:  duration: 1.500 ms  plan:\n\tQuery Text: select *\n\tfrom t\n\t\n\tLimit\n\t  10\n\tQuery Parameters: $1 = \'x\'\n\tLimit  (cost=0.00..1.00 rows=1 width=4)\n\t  ->  Seq Scan on t  (cost=0.00..1.00 rows=1 width=4)\n');
	expect(read).toMatchObject({query: 'select *\nfrom t\n\nLimit\n  10', durationMs: 1.5, line: 1, format: 'text'});
	expect(read?.plan.raw['Query Parameters']).toBe('$1 = \'x\'');
	expect(read?.plan.nodes.map(({label}) => label)).toEqual(['Limit', 'Seq Scan']);
});
