import {beforeAll, describe, expect, test} from 'vitest';
import {parseEntry} from '../../source/catalog/parse-entry.ts';
import {writeCard} from '../../source/catalog/write-card.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import {readParameterGrounds} from '../../source/experiment/read-parameter-grounds.ts';
import {loadSqlParser} from '../../source/sql/sql-parser.ts';
import {describeStatement} from '../../source/workload/describe-statement.ts';
import {sampleParameters} from '../../source/workload/sample-parameters.ts';
import {withEngines} from '../support/engines.ts';
import {oddShapes, oddStatements} from '../support/odd-shapes.ts';

const parser = await loadSqlParser();

withEngines('describeStatement', engine => {
	beforeAll(async () => {
		await engine.session.script(oddShapes);
	});

	const describe_ = async (sql: string) => describeStatement({session: engine.session, parser, versionNumber: (await readServerFacts(engine.session)).versionNumber}, sql);
	const parametersOf = async (sql: string) => (await describe_(sql)).parameters;

	describe('whatever an application sends, normalised, becomes a card whose samples find values that it can be planned with', () => {
		test.each(oddStatements)('%s', async statement => {
			const {sql, parameters} = await describe_(parser.normalise(statement));
			const entry = parseEntry(writeCard({name: 'x', title: 't', why: 'w', frequency: 'low', indexes: [], expected: null, estimate: null, sql, parameters}), 'x.sql');
			const values = await sampleParameters(engine.session, entry);
			// Only what is computed on both sides stays without a value: 'english', and the words that are searched.
			expect(values.filter(({value}) => value === null).map(({name}) => name)).toEqual(statement.includes('to_tsquery') ? ['value_1', 'value_2', 'value_3'] : []);
			await expect(engine.session.query(`explain ${entry.sql}`, values.map(({value}) => value))).resolves.not.toEqual([]);
		});
	});

	test('a value that most rows have is preferred, and named by where it is, not by itself', async () => {
		expect(await parametersOf('select 1 from event_log where kind = $1')).toEqual([{
			name: 'kind', sampleSql: 'select (most_common_vals::text::text[])[1] from pg_stats where schemaname = \'public\' and tablename = \'event_log\' and attname = \'kind\' order by inherited desc',
		}]);
		expect(await parametersOf('select 1 from event_log where kind = any($1)')).toMatchObject([{name: 'kind_list'}]);
	});

	test('a column of different values gives any of them', async () => {
		expect(await parametersOf('select 1 from film as f where f.id = $1 and details @> $2 and tags @> $3')).toEqual([
			{name: 'id', sampleSql: 'select id from film where id is not null limit 1'},
			{name: 'details', sampleSql: 'select details::text from film where details is not null limit 1'},
			{name: 'tags', sampleSql: 'select tags::text from film where tags is not null limit 1'},
		]);
	});

	test('a limit leaves a tenth of the rows, two of them a slice in the middle', async () => {
		expect(await parametersOf('select 1 from film where id > $1')).toMatchObject([{name: 'id_from', sampleSql: expect.stringContaining('(histogram_bounds::text::text[])[91] ') as string}]);
		expect(await parametersOf('select 1 from film where $1 > id')).toMatchObject([{name: 'id_to', sampleSql: expect.stringContaining('(histogram_bounds::text::text[])[11] ') as string}]);
		const {parameters} = await describe_('select 1 from film where id >= $1 and id < $2');
		const entry = parseEntry(writeCard({name: 'x', title: 't', why: 'w', frequency: 'low', indexes: [], expected: null, estimate: null, sql: 'select count(*) as rows from film where id >= $1 and id < $2', parameters}), 'x.sql');
		const values = await sampleParameters(engine.session, entry);
		const [row] = await engine.session.query(entry.sql, values.map(({value}) => value));
		expect(Number(row?.['rows'])).toBeGreaterThan(200);
		expect(Number(row?.['rows'])).toBeLessThan(600);
	});

	test('what stands against no column gets a value by its type, or honestly none', async () => {
		expect(await parametersOf('select date_trunc($1, at), coalesce(kind, $2) from event_log where at > now() - interval $3 and "order" + $4 > 7 and upper(kind) || $5 = kind limit $6 offset $7')).toEqual([
			{name: 'field', sampleSql: 'select \'day\''},
			{name: 'value_2', sampleSql: 'select \'\''},
			{name: 'value_3', sampleSql: 'select interval \'1 day\''},
			{name: 'value_4', sampleSql: 'select 1'},
			{name: 'kind', sampleSql: 'select (most_common_vals::text::text[])[1] from pg_stats where schemaname = \'public\' and tablename = \'event_log\' and attname = \'kind\' order by inherited desc'},
			{name: 'limit', sampleSql: 'select 10'},
			{name: 'offset', sampleSql: 'select 0'},
		]);
	});

	test('which values are made up is known', async () => {
		expect((await describe_('select 1 from event_log where at > current_date - interval $1 and kind = $2 limit $3')).invented).toEqual(['value_1', 'limit']);
	});

	test('an array that PostgreSQL 18 counted for a list of IN is one of the column\'s type', async () => {
		const {sql, parameters} = await describe_('select 1 from film where id = ANY(ARRAY[$1 /*, ... */])');
		expect(sql).toMatch(/ANY\(ARRAY\[\$1::(?:integer|bigint) \/\*, \.\.\. \*\/\]\)$/);
		expect(parameters).toMatchObject([{name: 'id', sampleSql: 'select id from film where id is not null limit 1'}]);
	});

	test('names are of plain letters, and no two are alike', async () => {
		const names = (await parametersOf('select 1 from "تأجير"."فيلم" where "عنوان" = $1 and "سنة" > $2')).map(({name}) => name);
		expect(names).toEqual(['value_1', 'value_2']);
		expect((await parametersOf('select 1 from film where id = $1 or id = $2 or title like $3 or "Rental Rate" = $4')).map(({name}) => name)).toEqual(['id', 'id_2', 'title_pattern', 'Rental_Rate']);
	});

	test('what was grouped by one constant is grouped by one parameter again', async () => {
		const {sql, parameters} = await describe_(parser.normalise('select date_trunc(\'month\', at) as m, "order" % 7, count(*) from event_log where kind = \'info\' group by date_trunc(\'month\', at), "order" % 7 having count(*) > 3 order by date_trunc(\'month\', at) limit 10'));
		expect(sql).toMatch(/group by date_trunc\(\$(\d), at\)/);
		expect(parameters.map(({name}) => name).sort()).toEqual(['field', 'kind', 'limit', 'value_2', 'value_4']);
	});

	test('of what is called like a secret no value is sampled or swept, however it is asked for', async () => {
		await engine.session.script(`create table vault (id int, password text, api_token text);
			insert into vault select i, 'hunter' || i % 3, 'hunter' || i from generate_series(1, 1000) as i; analyze vault`);
		const statement = 'select id from vault as v where id = $1 and password = $2 and lower(v.password) = $3 and api_token > $4 and api_token like $5 and password = any($6)';
		const parameters = await parametersOf(statement);
		expect(parameters).toMatchObject([{name: 'id', sampleSql: expect.stringContaining('vault') as string}, ...Array.from({length: 5}, () => ({sampleSql: null, withheld: true}))]);
		const grounds = await readParameterGrounds(engine.session, parser, statement);
		expect(grounds.map(({statistics}) => statistics !== null)).toEqual([true, false, false, false, false, false]);
		expect(JSON.stringify([parameters, grounds])).not.toContain('hunter');
		await engine.session.script('drop table vault');
	});

	test('what the server does not know is told as it says it', async () => {
		await expect(describe_('select 1 from nowhere where x = $1')).rejects.toMatchObject({message: expect.stringContaining('nowhere') as string});
		await expect(describe_('selec 1')).rejects.toMatchObject({kind: 'input'});
	});
});
