import {expect, it} from 'vitest';
import {readdirSync} from 'node:fs';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';

const planflip = journey();
const {onScreen, catalog, runs} = planflip;
const slowly = {timeout: 90_000};

/** Timed to the end. */
const timed = /\d+ rounds in turns, 95 % sure/;

it('an operation is found, walked and timed; a flip measures it beside the pinned indexes; w adds a round trip that is waited for', {timeout: 400_000}, async () => {
	const program = onScreen();
	await program.waitFor(/current +[▁-█]/, slowly);
	program.press('/');
	program.type('operation list the shots');
	program.press('enter');
	await program.waitFor(/3 Waterfall {2}list the shots/, slowly);
	await program.waitFor(/chain {2}3 statements/, slowly);
	await program.waitFor(/one JOIN answers as the chain does: as usual/, slowly);
	await program.waitFor(/rtt 0, no network in between/, slowly);
	await program.waitFor(timed, slowly);
	expect(readdirSync(runs).some(name => name.includes('~operation~list-shots~'))).toBe(true);

	program.press('P', '1');
	await program.waitFor(/2 Indexes ─+ bare/);
	await program.waitFor(/against \[baseline\]/, slowly);
	await program.waitFor(/chain \d+ → \d+ ▲/, slowly);

	program.press('w', 'ctrl+u');
	program.type('2ms');
	program.press('enter');
	await program.waitFor(/rtt 2 ms really waited/, slowly);
	await program.waitFor(/· waited for --rtt/, slowly);

	program.press('3', 'j', 'enter');
	await program.waitFor(/┌Step /);
	await program.waitFor(/\$1 = [\da-f-]+ {2}from shots?\.|\$1 = [\da-f-]+ {2}from (?:scene|parameter)/);
	await program.waitFor(/its plan, from an EXPLAIN apart from the walk/);
	program.press('escape');
	await program.waitFor(/3 Waterfall/);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
});

const sleeping = (title: string, rewrite: string) => `-- operation: ${title}
-- why: For the test.
-- frequency: low
-- parameter: n = select 1

-- step: first
-- takes: n
select pg_sleep(60), $1::int as n;

-- rewrite: at once
${rewrite};
`;

const forgetful = `-- operation: read a project
-- why: The owner is forgotten in the rewrite.
-- frequency: low
-- parameter: id = select id from projects order by id limit 1
-- parameter: owner = select user_id from projects where id = $1
-- case: a stranger: owner = select id from users where id <> $2 limit 1

-- step: project
-- takes: id, owner
select * from projects where id = $1 and user_id = $2;

-- rewrite: by id
-- takes: id
select * from projects where id = $1;
`;

it('a rewrite that answers differently is told first, and called neither faster nor slower', {timeout: 200_000}, async () => {
	const program = onScreen(['--catalog', catalog({'one.sql': card('one', 'select 1'), 'read-project.sql': forgetful})], {columns: 80, rows: 24});
	await program.waitFor(/current +[▁-█]/, slowly);
	program.press('j');
	await program.waitFor(/by id answers differently \(a stranger: id = /, slowly);
	await program.waitFor(/ANSWERS DIFFERENTLY/, slowly);
	await program.waitFor(/read a project +DIFFERS/, slowly);
	expect(program.screen().join('\n')).not.toMatch(/x faster|x slower/);
});

withNativeServer('on a server', native => {
	const {database, url, ask, traces} = serverJourney(native, planflip);

	it('Esc stops the statement of a walk, leaves nothing, and the next operation works', {timeout: 200_000}, async () => {
		const name = await database('theCopy');
		const folder = catalog({'one.sql': card('one', 'select 1'), 'slow.sql': sleeping('sleep a minute', 'select 1 as n where $1 = 1'), 'tell.sql': sleeping('tell at once', 'select $1::int as n').replace('pg_sleep(60), ', '')});
		const program = onScreen(['--catalog', folder, '--rtt', '1ms'], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(/current +[▁-█]/, slowly);
		program.press('j');
		await program.waitFor(/3 Waterfall {2}sleep a minute/);
		const asleep = 'select count(*)::int as backends from pg_stat_activity where state = \'active\' and query ~ \'pg_sleep\' and pid <> pg_backend_pid()';
		await expect.poll(() => ask(name, asleep), {timeout: 60_000, interval: 100}).toEqual([{backends: 1}]);
		program.press('escape');
		await program.waitFor(/cancelled: the server has stopped/, slowly);
		expect(await ask(name, asleep)).toEqual([{backends: 0}]);
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
		program.press('j');
		await program.waitFor(/3 Waterfall {2}tell at once/);
		await program.waitFor(/rtt 1 ms really waited/, slowly);
		await program.waitFor(timed, slowly);
		await expect.poll(() => traces(name), {timeout: 30_000, interval: 100}).toEqual([]);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	});

	it('The Copy\'s operations under bare indexes leave every index as it was', {timeout: 200_000}, async () => {
		const name = await database('theCopy');
		const before = await ask(name, 'select indexrelid::regclass::text as name, indisvalid from pg_index join pg_class on pg_class.oid = indrelid where relnamespace = \'public\'::regnamespace order by 1');
		const program = onScreen(['--disposable'], {env: {DATABASE_URL: url(name)}});
		await program.waitFor(/current +[▁-█]/, slowly);
		program.press('/');
		program.type('operation list the scenes');
		program.press('enter');
		await program.waitFor(/one JOIN answers as the chain does/, slowly);
		program.press('P', '1');
		await program.waitFor(/against \[baseline\]/, slowly);
		await program.waitFor(timed, slowly);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
		expect(await ask(name, 'select indexrelid::regclass::text as name, indisvalid from pg_index join pg_class on pg_class.oid = indrelid where relnamespace = \'public\'::regnamespace order by 1')).toEqual(before);
	});
});
