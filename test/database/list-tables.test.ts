import {beforeAll, expect, test} from 'vitest';
import {listTables} from '../../source/database/list-tables.ts';
import {withEngines} from '../support/engines.ts';

withEngines('listTables', engine => {
	beforeAll(async () => {
		await engine.session.script(`
			create domain public.mail as text;
			create domain public.code as varchar(8);
			create domain public.amount as numeric;
			create table public.people (id int, name text, nick varchar(20), plain varchar, address mail, ticket code, due amount, gone varchar, fixed char(3), label name);
			alter table public.people drop column gone;
		`);
	});

	test('tells the columns of which Postgres prints comparisons as casts to text', async () => {
		const [people] = await listTables(engine.session);
		expect(people).toMatchObject({schema: 'public', name: 'people', owned: true, varchars: ['nick', 'plain', 'address', 'ticket']});
	});

	test('tells what the rows of a table refer to: the columns in the constraint\'s order, quoted where they must be', async () => {
		await engine.session.script(`
			create table public.places (country text, "City" text, primary key (country, "City"));
			create table public.visits (id int, "City" text, "order" int, country text,
				constraint of_place foreign key (country, "City") references public.places, constraint of_none check (id > 0));
		`);
		const tables = await listTables(engine.session);
		expect(tables.find(({name}) => name === 'visits')?.foreignKeys).toEqual([{constraint: 'of_place', columns: ['country', '"City"']}]);
		expect(tables.find(({name}) => name === 'places')?.foreignKeys).toEqual([]);
	});

	test('a foreign key of a partitioned table is told of the parent, one to a partitioned table by each name it goes by', async () => {
		await engine.session.script(`
			create table public.years (id int primary key) partition by range (id);
			create table public.years_1 partition of public.years for values from (0) to (10);
			create table public.events (id int, year int constraint of_year references public.years) partition by hash (id);
			create table public.events_0 partition of public.events for values with (modulus 1, remainder 0);
		`);
		const tables = await listTables(engine.session);
		const keys = tables.find(({name}) => name === 'events')?.foreignKeys ?? [];
		expect(keys.map(({columns}) => columns)).toEqual(keys.map(() => ['year']));
		expect(keys.map(({constraint}) => constraint)).toContain('of_year');
		expect(keys.length).toBeGreaterThan(1);
		expect(tables.find(({name}) => name === 'events_0')?.foreignKeys).toEqual([]);
	});

	test('tells of a partition, at whatever level, the partitioned table at the top', async () => {
		await engine.session.script(`
			create schema parts;
			create table public.days (day int) partition by range (day);
			create table parts.days_1 partition of public.days for values from (0) to (10) partition by range (day);
			create table parts.days_1_1 partition of parts.days_1 for values from (0) to (5);
		`);
		const tables = await listTables(engine.session);
		const of = (wanted: string) => tables.find(({name}) => name === wanted)?.partitionOf;
		expect([of('days'), of('days_1'), of('days_1_1')]).toEqual([null, {schema: 'public', name: 'days'}, {schema: 'public', name: 'days'}]);
	});
});
