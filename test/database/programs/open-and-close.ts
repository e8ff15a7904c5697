import {openPglite} from '../../../source/database/open-pglite.ts';

/** Leaves nothing that would keep the process alive. Argument: worker. */
const [worker = ''] = process.argv.slice(2);
const session = await openPglite({folder: null, workerUrl: new URL(worker)});
const running = session.query('select pg_sleep(60)').catch(() => undefined);
await new Promise(resolve => setTimeout(resolve, 100));
await session.cancel();
await running;
await session.close();
process.stdout.write('closed\n');
