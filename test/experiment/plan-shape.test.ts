import {expect, it} from 'vitest';
import {planShape} from '../../source/experiment/plan-shape.ts';
import {parsePlan} from '../../source/plan/parse-plan.ts';

const scan = (more: Readonly<Record<string, string | number | readonly string[]>>) => planShape(parsePlan({Plan: {
	'Node Type': 'Index Scan', 'Relation Name': 'orders', Schema: 'public', Alias: 'orders', 'Index Name': 'orders_status',
	'Startup Cost': 0, 'Total Cost': 8, 'Plan Rows': 1, 'Plan Width': 8, ...more,
}}));

it('is the same for two values and for the generic plan, whatever the planner computed ahead', () => {
	const shape = scan({'Index Cond': '(orders.status = \'done\'::text)', 'Total Cost': 900, 'Plan Rows': 40_000});
	expect(scan({'Index Cond': '(orders.status = \'it\'\'s lost\'::text)'})).toBe(shape);
	expect(scan({'Index Cond': '(orders.status = $1)'})).toBe(shape);
	expect(scan({'Index Cond': '(orders.status = (\'x\'::text || $1))'})).toBe(shape);
	expect(scan({'Index Cond': '((orders.status)::text = \'2024-01-01\'::timestamp without time zone)'})).toBe(shape);
	expect(scan({'Index Cond': '(orders.status = \'x\'::public.kind)'})).toBe(shape);
});

it('differs where another column is looked for by the index, another index is read, or rows are filtered', () => {
	const shape = scan({'Index Cond': '(orders.status = $1)'});
	expect(scan({'Index Cond': '((orders.status = $1) AND (orders.weight = 3))'})).not.toBe(shape);
	expect(scan({'Index Cond': '(orders.status = $1)', 'Index Name': 'orders_status_2'})).not.toBe(shape);
	expect(scan({'Index Cond': '(orders.status = $1)', Filter: '(orders.weight > 3)'})).not.toBe(shape);
	expect(scan({'Index Cond': '(orders.status = $1)', 'Node Type': 'Index Only Scan'})).not.toBe(shape);
});

it('keeps the names of tables apart, digits and all', () => {
	expect(scan({'Relation Name': 'orders_2024'})).not.toBe(scan({'Relation Name': 'orders_2025'}));
});
