import pg from 'pg';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type CuttingProxy, cuttingProxy} from '../support/cutting-proxy.ts';
import {withNativeServer} from '../support/engines.ts';
import {withExtension} from '../support/extension-servers.ts';
import {journey} from '../support/journey.ts';
import {serverJourney} from '../support/server-journey.ts';
import {seededRandom} from '../statistics/seeded-noise.ts';
import {databasePrint} from './database-print.ts';
import {endsTable, type Ends} from './ends-table.ts';
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

/** For docs/safety.md, in the order they were met. */
const all: Ends[] = [];
const startedAt = performance.now();
afterAll(() => {
	console.log(endsTable(all, performance.now() - startedAt));
});

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
					await meetEnd({...native.server, host: native.server.folder}, {ending, rung, name, user, dice, told});
				}
			}));
			tell(told, rung, ending, share);
		},
	);
});

withExtension('HypoPG 1.4', 'at any moment of hiding and imagining, by hints and in HypoPG', server => {
	const place = () => {
		const {hostname: host, port, username: user} = new URL(server.url());
		return {host, port: Number(port), user};
	};

	beforeAll(async () => {
		const made = await planflip.piped(['run', 'user-by-id', '--runs', '1', '--yes'], {env: {DATABASE_URL: server.url()}});
		expect(made.code, made.stderr).toBe(0);
		await server.run('create extension hypopg; comment on table projects is null');
		// The suite's own session goes by planflip's name.
		await server.session.script('set application_name = \'the suite\'');
	});

	// A tenth of the others: what is to be forgotten is a backend's own, and ends with it.
	it.for(endings.filter(({title}) => title !== 'the cable pulled out').flatMap(ending => ([3, 4] as const).map(rung => ({ending, rung, title: ending.title, share: Math.ceil(ending.count / 20)}))))(
		'$title, $share times on rung $rung: no index is hidden or imagined for whoever comes next, and nothing of planflip is left',
		async ({ending, rung, share}) => {
			const told: Told = {met: [], screens: 0};
			const name = new URL(server.url()).pathname.slice(1);
			const dice = seededRandom(seed * 1_000_003 + rung * 101 + ending.title.length);
			for (let turn = 0; turn < share; turn++) {
				await meetEnd(place(), {ending, rung, name, user: place().user, dice, told});
				const fresh = new pg.Client({...place(), database: name});
				await fresh.connect();
				try {
					const {rows} = await fresh.query('select (select count(*)::int from hypopg_hidden_indexes()) as hidden, (select count(*)::int from hypopg()) as imagined');
					expect(rows).toEqual([{hidden: 0, imagined: 0}]);
				} finally {
					await fresh.end();
				}
			}

			tell(told, rung, ending, share);
		},
	);
});

/** What was met, for people and for the table; few may miss by chance, of many most hit an open transaction, or they prove little. */
function tell({met, screens}: Told, rung: WorkRung, ending: Ending, share: number): void {
	const count = (what: OpenTransaction) => met.filter(open => open === what).length;
	const inside = count('in a statement') + count('between two statements');
	console.log(`rung ${rung}, ${ending.title}: ${met.length} ends (${screens} on the screen), ${inside} inside an open transaction `
		+ `(${count('in a statement')} in a statement, ${count('between two statements')} between two); seed ${seed}`);
	all.push({rung, title: ending.title, met: met.length, inside});
	expect(met).toHaveLength(share);
	// On rung 4 most of the time goes into what is drawn: a plan takes a millisecond.
	if (share >= 10 && rung !== 4) {
		expect(inside, 'ends that came into an open transaction').toBeGreaterThanOrEqual(share / 2);
	}
}

interface Told {
	readonly met: OpenTransaction[];
	screens: number;
}

/** A server, as its superuser reaches it. */
interface Place {
	readonly host: string;
	readonly port: number;
	readonly user: string;
}

interface Circumstances {
	readonly ending: Ending;
	readonly rung: WorkRung;
	readonly name: string;
	readonly user: string;
	readonly dice: () => number;
	readonly told: Told;
}

async function meetEnd({host, port, user: superuser}: Place, {ending, rung, name, user, dice, told}: Circumstances): Promise<void> {
	const watcher = new pg.Client({host, port, user: superuser, database: name});
	await watcher.connect();
	const wire = await cuttingProxy(port);
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
