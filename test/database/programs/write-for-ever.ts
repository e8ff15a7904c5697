import {openPglite} from '../../../source/database/open-pglite.ts';

/** Commits row after row and says so; made to be killed. Arguments: folder, worker. */
const [folder = '', worker = ''] = process.argv.slice(2);
const session = await openPglite({folder, workerUrl: new URL(worker)});
await session.script('create table if not exists written (n int primary key, text text)');
for (let n = 1; ; n += 1) {
	await session.query('insert into written values ($1::int, repeat(md5($1::int::text), 200))', [n]);
	process.stdout.write(`${n}\n`);
}
