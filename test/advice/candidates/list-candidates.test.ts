import {describe, expect, it, test} from 'vitest';
import type {IndexState} from '../../../source/database/index-state.ts';
import {candidatesFor, shape, told} from './shapes.ts';

const orders = shape('orders', 'id bigint, customer_id bigint, status text, placed_at timestamp, total numeric, email text, note text, payload jsonb, closed boolean');
const customers = shape('customers', 'id bigint, region text, name text, email varchar');
const ask = (sql: string | readonly string[], more = [orders, customers]) => candidatesFor(typeof sql === 'string' ? [sql] : sql, more).tried.map(told);

function index(table: string, columns: readonly string[], changes: Partial<IndexState> = {}): IndexState {
	return {
		name: `${table}_there`, schema: 'public', table, oid: 1, parentOid: null, built: true, method: 'btree', columns, include: [], predicate: null, unique: false,
		constraint: null, valid: true, bytes: 8192, scans: 0, definition: '', why: null, priority: null, ...changes,
	};
}

describe('columns come in a useful order', () => {
	it('compared by = before a range', () => {
		expect(ask('select * from orders where placed_at > $1 and customer_id = $2')[0]).toBe('orders (customer_id, placed_at)');
	});

	it('compared by = before the order', () => {
		expect(ask('select * from orders where customer_id = $1 order by placed_at desc limit 10')[0]).toBe('orders (customer_id, placed_at)');
	});

	it('with its direction where an order is mixed', () => {
		expect(ask('select * from orders where customer_id = $1 order by status, placed_at desc')[0]).toBe('orders (customer_id, status, placed_at DESC)');
		expect(ask('select * from orders order by placed_at desc nulls last limit 5')[0]).toBe('orders (placed_at DESC NULLS LAST)');
	});

	it('never more than three', () => {
		const all = ask('select * from orders where id = $1 and customer_id = $2 and status = $3 and total = $4 order by placed_at');
		expect(Math.max(...all.map(text => text.split(',').length))).toBe(3);
	});

	it('a join\'s column in front of the filter and behind it', () => {
		const all = ask('select c.name, o.note from customers c join orders o on o.customer_id = c.id where o.status = $1');
		expect(all).toEqual(expect.arrayContaining(['orders (customer_id, status)', 'orders (status, customer_id)', 'orders (customer_id)', 'customers (id)']));
	});

	it('a list, BETWEEN, and a row of columns', () => {
		expect(ask('select * from orders where status in ($1, $2) and placed_at between $3 and $4')[0]).toBe('orders (status, placed_at)');
		expect(ask('select * from orders where customer_id = any($1)')).toContain('orders (customer_id)');
		expect(ask('select * from orders where (customer_id, placed_at) = ($1, $2)')).toContain('orders (customer_id, placed_at)');
	});
});

describe('names lead to the table\'s columns', () => {
	it.each([
		['an alias', 'select x.* from orders as x where x.customer_id = $1'],
		['renamed columns', 'select * from orders as x (a, b) where x.b = $1'],
		['a subquery', 'select * from (select id, customer_id as owner from orders) as s where s.owner = $1'],
		['columns of one name that are renamed', 'select * from (select c.id, o.id, o.customer_id from customers c, orders o) as s (a, b, owner) where s.owner = $1'],
		['a name with its schema', 'select * from orders where public.orders.customer_id = $1'],
		['a WITH query', 'with mine as (select * from orders) select * from mine where customer_id = $1'],
		['LATERAL', 'select * from customers c cross join lateral (select * from orders where orders.customer_id = c.id limit 1) as last'],
		['EXISTS', 'select * from customers c where exists (select from orders o where o.customer_id = c.id)'],
		['IN', 'select * from customers where id in (select customer_id from orders)'],
		['a subquery in the select list', 'select (select max(total) from orders where customer_id = c.id) from customers c'],
		['both halves of a UNION', 'select * from (select customer_id from orders union all select id from customers) as u where customer_id = $1'],
		['an UPDATE', 'update orders set note = $1 where customer_id = $2'],
		['a DELETE with USING', 'delete from orders using customers c where customer_id = c.id and c.name = $1'],
		['a MERGE', 'merge into orders using customers c on customer_id = c.id when matched then delete'],
		['an INSERT from a SELECT', 'insert into customers (id) select id from orders where customer_id = $1'],
		['what equals what equals a value', 'select * from customers c, orders o where o.customer_id = c.id and c.id = $1'],
	])('through %s', (_, sql) => {
		expect(ask(sql)).toContain('orders (customer_id)');
	});

	it('through USING', () => {
		expect(ask('select * from customers join orders using (id)')).toEqual(expect.arrayContaining(['orders (id)', 'customers (id)']));
	});

	it('through a view', () => {
		const view = shape('open_orders', 'number bigint, owner bigint', {query: 'SELECT orders.id AS number, orders.customer_id AS owner FROM public.orders WHERE (NOT orders.closed);'});
		expect(ask('select number from open_orders where owner = $1', [orders, view])).toContain('orders (customer_id)');
	});

	it('in another schema, with names that need quotes', () => {
		const odd = shape('Straße', 'Haus Nr integer, plz text', {schema: 'Orte', visible: false});
		expect(ask('select plz from "Orte"."Straße" s where s."Haus Nr" = $1', [odd])).toContain('"Orte"."Straße" ("Haus Nr")');
		expect(ask('select plz from "Straße" where "Haus Nr" = $1', [odd])).toEqual([]);
	});

	it('of a partition to the partitioned table', () => {
		const part = shape('orders_2026', 'id bigint, day date', {partitionOf: {schema: 'public', name: 'orders_by_day'}});
		expect(ask('select 1 from orders_2026 where day = $1', [part])).toEqual(['orders_by_day (day)']);
	});

	it('and to nothing where the database has no such column or table', () => {
		expect(ask('select * from orders where colour = $1')).toEqual([]);
		expect(ask('select * from invoices where id = $1')).toEqual([]);
		expect(ask('select * from generate_series(1, 9) as g (id) where g.id = 3')).toEqual([]);
	});
});

