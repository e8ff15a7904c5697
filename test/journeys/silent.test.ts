import {expect, it} from 'vitest';
import {withNativeServer} from '../support/engines.ts';
import {card, journey} from '../support/journey.ts';
import {startTcpProxy} from '../support/tcp-proxy.ts';

const {onScreen, catalog} = journey();
const measured = /current +[▁-█]/;

withNativeServer('a network that goes silent while the user thinks', native => {
	it('is noticed by the next key after a pause, not by the end of patience with a statement: a new connection measures', async () => {
		const proxy = await startTcpProxy(native.server);
		const folder = catalog({
			'a.sql': card('one', 'select 1 as one', '-- order: 1\n'),
			'b.sql': card('two', 'select 2 as two', '-- order: 2\n'),
		});
		const program = onScreen(['--catalog', folder], {env: {DATABASE_URL: `postgres://planflip@127.0.0.1:${proxy.port}/${native.database}`}});
		await program.waitFor(measured);
		await program.waitFor(/this is the pinned baseline/);
		// The pause is part of the promise: before, a silent connection is not doubted.
		await new Promise(resolve => setTimeout(resolve, 16_000));
		proxy.stall();
		program.press('j');
		await program.waitFor(/has not answered for 5 s/, {timeout: 25_000});
		proxy.flow();
		program.press('r');
		await program.waitFor(/connected again: PostgreSQL/);
		await program.waitFor(/3 Plan +two/);
		await program.waitFor(measured);
		program.press('q');
		expect(await program.exit).toMatchObject({code: 0});
	}, 120_000);
});
