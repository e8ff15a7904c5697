import pg from 'pg';
import {seededRandom} from '../statistics/seeded-noise.ts';

/** What one phase of the load has seen. Times in ms. */
export interface Phase {
	/** Of each transaction. */
	readonly transactions: readonly number[];
	/** The longest statement. */
	readonly longestStatement: number;
	readonly failures: readonly string[];
}

export interface Neighbours {
	/** Works until `ms` have passed. */
	phase(ms: number): Promise<Phase>;
	leave(): Promise<void>;
}

const statements = [
	{name: 'look', text: 'select id, shot_number from shots where scene_id = $1 order by shot_number', by: 'scene'},
	{name: 'join', text: 'select count(*) from shots join scenes on scenes.id = scene_id where project_id = $1', by: 'project'},
	{name: 'change', text: 'update shots set ai_suggestion = ai_suggestion where id = (select id from shots where scene_id = $1 limit 1)', by: 'scene'},
	{name: 'rename', text: 'update scenes set shot_count = shot_count where id = $1', by: 'scene'},
] as const;

/**
 * Four clients, each with a transaction of four prepared statements about every 20 ms, on the tables that planflip flips:
 * a database at work, but not at its limit, where whoever computes anything beside it would be noticed.
 */
export async function neighbours(config: pg.ClientConfig, seed: number): Promise<Neighbours> {
	const clients = await Promise.all(Array.from({length: 4}, async () => {
		const client = new pg.Client({...config, application_name: 'neighbour'});
		await client.connect();
		return client;
	}));
	const ids = {
		scene: (await clients[0]!.query<{id: string}>('select id from scenes order by id')).rows.map(row => row.id),
		project: (await clients[0]!.query<{id: string}>('select id from projects order by id')).rows.map(row => row.id),
	};
	const work = async (client: pg.Client, random: () => number, until: number) => {
		const transactions: number[] = [];
		const failures: string[] = [];
		let longestStatement = 0;
		while (performance.now() < until) {
			const start = performance.now();
			try {
				await client.query('begin');
				for (const {name, text, by} of statements) {
					const asked = performance.now();
					await client.query({name, text, values: [ids[by][Math.floor(random() * ids[by].length)]]});
					longestStatement = Math.max(longestStatement, performance.now() - asked);
				}

				await client.query('commit');
				transactions.push(performance.now() - start);
			} catch (error) {
				failures.push(String(error));
				await client.query('rollback');
			}

			await new Promise(resolve => setTimeout(resolve, 10 + 20 * random()));
		}

		return {transactions, failures, longestStatement};
	};

	let phases = 0;
	return {
		async phase(ms) {
			phases += 1;
			const until = performance.now() + ms;
			const seen = await Promise.all(clients.map((client, at) => work(client, seededRandom(seed * 1000 + phases * 10 + at), until)));
			return {
				transactions: seen.flatMap(one => one.transactions),
				failures: seen.flatMap(one => one.failures),
				longestStatement: Math.max(...seen.map(one => one.longestStatement)),
			};
		},
		async leave() {
			await Promise.all(clients.map(client => client.end()));
		},
	};
}

/** The transaction that a hundredth of all are slower than, in ms. */
export function percentile99(times: readonly number[]): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
