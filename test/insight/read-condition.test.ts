import {describe, expect, test} from 'vitest';
import type {Term} from '../../source/insight/condition.ts';
import {lexCondition} from '../../source/insight/lex-condition.ts';
import {readCondition} from '../../source/insight/read-condition.ts';

/** `total > steady`, `id = customers.id`, `status any`, `expression`. */
function inShort(term: Term): string {
	if (term.kind === 'or') {
		return `or: ${term.arms.map(arm => arm.map(inShort).join(' and ')).join(' / ')}`;
	}

	if (!('column' in term)) {
		return term.kind;
	}

	const own = `${term.column.qualifier === null ? '' : `${term.column.qualifier}.`}${term.column.printed}`;
	if (term.kind !== 'comparison') {
		return `${own} ${term.kind}`;
	}

	const other = term.with.kind === 'column' ? `${term.with.column.qualifier ?? ''}.${term.with.column.printed}` : term.with.kind;
	return `${own} ${term.operator} ${other}`;
}

const read = (text: string) => readCondition(text).map(inShort);

describe('a condition as Postgres prints it', () => {
	// Printed by PostgreSQL 18.4, with and without VERBOSE.
	test.each([
		['(region = 3)', ['region = steady']],
		['(customers.region = 3)', ['customers.region = steady']],
		['(n = \'5\'::numeric)', ['n = steady']],
		['(n = \'-5\'::numeric)', ['n = steady']],
		['(5 < "Line Id")', ['"Line Id" > steady']],
		['("Order Lines"."Line Id" = 5)', ['Order Lines."Line Id" = steady']],
		['("it""s" = \'a\'::text)', ['"it""s" = steady']],
		['((t >= \'2024-01-01 00:00:00\'::timestamp without time zone) AND (t <= \'2024-02-01 00:00:00\'::timestamp without time zone))', ['t >= steady', 't <= steady']],
		['(ts > (now() - \'1 day\'::interval))', ['ts > steady']],
		['(d = CURRENT_DATE)', ['d = steady']],
		['(c = \'ab\'::bpchar)', ['c = steady']],
		['(e IS NULL)', ['e is null']],
		['("Order Lines".e IS NOT NULL)', ['Order Lines.e is not null']],
		['("Line Id" = ANY (\'{1,2,3}\'::integer[]))', ['"Line Id" any']],
		['(items.order_id = o.id)', ['items.order_id = o.id']],
	])('%s', (text, terms) => {
		expect(read(text)).toEqual(terms);
	});

	test.each([
		['(o.total > $1)', ['o.total > steady']],
		['(orders.total > (InitPlan 1).col1)', ['orders.total > steady']],
		['(items.price > ((InitPlan 1).col1 / \'10\'::numeric))', ['items.price > steady']],
		['(n = ((InitPlan 1).col1)::numeric)', ['n = steady']],
		['(orders.customer_id = ANY ($0))', ['orders.customer_id any']],
		['(orders.customer_id = ANY ((InitPlan 1).col1))', ['orders.customer_id any']],
		['((items.price > $1) AND (items.qty < $3))', ['items.price > steady', 'items.qty < steady']],
	])('%s: a parameter or an InitPlan, as 16 and as 17 print it, is the same for every row', (text, terms) => {
		expect(read(text)).toEqual(terms);
	});

	test('text in a constant is not taken for the condition', () => {
		expect(read('(("Line Id" = 5) AND (e = \'x AND (y) OR "z\'::text))')).toEqual(['"Line Id" = steady', 'e = steady']);
		expect(read('("user" = \'it\'\'s (\'::text)')).toEqual(['"user" = steady']);
		expect(read('("user" = \'a\\\'::text)')).toEqual(['"user" = steady']);
		expect(read('("user" = E\'a\\\'b\'::text)')).toEqual(['"user" = steady']);
	});

	test('a varchar column is compared as text, and an index on the column serves that', () => {
		expect(read('((shots.scene_id)::text = \'70efdf2e-c9b0-8607-9795-c442636b55fb\'::text)')).toEqual(['shots.scene_id = steady']);
		expect(read('((vc)::text = ANY (\'{a,b}\'::text[]))')).toEqual(['vc any']);
		expect(read('((scene_id)::text = $1)')).toEqual(['scene_id = steady']);
		expect(read('((a.name)::text = (b.name)::text)')).toEqual(['a.name = b.name']);
	});

	test('a number or a date compared as text was cast by somebody, and an index on the column does not serve that', () => {
		expect(read('(("Line Id")::text = \'5\'::text)')).toEqual(['expression']);
		expect(read('((at)::text = \'2024-01-01\'::text)')).toEqual(['expression']);
		expect(read('((id)::text = ANY (\'{1,2}\'::text[]))')).toEqual(['other']);
	});

	test.each([
		'(lower(e) = \'a\'::text)',
		'((ts)::date = \'2024-01-01\'::date)',
		'(date_trunc(\'day\'::text, ts) = \'2024-01-01 00:00:00+00\'::timestamp with time zone)',
		'(("Line Id" + 1) = 5)',
		'((j ->> \'a\'::text) = \'x\'::text)',
		'(COALESCE(e, \'\'::text) = \'\'::text)',
		'(CASE WHEN b THEN e ELSE \'x\'::text END = \'y\'::text)',
		'(f > (n)::double precision)',
		'(v = random_of(5))',
		'(ctid = \'(0,1)\'::tid)',
	])('%s compares no plain column', text => {
		expect(read(text)).toEqual(['expression']);
	});

	test.each([
		'(NOT (e IS DISTINCT FROM \'x\'::text))',
		'(NOT (hashed SubPlan 1))',
		'(NOT (ANY (orders.customer_id = (hashed SubPlan 1).col1)))',
		'("Order Lines".* IS NOT NULL)',
	])('%s is nothing that an index answers', text => {
		expect(read(text)).toEqual(['other']);
	});

	test.each([
		['b', 'b flag'],
		['(NOT b)', 'b flag'],
		['(b IS TRUE)', 'b flag'],
		['("Line Id" <> 5)', '"Line Id" unequal'],
		['("Line Id" <> $1)', 'other'],
		['("Line Id" <> (InitPlan 1).col1)', 'other'],
		['("Line Id" <> \'5\'::numeric)', '"Line Id" unequal'],
		['("Line Id" <> ALL (\'{1,2}\'::integer[]))', '"Line Id" unequal'],
		['(j @> \'{"a": 1}\'::jsonb)', 'contained'],
		['(arr && \'{1}\'::integer[])', 'contained'],
		['(ROW("Line Id", n) > ROW(5, \'6\'::numeric))', 'row'],
		['(5 = ANY (arr))', 'arr member'],
	])('%s is known for what it is: %s', (text, term) => {
		expect(read(text)).toEqual([term]);
	});

	test('LIKE and OR are known for what they are', () => {
		expect(read('(e ~~ \'abc%\'::text)')).toEqual(['e pattern']);
		expect(read('((vc)::text ~~* \'%x%\'::text)')).toEqual(['vc pattern']);
		expect(read('((e = \'a\'::text) OR (e = \'b\'::text))')).toEqual(['or: e = steady / e = steady']);
		expect(read('((a = 1) AND ((b = 2) OR (c = 3)))')).toEqual(['a = steady', 'or: b = steady / c = steady']);
	});

	test('what is cut off, or no condition at all, is not understood, and no harm done', () => {
		for (const text of ['', '((a = 1)', 'a = 1)', '(a = \'x)', '(a = "x)', '(a = 1]', '\u0000', '(a = 1) §']) {
			expect(readCondition(text), text).toEqual([{kind: 'other'}]);
		}

		expect(readCondition(`(a = ANY ('{${'1,'.repeat(20_000)}1}'::integer[]))`)).toEqual([{kind: 'other'}]);
	});

	test('brackets may be as deep as they like', () => {
		expect(read(`${'('.repeat(9000)}a = 1${')'.repeat(9000)}`)).toEqual(['a = steady']);
		expect(lexCondition('(a = 1)')?.map(({partner}) => partner)).toEqual([4, 1, 2, 3, 4]);
	});
});
