import {describe, expect, test} from 'vitest';
import {lineWidth} from '../../source/view/fit-line.ts';
import {lineText} from '../../source/view/line.ts';
import {defaultSort, statisticsColumns, statisticsLength, statisticsRows} from '../../source/view/statistics-rows.ts';
import {fixtures, plan} from '../plan/plan-fixtures.ts';

const partitions = plan('pg15/13_append_partition');
const words = (lines: ReturnType<typeof statisticsRows>) => lines.map(line => lineText(line).replace(/ {2,}/g, '|').trim());

describe('statistics of a plan', () => {
	test.each([{start: 0, end: 3}, {start: 2, end: 9}, {start: 5, end: 1000}, {start: 500, end: 600}])('a window of them is what stands there in the whole: %j', ({start, end}) => {
		const sort = defaultSort(partitions);
		const whole = statisticsRows(partitions, sort, 100);
		expect(statisticsRows(partitions, sort, 100, {start, end})).toEqual(whole.slice(start, end));
		expect(statisticsLength(partitions, sort)).toBe(whole.length);
	});

	test('follow the sort and the width from one call to the next', () => {
		const first = statisticsRows(partitions, defaultSort(partitions), 100);
		expect(statisticsRows(partitions, {...defaultSort(partitions), descending: false}, 100)).not.toEqual(first);
		expect(statisticsRows(partitions, {column: 'name', descending: true}, 100)).not.toEqual(first);
		expect(statisticsRows(partitions, defaultSort(partitions), 99)).not.toEqual(first);
		expect(statisticsRows(partitions, defaultSort(partitions), 100)).toEqual(first);
	});

	test('are three tables, most time first, and the header marks the column they are sorted by', () => {
		const lines = words(statisticsRows(partitions, defaultSort(partitions), 100));
		expect(lines[0]).toBe('by operation|nodes|▼self|share|rows|hit|read|loops');
		expect(lines[1]).toBe('Partial HashAggregate|1|11.1 ms|23.3 %|60|0|0|3');
		expect(lines.filter(line => line.startsWith('by '))).toHaveLength(3);
		expect(lines.indexOf('')).toBe(lines.findIndex(line => line.startsWith('by table')) - 1);
	});

	test('are sorted by whichever column is asked for', () => {
		const table = (sort: Parameters<typeof statisticsRows>[1]) => {
			const all = statisticsRows(partitions, sort, 100);
			const from = all.findIndex(line => lineText(line).includes('by table'));
			return all.slice(from, all.findIndex((line, at) => at > from && line.length === 0));
		};

		const names = table({column: 'name', descending: false});
		expect(words(names)[0]).toMatch(/^▲by table/);
		expect(words(names).slice(1).map(line => line.split('|')[0])).toEqual(['events_2024q1', 'events_2024q2', 'events_2024q3']);
		expect(words(table({column: 'read', descending: true}))[0]).toContain('▼read');
	});

	test('show fewer columns on narrow screens', () => {
		expect(statisticsColumns(partitions, 100)).toEqual(['name', 'count', 'selfMs', 'share', 'rows', 'hit', 'read', 'loops']);
		expect(statisticsColumns(partitions, 60)).toEqual(['name', 'count', 'selfMs', 'share', 'rows']);
		expect(statisticsColumns(partitions, 40)).toEqual(['name', 'count', 'selfMs']);
	});

	test('show no times where there are none, and of estimates only what there is', () => {
		expect(statisticsColumns(plan('pg15/notiming_47_cte_unread_update'), 100)).toEqual(['name', 'count', 'rows', 'hit', 'read', 'loops']);
		expect(defaultSort(plan('pg15/notiming_47_cte_unread_update')).column).toBe('hit');
		const estimate = plan('pg15/estimate_54_parallel_initplan');
		expect(statisticsColumns(estimate, 100)).toEqual(['name', 'count']);
		expect(words(statisticsRows(estimate, defaultSort(estimate), 100))[0]).toBe('by operation|▼nodes');
	});

	test.each(fixtures.filter(({name}) => name.startsWith('pg18/')))('$name: every line is exactly as wide as the screen', ({name}) => {
		const shown = plan(name);
		for (const width of [40, 60, 80, 120]) {
			for (const line of statisticsRows(shown, defaultSort(shown), width)) {
				expect([0, width], lineText(line)).toContain(lineWidth(line));
			}
		}
	});
});
