import {expect, it} from 'vitest';
import {knock} from '../../source/lab/knock.ts';

function visitor(kind: 'server' | 'pglite') {
	let time = 0;
	const said: string[] = [];
	const knocking = knock({
		kind,
		limited: async (_, work) => work(),
		script(sql) {
			said.push(sql);
			return Promise.resolve();
		},
	}, () => new Date(time));
	return {
		knocking,
		said,
		pass: (ms: number) => {
			time += ms;
		},
	};
}

it('a server is asked whether it is there after a pause, and not while the user is busy with it', async () => {
	const {knocking, said, pass} = visitor('server');
	pass(14_000);
	await knocking.before();
	expect(said).toEqual([]);
	pass(2000);
	await knocking.before();
	await knocking.before();
	expect(said).toEqual(['']);
	pass(30_000);
	knocking.after();
	await knocking.before();
	expect(said).toEqual(['']);
});

it('the embedded database is never asked: nothing stands between', async () => {
	const {knocking, said, pass} = visitor('pglite');
	pass(3_600_000);
	await knocking.before();
	expect(said).toEqual([]);
});
