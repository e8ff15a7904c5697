import {expect, it} from 'vitest';
import {card, journey} from '../support/journey.ts';

const {onScreen, catalog} = journey();
const measured = /current +[▁-█]/;
const patiently = {timeout: 90_000};

it('stopping the embedded database, by Esc and by flip after flip over a slow query, costs nothing that the user set up', async () => {
	const folder = catalog({
		'a.sql': card('numbered', 'select * from shots where scene_id is not null and shot_number > $1::int', '-- order: 1\n-- parameter: least = select 1\n'),
		'b.sql': card('sleeper', 'select pg_sleep(60)', '-- order: 2\n'),
	});
	const program = onScreen(['--catalog', folder]);
	await program.waitFor(measured, patiently);
	// A value, a proposed index that it uses, a flip, and all of it pinned.
	program.press('e');
	await program.waitFor(/\$1 least/);
	program.press('ctrl+u');
	program.type('123456');
	program.press('enter');
	program.press('+', 'ctrl+u', 'ctrl+k');
	program.type('create index mine on shots (shot_number)');
	program.press('enter');
	await program.waitFor(/\[\+\] mine/, patiently);
	await program.waitFor(/Scan shots.*mine/, patiently);
	program.press('2', '/');
	program.type('idx_shots_scene_id');
	program.press('enter', 'space');
	await program.waitFor(/\[ \] idx_shots_scene_id/);
	program.press('c');
	await program.waitFor(/this is the pinned baseline/, patiently);

	// Flips over a query that sleeps: each stops the database, and opens it again.
	program.press('1', 'j');
	await program.waitFor(/elapsed [\d.]+ s, Esc cancels/, patiently);
	program.press('2', 'space');
	await program.waitFor(/\[x\] idx_shots_scene_id/);
	program.press('space', 'space', 'space');
	await program.waitFor(/\[ \] idx_shots_scene_id/);
	await program.waitFor(/elapsed [\d.]+ s, Esc cancels/, patiently);
	program.press('escape', 'escape');
	await program.waitFor(/cancelled: the server has stopped/, patiently);

	// The first query, while the database still opens: value, proposed index, flip and pinned baseline are as they were.
	program.press('1', 'k');
	await program.waitFor(/3 Plan +numbered/);
	await program.waitFor(/Scan shots.*mine/, patiently);
	await program.waitFor(/this is the pinned baseline/, patiently);
	await program.waitFor(measured);
	const screen = program.screen().join('\n');
	expect(screen).toMatch(/\[ \] idx_shots_scene_id/);
	expect(screen).toMatch(/\$1 least = 123456/);
	program.press('q');
	expect(await program.exit).toMatchObject({code: 0});
}, 240_000);
