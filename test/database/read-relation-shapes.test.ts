import {beforeAll, expect, test} from 'vitest';
import {readRelationShapes} from '../../source/database/read-relation-shapes.ts';
import {withEngines} from '../support/engines.ts';

withEngines('readRelationShapes', engine => {
	beforeAll(async () => {
		await engine.session.script(`
			create schema "Other Side";
			create table public.films (id int, title varchar(40), gone int, "Länge" numeric);
			alter table public.films drop column gone;
			create table "Other Side".films (id bigint);
			create view public.long_films as select id, title from public.films where "Länge" > 120;
			create materialized view public.titles as select title from public.films;
			create table public.shows (day date) partition by range (day);
			create table public.shows_1 partition of public.shows for values from ('2026-01-01') to ('2027-01-01');
			insert into public.films select n, 'title', 90 from generate_series(1, 500) as n;
			insert into public.shows select date '2026-01-01' + n from generate_series(1, 300) as n;
			analyze public.films; analyze public.shows;
		`);
	});

	test('tells the columns of tables by name, in whichever schema, and which one the name alone leads to', async () => {
		const [other, ours, ...more] = await readRelationShapes(engine.session, ['films']);
		expect(more).toEqual([]);
		expect(other).toMatchObject({schema: 'Other Side', visible: false, rows: 0, columns: [{name: 'id', type: 'bigint', width: null}]});
		expect(ours).toMatchObject({schema: 'public', visible: true, rows: 500, query: null, columns: [
			{name: 'id', type: 'integer', width: 4}, {name: 'title', type: 'character varying(40)', width: 6}, {name: 'Länge', type: 'numeric'},
		]});
	});

	test('a view comes with its query, a materialised one as a table', async () => {
		const [long, titles] = await readRelationShapes(engine.session, ['long_films', 'titles']);
		expect(long?.query).toContain('FROM films');
		expect(titles?.query).toBeNull();
	});

	test('a partition names its table, which has the rows of all partitions', async () => {
		const [shows, part] = await readRelationShapes(engine.session, ['shows', 'shows_1']);
		expect(shows).toMatchObject({partitionOf: null, rows: 300});
		expect(part).toMatchObject({partitionOf: {schema: 'public', name: 'shows'}});
	});

	test('of no names nothing is asked', async () => {
		expect(await readRelationShapes(engine.session, [])).toEqual([]);
	});
});
