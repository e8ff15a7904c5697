import pg from 'pg';
import {expect, it} from 'vitest';
import {type CuttingProxy, cuttingProxy} from '../support/cutting-proxy.ts';
import {type NativeEngine, withNativeServer} from '../support/engines.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {databasePrint} from './database-print.ts';
import {kills, seed} from './how-many.ts';
import {type OpenTransaction, openTransaction, remains} from './open-transaction.ts';
import {ownerOf} from './owner-of.ts';
import {planflipAtWork, type Work, type WorkRung} from './planflip-at-work.ts';

const planflip = journey();
/** At once, each on a database of its own. */
const lanes = 2;
/** A server notices by itself within two seconds; 13 when the statement ends, after 30 s at the latest. The rest is for slow machines. */
const noticed = {timeout: 60_000, interval: 20};

/** How planflip is parted from its server. */
interface Ending {
	readonly title: string;
	readonly count: number;
	/** Does it, and tells what it came into the middle of. */
	end(work: Work, watcher: pg.Client, database: string, wire: CuttingProxy): Promise<OpenTransaction>;
	/** planflip outlives it, has to leave by itself, and may neither hang nor crash. */
	readonly survives: boolean;
}

const endings: readonly Ending[] = [
	{
		title: 'kill -9',
		count: kills,
		survives: false,
		async end({program}, watcher, database) {
			// Stopped first, it sends nothing more: what is open now is open at its end.
			program.kill('SIGSTOP');
			const open = await openTransaction(watcher, database);
			program.kill('SIGKILL');
			return open;
		},
	},
	{
		title: 'its backend terminated',
		count: Math.ceil(kills / 2),
		survives: true,
		async end({program}, watcher, database) {
			program.kill('SIGSTOP');
			const open = await openTransaction(watcher, database);
			await watcher.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = \'planflip\' and datname = $1', [database]);
			program.kill('SIGCONT');
			return open;
		},
	},
	{
		title: 'the connection cut',
		count: Math.ceil(kills / 2),
		survives: true,
		async end({program}, watcher, database, wire) {
			program.kill('SIGSTOP');
			const open = await openTransaction(watcher, database);
			wire.cut();
			program.kill('SIGCONT');
			return open;
		},
	},
	{
		title: 'the cable pulled out',
		// Nobody tells the server: it waits for its own timeouts, ten seconds and more.
		count: Math.ceil(kills / 20),
		survives: false,
		async end({program}, watcher, database, wire) {
			program.kill('SIGSTOP');
			const open = await openTransaction(watcher, database);
			wire.silence();
			await expect.poll(() => openTransaction(watcher, database), noticed).toBeNull();
			program.kill('SIGKILL');
			wire.cut();
			return open;
		},
	},
];

withNativeServer('at any moment of flipping and measuring', native => {
	const {database} = serverJourney(native, planflip);

	it.for(endings.flatMap(ending => ([1, 2, 5] as const).map(rung => ({ending, rung, title: ending.title, share: Math.ceil(ending.count / 3)}))))(
		'$title, $share times on rung $rung: every index, every row is as it was, and nothing of planflip is left',
		async ({ending, rung, share}) => {
			const told: Told = {met: [], screens: 0};
			await Promise.all(Array.from({length: lanes}, async (_, lane) => {
				const name = await database('theCopy');
				const user = rung === 5 ? await ownerOf(native, name) : native.server.user;
				const dice = seededRandom(seed * 1_000_003 + rung * 101 + lane * 11 + ending.title.length);
				for (let turn = lane; turn < share; turn += lanes) {
					await meetEnd(native, {ending, rung, name, user, dice, told});
				}
			}));
			const count = (what: OpenTransaction) => told.met.filter(open => open === what).length;
			console.log(`rung ${rung}, ${ending.title}: ${told.met.length} ends (${told.screens} on the screen), `
				+ `${count('in a statement') + count('between two statements')} inside an open transaction `
				+ `(${count('in a statement')} in a statement, ${count('between two statements')} between two); seed ${seed}`);
			expect(told.met).toHaveLength(share);
			// Few may miss by chance; of many, most hit, or they prove little.
			if (share >= 10) {
				expect(count('in a statement') + count('between two statements'), 'ends that came into an open transaction').toBeGreaterThanOrEqual(share / 2);
			}
		},
	);
});

interface Told {
	readonly met: OpenTransaction[];
	screens: number;
}

interface Circumstances {
	readonly ending: Ending;
	readonly rung: WorkRung;
	readonly name: string;
	readonly user: string;
	readonly dice: () => number;
	readonly told: Told;
}

async function meetEnd(native: NativeEngine, {ending, rung, name, user, dice, told}: Circumstances): Promise<void> {
	const watcher = new pg.Client({host: native.server.folder, port: native.server.port, user: native.server.user, database: name});
	await watcher.connect();
	const wire = await cuttingProxy(native.server.port);
	try {
		const before = await databasePrint(watcher);
		const work = await inTheMiddle(() => planflipAtWork(planflip, rung, `postgres://${user}@localhost:${wire.port}/${name}`, dice), watcher, name, dice);
		const open = await ending.end(work, watcher, name, wire);
		told.met.push(open);
		told.screens += work.onScreen ? 1 : 0;
		work.rest();
		if (ending.survives) {
			await leave(work);
		}

		await work.program.exit;
		await expect.poll(() => remains(watcher, name), {...noticed, message: `after ${ending.title}: ${work.what}`}).toEqual([]);
		expect(await databasePrint(watcher), `after ${ending.title}: ${work.what}`).toEqual(before);
	} finally {
		await wire.close();
		await watcher.end();
	}
}

/**
 * planflip at a moment up to 0.4 s after its first trial began; now and then, at any moment of its start. On rung 5 it may
 * have given way by itself, to autovacuum for one: then another is started.
 */
async function inTheMiddle(start: () => Work, watcher: pg.Client, name: string, dice: () => number): Promise<Work> {
	for (let attempt = 0; ; attempt++) {
		const work = start();
		let ended = false;
		void work.program.exit.then(() => {
			ended = true;
		});
		if (dice() < 0.9) {
			await expect.poll(async () => ended || await openTransaction(watcher, name), {timeout: 60_000, interval: 2}).toBeTruthy();
		}

		await new Promise(resolve => setTimeout(resolve, dice() * 400));
		if (!ended) {
			return work;
		}

		const {code} = await work.program.exit;
		if (code !== 3 || attempt === 4) {
			throw new Error(`planflip ended with ${code} before its time:\n${work.program.raw()}`);
		}
	}
}

/** `run` ends by itself, with or without its server: not as by a bug. The screen says what happened, and obeys. */
async function leave({program, onScreen, what}: Work): Promise<void> {
	if (onScreen) {
		let ended = false;
		void program.exit.then(() => {
			ended = true;
		});
		// Whatever is open: Escape closes it. One key at a time: an Escape with a letter behind it would be Alt.
		let turn = 0;
		await expect.poll(() => {
			if (!ended) {
				program.press(turn++ % 2 === 0 ? 'escape' : 'q');
			}

			return ended || program.screen().join('\n');
		}, {timeout: 60_000, interval: 300}).toBe(true);
	}

	const {code} = await program.exit;
	expect([0, 3], `${what} ended with ${code}:\n${program.raw().slice(-2000)}`).toContain(code);
}