describe('an expression is a key as it is compared', () => {
	it.each([
		['select * from customers where lower(email) = lower($1)', 'customers (lower(email))'],
		['select * from customers where email::text = $1', 'customers (email)'],
		['select * from orders where payload ->> \'kind\' = $1', 'orders ((payload ->> \'kind\'))'],
		['select * from orders where coalesce(note, \'\') = $1', 'orders (COALESCE(note, \'\'))'],
		['select * from orders where total + 1 > $1', 'orders ((total + 1))'],
		['select * from customers where name like \'Mar%\'', 'customers (name text_pattern_ops)'],
		['select * from customers where name like $1 || \'%\'', 'customers (name text_pattern_ops)'],
	])('%s', (sql, expected) => {
		expect(ask(sql)).toContain(expected);
	});

	it.each([
		['depends on a setting', 'select * from orders where placed_at::date = $1'],
		['is not known to be immutable', 'select * from orders where my_function(note) = $1'],
		['compares a table with itself', 'select * from orders where total = id'],
		['finds the middle of a text', 'select * from customers where name like \'%mar%\''],
		['is a jsonb as a whole', 'select * from orders where payload = $1'],
		['is negated', 'select * from orders where customer_id <> $1'],
	])('but none where it %s', (_, sql) => {
		expect(ask(sql)).toEqual([]);
	});
});

describe('a covering index', () => {
	it('includes what else is read, where that is little', () => {
		expect(ask('select total from orders where customer_id = $1 order by placed_at')).toContain('orders (customer_id, placed_at) INCLUDE (total)');
	});

	it('is not made of many columns, of wide ones, or for rows that change', () => {
		const wide = shape('letters', 'id bigint, body text', {columns: [{name: 'id', type: 'bigint', width: 8}, {name: 'body', type: 'text', width: 900}]});
		const all = [...ask('select * from orders where customer_id = $1'), ...ask('select body from letters where id = $1', [wide]), ...ask('update orders set note = total where customer_id = $1')];
		expect(all.filter(text => text.includes('INCLUDE'))).toEqual([]);
	});
});

describe('a partial index', () => {
	it('has as its WHERE a constant that several statements repeat', () => {
		const both = ['select * from orders where status = \'open\' and customer_id = $1', 'select id from orders where status = \'open\' order by placed_at'];
		expect(ask(both)).toEqual(expect.arrayContaining(['orders (customer_id) WHERE status = \'open\'', 'orders (placed_at) WHERE status = \'open\'']));
		expect(ask(both.slice(0, 1)).filter(text => text.includes('WHERE'))).toEqual([]);
	});

	it('or what has no value that could be another one', () => {
		expect(ask('select * from orders where note is null and customer_id = $1')).toContain('orders (customer_id) WHERE note IS NULL');
		expect(ask('select * from orders where not closed order by placed_at')).toContain('orders (placed_at) WHERE NOT closed');
		expect(ask('select * from orders where closed')).toContain('orders (closed) WHERE closed');
	});

	it('with constants as they were written', () => {
		const twice = (condition: string) => ask([`select id from orders where ${condition} and customer_id = $1`, `select note from orders where ${condition}`]).join('\n');
		expect(twice('status in (\'o\'\'pen\', \'\')')).toContain('WHERE status IN (\'o\'\'pen\', \'\')');
		expect(twice('total > 0')).toContain('WHERE total > 0');
		expect(twice('closed = false')).toContain('WHERE closed = false');
		expect(twice('status <> \'a\\b\'')).toContain('WHERE status <> E\'a\\\\b\'');
	});
});

