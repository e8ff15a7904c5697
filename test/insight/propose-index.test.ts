import {describe, expect, test} from 'vitest';
import type {InsightContext} from '../../source/insight/context.ts';
import {outer, node} from '../plan/plan-fixtures.ts';
import {made, saying, seqScan, sayings} from './insight-plans.ts';

/** What is proposed for a scan that keeps 10 of 50,000 rows. */
const proposed = (filter: string, facts = {}, context?: InsightContext) => saying('large-seq-scan', made(seqScan(filter, 10, 50_000, facts)), context);
const columns = (filter: string) => proposed(filter).proposal?.columns;
/** The same below a Sort. */
const sorted = (filter: string, key: string) => saying('large-seq-scan', made(node('Sort', {'Actual Total Time': 101, 'Sort Key': [key], 'Sort Method': 'quicksort'}, [
	seqScan(filter, 10, 50_000, outer),
]))).proposal?.columns;

describe('the index to try', () => {
	test('has equality columns first, then one range', () => {
		expect(columns('((a > 5) AND (b = 1) AND (c < 9) AND (d = 2))')).toEqual(['b', 'd', 'a']);
		expect(columns('((a >= 5) AND (a < 9))')).toEqual(['a']);
	});

	test('has IN behind what is equal, then a range, which each element of the list is searched with; but no order, which IN destroys', () => {
		expect(columns('((a = ANY (\'{1,2}\'::integer[])) AND (b = 1) AND (c > 3))')).toEqual(['b', 'a', 'c']);
		expect(sorted('((t.a = ANY (\'{1,2}\'::integer[])) AND (t.b = 1))', 't.c')).toEqual(['b', 'a']);
	});

	test('has the range that is bounded on both sides first', () => {
		expect(columns('((a > 5) AND (b >= 1) AND (b < 9))')).toEqual(['b']);
	});

	test('has five equality columns at most: more narrow nothing down', () => {
		expect(columns('((a = 1) AND (b = 2) AND (c = 3) AND (d = 4) AND (e = 5) AND (f = 6))')).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	test('leaves out what IS NULL and flags leave out; IS NOT NULL and <> only where nothing else is asked', () => {
		const shape = (filter: string) => {
			const {proposal} = proposed(filter);
			return `${proposal?.columns.join(', ') ?? ''} WHERE ${proposal?.predicate ?? ''}`;
		};
		expect(shape('((a IS NULL) AND (b IS NOT NULL) AND (c = 1))')).toBe('c WHERE a IS NULL');
		expect(shape('(rare AND (NOT "Gone") AND (a < 100))')).toBe('a WHERE rare AND NOT "Gone"');
		expect(shape('((status <> \'done\'::text) AND (c = 1))')).toBe('c WHERE ');
		expect(shape('(a IS NULL)')).toBe('a WHERE a IS NULL');
		expect(shape('rare')).toBe('rare WHERE rare');
		expect(shape('(rare IS TRUE)')).toBe('rare WHERE rare IS TRUE');
		expect(shape('(a IS NOT NULL)')).toBe('a WHERE a IS NOT NULL');
		expect(shape('((t.status)::text <> \'done\'::text)')).toBe('status WHERE (status)::text <> \'done\'::text');
		expect(shape('(status <> ALL (\'{done,failed}\'::text[]))')).toBe('status WHERE status <> ALL (\'{done,failed}\'::text[])');
		expect(proposed('(status <> $1)').proposal).toBeNull();
		expect(proposed('((c = 1) AND (a IS NULL))').proposal?.sql).toBe('CREATE INDEX t_c_where_a_idx ON "t" (c) WHERE a IS NULL');
	});

	test('has the wanted order as its key where all that is asked is what to leave out: the queue of what is not done', () => {
		const queue = saying('large-seq-scan', made(node('Sort', {'Actual Total Time': 101, 'Sort Key': ['t.at'], 'Sort Method': 'quicksort'}, [seqScan('(t.status <> \'done\'::text)', 10, 50_000, outer)])));
		expect(queue.proposal?.sql).toBe('CREATE INDEX t_at_where_status_idx ON t (at) WHERE status <> \'done\'::text');
	});

	test('finds the beginning of a text in the order of its letters, whatever the collation', () => {
		expect(columns('(name ~~ \'abc%\'::text)')).toEqual(['name text_pattern_ops']);
		expect(columns('((t.name)::text ~~ \'abc\'::text)')).toEqual(['name text_pattern_ops']);
		expect(columns('((a = 1) AND (lower((t.name)::text) ~~ \'ab_c\'::text))')).toEqual(['a', 'lower((name)::text) text_pattern_ops']);
		expect(columns('(name ~ \'^ab\'::text)')).toEqual(['name text_pattern_ops']);
		for (const filter of ['(name ~~ \'%abc\'::text)', '(name ~~ \'_bc\'::text)', '(name ~~* \'abc%\'::text)', '(name ~ \'^a\'::text)', '(name ~ \'^ab|c\'::text)', '(name ~~ $1)']) {
			expect(proposed(filter).proposal, filter).toBeNull();
		}
	});

	test('is of the collation that the condition names', () => {
		expect(columns('(t.name = \'x\'::text COLLATE "C")')).toEqual(['name COLLATE "C"']);
		expect(columns('(name = ANY (\'{a,b}\'::text[] COLLATE "en-x-icu"))')).toEqual(['name COLLATE "en-x-icu"']);
	});

	test('is of the expression, as the condition has it, but without the table and only where it is sure to be immutable', () => {
		expect(columns('(lower(t.name) = \'x\'::text)')).toEqual(['lower(name)']);
		expect(columns('(lower((name)::text) = ANY (\'{x,y}\'::text[]))')).toEqual(['lower((name)::text)']);
		expect(columns('((t.j ->> \'a b\'::text) = \'x\'::text)')).toEqual(['(j ->> \'a b\'::text)']);
		expect(columns('((((j -> \'a\'::text) ->> \'n\'::text))::numeric > \'5\'::numeric)')).toEqual(['(((j -> \'a\'::text) ->> \'n\'::text))::numeric'].map(key => `(${key})`));
		expect(columns('(COALESCE(a, 0) = 42)')).toEqual(['COALESCE(a, 0)']);
		expect(columns('(42 = ("A" % 50))')).toEqual(['("A" % 50)']);
		expect(proposed('((a + 1) = 42)').proposal?.name).toBe('t_a_expr_idx');
		expect(columns('("left"(t.name, 2) = \'ab\'::text)')).toEqual(['"left"(name, 2)']);
		expect(columns('(TRIM(BOTH FROM name) = \'ab\'::text)')).toEqual(['TRIM(BOTH FROM name)']);
		expect(proposed('(lower(t.name) = \'x\'::text)').proposal?.sql).toBe('CREATE INDEX t_lower_name_idx ON t (lower(name))');
		expect(proposed('((j ->> \'a b\'::text) = \'x\'::text)').proposal?.name).toBe('t_j_a_b_idx');
		for (const filter of [
			'((ts)::date = \'2024-01-01\'::date)', '(date_trunc(\'day\'::text, ts) = now())', '((m)::text = \'1\'::text)', '(lower((ts)::text) = lower((at)::date))', '((a)::numeric = 12.5)',
			'(lower(t.name) = u.name)', '((t.a + u.b) = 3)', '(my_function(a) = 1)', '(random() < \'0.1\'::double precision)', '((ts + \'1 day\'::interval) > now())', '((a + $1) = 5)',
		]) {
			expect(proposed(filter).proposal, filter).toBeNull();
		}
	});

	test('serves whoever pages by key: a row compared with a row', () => {
		expect(columns('((a = 1) AND (ROW(at, id) < ROW(now(), 42)))')).toEqual(['a', 'at', 'id']);
		expect(proposed('(ROW(at, id) < ROW(u.at, 42))').proposal).toBeNull();
	});

	test('serves an OR when every side asks of one column, and else tells which indexes its sides need', () => {
		expect(columns('((a = 42) OR (a = 43))')).toEqual(['a']);
		expect(columns('(((a = 42) AND (b > 1)) OR (a IS NULL))')).toEqual(['a']);
		expect(proposed('((a = 42) OR ((c > 7) AND (d = 3)))')).toMatchObject({proposal: null, advice: 'Give each side of the OR an index of its own (a BitmapOr joins them): (a) and (d, c).'});
		expect(proposed('((a = 42) OR (b = c))').advice).toBe('Write the sides of the OR as a UNION: one of them cannot use an index, and so none of them does.');
	});

	test('is an inverted or a spatial one where the operator asks for it and the value tells the type', () => {
		const method = (filter: string) => proposed(filter).proposal?.sql.replace(/^.* ON (?:"t"|t) /, '');
		expect(method('(j @> \'{"k": 42}\'::jsonb)')).toBe('USING gin (j jsonb_path_ops)');
		expect(method('(\'{"k": 42}\'::jsonb <@ t.j)')).toBe('USING gin (j jsonb_path_ops)');
		expect(method('(j ? \'k\'::text)')).toBe('USING gin (j)');
		expect(method('(tags && \'{a}\'::text[])')).toBe('USING gin (tags)');
		expect(method('(arr @> ARRAY[$1])')).toBe('USING gin (arr)');
		expect(method('(tsv @@ \'\'\'word\'\'\'::tsquery)')).toBe('USING gin (tsv)');
		expect(method('(to_tsvector(\'english\'::regconfig, t.body) @@ \'\'\'word\'\'\'::tsquery)')).toBe('USING gin (to_tsvector(\'english\'::regconfig, body))');
		expect(method('(ip << \'10.0.0.0/8\'::inet)')).toBe('USING gist (ip inet_ops)');
		expect(method('(during @> 42)')).toBe('USING gist (during)');
		expect(method('(pt <@ \'(1,1),(0,0)\'::box)')).toBe('USING gist (pt)');
		expect(method('(j @> $1)')).toBeUndefined();
		expect(method('(to_tsvector(body) @@ \'\'\'word\'\'\'::tsquery)')).toBeUndefined();
		expect(proposed('(42 = ANY (arr))')).toMatchObject({proposal: null, advice: 'Write arr @> ARRAY[...], which a GIN index on it answers: no index answers = ANY of a column.'});
	});

	test('of a column cast to text is one on the column only where the catalogue knows it as varchar', () => {
		const table = {schema: null, name: 't', rows: 1, modifiedSinceAnalyze: 0};
		const known = (varchars: readonly string[]) => proposed('((u)::text = \'a1d0c6e8\'::text)', {}, {tables: [{...table, varchars}]});
		expect(known(['u'])).toMatchObject({proposal: {columns: ['u']}, advice: 'Create an index on t (u), so that only the wanted rows are read.'});
		expect(proposed('((u)::text = \'a1d0c6e8\'::text)').advice).toBe('Create an index on t (u), so that only the wanted rows are read (if u is a varchar; a cast to text that somebody wrote needs an index on the cast).');
		expect(known(['v'])).toMatchObject({proposal: null, advice: 'Compare the plain column with a value of its own type, or create an index on the expression exactly as the condition has it.'});
	});

	test('has the column of a Sort right above when no range stands in its way', () => {
		expect(sorted('(t.a = 1)', 't.b')).toEqual(['a', 'b']);
		expect(sorted('(t.a = 1)', 't.b DESC')).toEqual(['a', 'b']);
		expect(sorted('(t.a = 1)', 't.b DESC NULLS LAST')).toEqual(['a']);
		expect(sorted('(t.a = 1)', 'lower(t.b)')).toEqual(['a']);
		expect(sorted('(t.a = 1)', 'other.b')).toEqual(['a']);
		expect(sorted('((t.a = 1) AND (t.c > 2))', 't.b')).toEqual(['a', 'c']);
	});

	test('has all of the order that plain columns make, and says where one of them goes the other way', () => {
		const first = (keys: readonly string[], context?: InsightContext) => saying('first-rows', made(node('Limit', {'Actual Total Time': 101}, [
			node('Sort', {...outer, 'Actual Total Time': 101, 'Actual Rows': 5, 'Sort Key': keys, 'Sort Method': 'top-N heapsort'}, [seqScan(null, 50_000, 50_000, outer)]),
		])), context);
		expect(first(['t.a DESC', 't.b', 't.c DESC']).proposal?.columns).toEqual(['a', 'b DESC', 'c']);
		expect(first(['t.a', 'lower(t.b)', 't.c']).proposal?.columns).toEqual(['a']);
		const index = {schema: null, table: 't', name: 'known', method: 'btree', predicate: null};
		expect(first(['t.a DESC', 't.b'], {indexes: [{...index, columns: ['a', 'b DESC']}]}).proposal).toBeNull();
		expect(first(['t.a DESC', 't.b'], {indexes: [{...index, columns: ['a DESC', 'b']}]}).proposal).toBeNull();
		expect(first(['t.a DESC', 't.b'], {indexes: [{...index, columns: ['a', 'b']}]}).proposal).not.toBeNull();
	});

	test('knows its own column in a subquery, where only what comes from outside is named with its table', () => {
		expect(columns('(fk = s.big_fk)')).toEqual(['fk']);
		expect(columns('((s.big_fk = fk) AND (val = 1))')).toEqual(['fk', 'val']);
	});

	test('is none when in doubt: another table\'s column, two columns of the table', () => {
		for (const filter of ['((a = 1) OR (b = 2))', '(u.a = 1)', '(t.a = t.b)', '(a = b)', '(lower(u.a) = \'x\'::text)', 'u.rare', '(u.a IS NULL)', '(u.j @> \'{}\'::jsonb)']) {
			expect(proposed(filter).proposal, filter).toBeNull();
		}
	});

	test('and then says what else could be done about it', () => {
		expect(proposed('(a ~~* \'%x%\'::text)').advice).toContain('pg_trgm');
		expect(proposed('((ts)::date = \'2024-01-01\'::date)').advice).toContain('expression');
	});

	test('takes what it can of a condition, and leaves the rest to the filter', () => {
		expect(columns('((a = 1) AND (b ~~ \'%x\'::text))')).toEqual(['a']);
	});

	test('is named as Postgres would name it, and quoted only as needed', () => {
		const {proposal} = proposed('((t."userId" = 1) AND (t.at > now()))', {'Relation Name': 'Order', Alias: 't', Schema: 'public'});
		expect(proposal).toEqual({
			table: 'Order',
			schema: 'public',
			columns: ['"userId"', 'at'],
			include: [],
			predicate: null,
			name: 'Order_userId_at_idx',
			sql: 'CREATE INDEX "Order_userId_at_idx" ON public."Order" ("userId", at)',
		});
		expect(proposed('(t.a = 1)', {Schema: 'a"b'}).proposal?.sql).toBe('CREATE INDEX t_a_idx ON "a""b".t (a)');
	});

	test('quotes a table of which nobody knows whether it is a keyword', () => {
		expect(proposed('(a = 1)').proposal?.sql).toBe('CREATE INDEX t_a_idx ON "t" (a)');
		expect(proposed('(t.a = 1)').proposal?.sql).toBe('CREATE INDEX t_a_idx ON t (a)');
		expect(proposed('("user".a = 1)', {'Relation Name': 'user', Alias: 'user'}).proposal?.sql).toBe('CREATE INDEX user_a_idx ON "user" (a)');
	});

	test('has a name of 63 bytes at most, as Postgres counts', () => {
		const name = proposed('(t.a = 1)', {'Relation Name': 'مشهد'.repeat(20), Alias: 't'}).proposal?.name ?? '';
		expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
		expect(name).toMatch(/^مشهد.*_idx$/);
	});

	test('is none for the system\'s own tables', () => {
		expect(proposed('(relkind = \'r\'::"char")', {'Relation Name': 'pg_class', Alias: 'pg_class', Schema: 'pg_catalog'}).proposal).toBeNull();
	});

	test('is none when there is one that the planner did not want, which is said', () => {
		const index = {schema: 'public', table: 't', name: 't_ba', method: 'btree', columns: ['b', 'a', 'z'], predicate: null};
		const known = (change: object) => proposed('((a = 1) AND (b = 2))', {}, {indexes: [{...index, ...change}]});
		expect(known({})).toMatchObject({proposal: null, advice: 'Find out why t_ba on (a, b) is not used: ANALYZE t, then look at the estimate and at random_page_cost.'});
		for (const change of [{predicate: 'c > 1'}, {columns: ['b']}, {columns: ['z', 'a', 'b']}, {table: 'u'}, {method: 'gin'}]) {
			expect(known(change).proposal?.columns, JSON.stringify(change)).toEqual(['a', 'b']);
		}
	});

	test('is not proposed again where an index with that WHERE, or with its column as a key, is there', () => {
		const index = {schema: null, table: 't', name: 'live', method: 'btree', columns: ['c'], predicate: 'a IS NULL'};
		const known = (change: object) => proposed('((c = 1) AND (a IS NULL))', {}, {indexes: [{...index, ...change}]}).proposal;
		expect(known({})).toBeNull();
		expect(known({columns: ['a', 'c'], predicate: null})).toBeNull();
		expect(known({predicate: null})).toBeNull();
		expect(known({predicate: 'b IS NULL'})).not.toBeNull();
	});

	test('is the one that is switched off, when that would do; and never takes another\'s name', () => {
		const off = {schema: null, table: 't', name: 't_a_idx', method: 'btree', columns: ['a'], include: ['z'], predicate: null, definition: 'CREATE INDEX t_a_idx ON public.t USING btree (a) INCLUDE (z)'};
		expect(proposed('(a = 1)', {}, {unused: [off]})).toMatchObject({
			proposal: {name: 't_a_idx', sql: off.definition, include: ['z']},
			advice: 'Switch t_a_idx on (a): only the wanted rows are read then.',
		});
		expect(proposed('(a = 1)', {}, {unused: [{...off, columns: ['b']}]}).proposal?.name).toBe('t_a_idx1');
	});

	test('is one for a partition, but of many partitions only advice: the plan does not name their table', () => {
		const partition = (name: string) => seqScan(`((${name}.a = 1) AND (${name}.ts > now()))`, 5, 50_000, {'Parent Relationship': 'Member', 'Relation Name': name, Alias: name});
		const [one, two] = [['p1'], ['p1', 'p2']].map(names => saying('large-seq-scan', made(node('Append', {'Actual Total Time': 201}, names.map(partition)))));
		expect(one?.proposal?.sql).toBe('CREATE INDEX p1_a_ts_idx ON p1 (a, ts)');
		expect(two).toMatchObject({proposal: null, couldSaveMs: 200 * (1 - 4 * 10 / 100_000)});
		expect(two?.evidence).toMatch(/^2 partitions such as p1: of 100,000 rows/);
		expect(two?.advice).toContain('(a, ts) of the partitioned table');
	});

	test('is one on the partitioned table, where the database tells which that is', () => {
		const partition = (name: string) => seqScan(`((${name}.a = 1) AND (${name}.ts > now()))`, 5, 50_000, {'Parent Relationship': 'Member', 'Relation Name': name, Schema: 'public', Alias: name});
		const append = (...names: readonly string[]) => made(node('Append', {'Actual Total Time': 201}, names.map(partition)));
		const facts = (name: string, whole: string | null) => ({schema: 'public', name, modifiedSinceAnalyze: 0, rows: 50_000, partitionOf: whole === null ? null : {schema: 'public', name: whole}});
		const tables = [facts('p1', 'p'), facts('p2', 'p'), facts('q1', 'q'), facts('alone', null), facts('p', null)];
		for (const plan of [append('p1'), append('p1', 'p2')]) {
			expect(saying('large-seq-scan', plan, {tables})).toMatchObject({
				proposal: {table: 'p', sql: 'CREATE INDEX p_a_ts_idx ON public.p (a, ts)'},
				advice: 'Create an index on p (a, ts), so that only the wanted rows are read.',
			});
		}

		expect(saying('large-seq-scan', append('alone'), {tables}).proposal?.table).toBe('alone');
		expect(saying('large-seq-scan', append('p1', 'q1'), {tables}).proposal, 'of two tables').toBeNull();
		expect(saying('large-seq-scan', append('p1', 'p3'), {tables}).proposal, 'of one that nobody knows').toBeNull();
		const index = {schema: 'public', table: 'p', name: 'off', method: 'btree', columns: ['a', 'ts'], include: [], predicate: null, definition: 'CREATE INDEX off ON public.p (a, ts)'};
		const part = {...index, table: 'p1', name: 'off_p1', definition: 'CREATE INDEX off_p1 ON public.p1 (a, ts)'};
		expect(saying('large-seq-scan', append('p1'), {tables, unused: [part, index]}).proposal?.name, 'not a part of it').toBe('off');
		expect(saying('large-seq-scan', append('p1'), {tables, indexes: [part]}), 'the partition has one').toMatchObject({proposal: null, advice: expect.stringContaining('off_p1') as string});
		const few = (name: string) => ({...partition(name), 'Rows Removed by Filter': 4995});
		expect(saying('filter-removes-rows', made(node('Append', {'Actual Total Time': 201}, ['p1', 'p2'].map(few))), {tables}).proposal?.table).toBe('p');
		expect(saying('filter-removes-rows', made(node('Append', {'Actual Total Time': 201}, ['p1', 'q1'].map(few))), {tables}).proposal).toBeNull();
	});

	test('is none for scans of tables that are filtered differently', () => {
		const partition = (name: string) => seqScan(`((${name}.a = 1) AND (${name}.ts > now()))`, 5, 50_000, {'Parent Relationship': 'Member', 'Relation Name': name, Alias: name});
		expect(sayings('large-seq-scan', made(node('Append', {'Actual Total Time': 201}, [partition('p1'), seqScan('(u.b = 1)', 5, 50_000, {'Relation Name': 'u', Alias: 'u'})])))).toHaveLength(2);
	});
});
