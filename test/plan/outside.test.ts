import {describe, expect, test} from 'vitest';
import {parsePlan} from '../../source/plan/parse-plan.ts';
import type {Json} from '../../source/plan/plan.ts';
import {find, node, outer, plan} from './plan-fixtures.ts';

const modify = (ms: number, relation = 'orders') => node('ModifyTable', {Operation: 'Update', 'Relation Name': relation, 'Actual Total Time': ms, 'Actual Rows': 0}, [
	node('Seq Scan', {...outer, 'Actual Total Time': 1}),
]);
const trigger = (name: string, ms: number, facts: Readonly<Record<string, Json>> = {}) => ({'Trigger Name': name, Relation: 'orders', Time: ms, Calls: 1, ...facts});

describe('triggers', () => {
	test('92.813 - 72.367 = 20.446 after the root hold t_aud (20.292), so t_bef (14.547) ran before, inside the Update', () => {
		const update = plan('pg13/15_update_triggers');
		expect(update.triggers.map(({name, when, calls}) => [name, when, calls])).toEqual([['t_aud', 'after', 2000], ['t_bef', 'before', 2000]]);
		expect(find(update, 'Update').selfMs).toBeCloseTo(72.367 - 0.967 - 14.547, 6);
		expect(update.outside.map(({what, ms}) => [what, ms])).toEqual([
			['trigger t_aud on orders, after', 20.292],
			['trigger t_bef on orders, before (inside the root)', 14.547],
			['executor start and shutdown', expect.closeTo(20.446 - 20.292, 6)],
		]);
	});

	test('INSTEAD OF triggers of a view run inside: 564.459 - 0.574 - 562.429 = 1.456', () => {
		const insert = plan('pg18/86_instead_trigger');
		expect(insert.triggers[0]).toMatchObject({name: 't_ins', when: 'before', relation: 'vorders'});
		expect(find(insert, 'Insert').selfMs).toBeCloseTo(1.456, 6);
	});

	test('a row trigger fires on the partition, the Update names the parent', () => {
		const update = plan('pg18/87_update_partition_triggers');
		expect(update.triggers.map(({name, relation, when}) => [name, relation, when])).toEqual([['t_stmt', 'events', 'after'], ['t_touch', 'events_2024q1', 'before']]);
		expect(find(update, 'Update').selfMs).toBeCloseTo(32.926 - 3.982 - 7.08, 6);
	});

	test('a foreign key is checked after, whatever would fit', () => {
		const insert = plan('pg18/16_insert_fk');
		expect(insert.triggers[0]).toMatchObject({constraint: 'orders_customer_id_fkey', when: 'after'});
		expect(insert.outside[0]?.what).toBe('trigger for constraint orders_customer_id_fkey on orders, after');
	});

	test('of three, the set that fills 30 ms beside the root is after: 20 and 9, not 12', () => {
		const parsed = parsePlan({Plan: modify(50), 'Execution Time': 80, Triggers: [trigger('a', 20), trigger('b', 12), trigger('c', 9)]});
		expect(parsed.triggers.map(({when}) => when)).toEqual(['after', 'before', 'after']);
		expect(parsed.nodes[0]?.selfMs).toBe(50 - 1 - 12);
		expect(parsed.outside.at(-1)).toMatchObject({what: 'executor start and shutdown', ms: expect.closeTo(1, 6) as number});
	});

	test('of very many, too', () => {
		const many = Array.from({length: 40}, (_, index) => trigger(`t${index}`, 1));
		const parsed = parsePlan({Plan: modify(50), 'Execution Time': 75.5, Triggers: many});
		expect(parsed.triggers.filter(({when}) => when === 'after')).toHaveLength(25);
		expect(parsed.nodes[0]?.selfMs).toBeCloseTo(50 - 1 - 15, 6);
	});

	test('a trigger that took longer than any Update has ran after, with or without Execution Time', () => {
		expect(parsePlan({Plan: modify(5), Triggers: [trigger('a', 20)]}).triggers[0]?.when).toBe('after');
		expect(parsePlan({Plan: modify(5), 'Execution Time': 25.1, Triggers: [trigger('a', 20)]}).nodes[0]?.selfMs).toBe(4);
	});

	test('auto_explain prints no Execution Time: a trigger may be in the Update or not, so its self time is not told', () => {
		const parsed = parsePlan({'Query Text': 'update ...', Plan: modify(50), Triggers: [trigger('a', 20)]});
		expect(parsed.triggers[0]?.when).toBeNull();
		expect(parsed.nodes.map(({selfMs}) => selfMs)).toEqual([null, 1]);
		expect(parsed.outside).toEqual([]);
	});

	test('with TIMING OFF nothing tells', () => {
		expect(plan('pg15/notiming_86_instead_trigger').triggers).toEqual([{name: 't_ins', relation: 'vorders', constraint: null, calls: 500, ms: null, when: null}]);
	});
});

describe('beside the nodes', () => {
	test('planning and its blocks are no part of the execution', () => {
		const deb = plan('deb15/29_jit_1');
		expect(deb.totals).toEqual({planningMs: 0.421, executionMs: 392.64, rootMs: 233.882});
		expect(deb.planningBuffers).toMatchObject({sharedHit: 93, sharedRead: 8, sharedWritten: 8});
		expect(deb.outside).toEqual([{what: 'executor start and shutdown', ms: expect.closeTo(392.64 - 233.882, 6) as number, buffers: null}]);
	});

	test('serialization is in Execution Time and in no node: 11.480 - 0.221 - 11.188 = 0.071 are left', () => {
		const toast = plan('pg18/81_toast_serialize');
		expect(toast.serialization).toMatchObject({ms: 11.188, format: 'text', bytes: expect.any(Number) as number});
		expect(toast.serialization?.buffers?.sharedHit).toBe((toast.raw['Serialization'] as {'Shared Hit Blocks': number})['Shared Hit Blocks']);
		expect(toast.outside.map(({what, ms}) => [what, ms])).toEqual([['serialization', 11.188], ['executor start and shutdown', expect.closeTo(0.071, 6)]]);
	});

	test('a remainder that cannot be is not shown as a number', () => {
		expect(parsePlan({Plan: node('Result', {'Actual Total Time': 10}), 'Execution Time': 8}).outside).toEqual([{what: 'executor start and shutdown', ms: null, buffers: null}]);
	});

	test('settings and the query are kept', () => {
		expect(plan('pg13/18_bitmap_lossy').settings).toEqual({enable_indexscan: 'off', enable_seqscan: 'off', jit: 'off', work_mem: '64kB'});
		expect(parsePlan({'Query Text': 'select 1', Plan: node('Result')}).query).toBe('select 1');
	});
});