test('each arm of an OR asks for its own index', () => {
	expect(ask('select id from orders where customer_id = $1 or email = $2')).toEqual(expect.arrayContaining(['orders (customer_id)', 'orders (email)']));
});

test('the least and the greatest, DISTINCT, GROUP BY and windows are orders too', () => {
	expect(ask('select max(placed_at) from orders')).toContain('orders (placed_at)');
	expect(ask('select distinct customer_id from orders')).toContain('orders (customer_id)');
	expect(ask('select status, count(*) from orders group by 1')).toContain('orders (status)');
	expect(ask('select row_number() over (partition by customer_id order by placed_at) from orders')).toContain('orders (customer_id, placed_at)');
	expect(ask('select id as number from orders order by number')).toContain('orders (id)');
});

describe('what is there already is not tried', () => {
	const setAside = (there: IndexState, sql = 'select note from orders where customer_id = $1') =>
		candidatesFor([sql], [orders], [there]).setAside.map(({candidate, reason}) => `${told(candidate)}: ${reason.kind}`);

	it('an equal one, or the beginning of a longer one', () => {
		expect(setAside(index('orders', ['customer_id']))).toContain('orders (customer_id): there already');
		expect(setAside(index('orders', ['customer_id', 'placed_at']))).toContain('orders (customer_id): covered by a prefix');
		expect(setAside(index('orders', ['lower((email)::text)']), 'select id from orders where lower(email) = $1')).toContain('orders (lower(email)): there already');
	});

	it('columns compared by = in whichever order', () => {
		expect(setAside(index('orders', ['status', 'customer_id', 'id']), 'select * from orders where customer_id = $1 and status = $2')).toContain('orders (customer_id, status): in another order');
		expect(setAside(index('orders', ['status', 'customer_id', 'id']), 'select * from orders where customer_id = $1 and status > $2')).not.toContainEqual(expect.stringContaining('(customer_id, status)'));
		expect(setAside(index('orders', ['status', 'customer_id', 'id']), 'select * from orders where customer_id = $1 order by status')).not.toContainEqual(expect.stringContaining('(customer_id, status)'));
	});

	it('one that is off is no reason to leave out what it begins with, only not to try the same twice', () => {
		const off = [index('orders', ['customer_id', 'placed_at'])];
		const {tried, setAside} = candidatesFor(['select note from orders where customer_id = $1 order by placed_at'], [orders], [], {off});
		expect(tried.map(told)).toContain('orders (customer_id)');
		expect(setAside.map(({candidate, reason}) => `${told(candidate)}: ${reason.kind}`)).toEqual(['orders (customer_id, placed_at): there already']);
	});

	it('but an INVALID, partial, or hash one serves nobody else, and an order is not turned', () => {
		expect(setAside(index('orders', ['customer_id'], {valid: false}))).toEqual([]);
		expect(setAside(index('orders', ['customer_id'], {predicate: 'closed'}))).toEqual([]);
		expect(setAside(index('orders', ['customer_id'], {method: 'hash'}))).toEqual([]);
		expect(setAside(index('orders', ['placed_at', 'status']), 'select * from orders order by status, placed_at')).toEqual([]);
	});
});

test('no more are tried than the limit, the most promising first, and the others are told', () => {
	const {tried, setAside} = candidatesFor(['select total from orders where customer_id = $1 order by placed_at', 'select 1 from customers where region = $1'], [orders, {...customers, rows: 10}], [], {limit: 2});
	expect(tried.map(told)).toEqual(['orders (customer_id, placed_at)', 'orders (customer_id)']);
	expect(setAside.filter(({reason}) => reason.kind === 'too many').map(({candidate}) => told(candidate))).toContain('customers (region)');
});

test('candidates have the names that Postgres would give them, each its own', () => {
	const {tried} = candidatesFor(['select total from orders where customer_id = $1 and note is null'], [orders]);
	expect(new Set(tried.map(({name}) => name)).size).toBe(tried.length);
	expect(tried.find(candidate => told(candidate) === 'orders (customer_id)')?.name).toMatch(/^orders_customer_id_idx\d*$/);
});

test('a constant before its column means the same behind it', () => {
	const both = ['select id from orders where 5 < total and customer_id = $1', 'select note from orders where total > 5'];
	expect(ask(both)).toContain('orders (customer_id) WHERE total > 5');
});
