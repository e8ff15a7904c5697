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
});
