import type {IndexConfiguration} from '../source/catalog/index-configuration.ts';
import {weigh} from '../source/catalog/weight.ts';
import {explain} from '../source/experiment/explain.ts';
import type {Subject} from '../source/experiment/run.ts';
import {subjectOf} from '../source/lab/subject-of.ts';
import type {Site} from './on-each-engine.ts';

/** An index that may be added. */
export interface Addable {
	readonly name: string;
	readonly table: string;
	/** CREATE INDEX with that name; null: it is there, and off. */
	readonly sql: string | null;
}

/** What does not save as much of the cost is not added. */
const leastShare = 0.01;
/** One index a round; more rounds than indexes that anybody would build. */
const mostRounds = 12;

export interface Greedy {
	readonly chosen: readonly Addable[];
	/** Of what is on in the end, but for what backs a constraint. */
	readonly bytes: number;
}

interface Weighed {
	readonly subject: Subject;
	readonly weight: number;
	readonly tables: ReadonlySet<string | null>;
}

/**
 * The way of most advisors, without anything of ours but EXPLAIN: each candidate by itself beside what was chosen so far, the one that saves
 * most is chosen, and so on. Everything is built at once in a transaction, and what is not on is marked invalid; then it is rolled back.
 */
export async function greedily({session, laboratory}: Site, start: IndexConfiguration, candidates: readonly Addable[]): Promise<Greedy> {
	const {entries} = laboratory.catalog;
	const {weightOf} = weigh(entries);
	const sampled = [];
	for (const entry of entries) {
		sampled.push({subject: subjectOf(entry, await laboratory.sample(entry)), weight: weightOf(entry)});
	}

	const free = laboratory.universe().indexes.filter(({built, constraint}) => built && constraint === null);
	const always = free.filter(({key}) => start.on.has(key)).map(({name}) => name);
	const switched = JSON.stringify([...free, ...candidates].map(({name}) => name));
	/** Of all that can be on or off nothing else is on. */
	const only = async (names: readonly string[]) => session.query(
		`update pg_catalog.pg_index as i set indisvalid = not indisvalid from pg_catalog.pg_class as c
			where c.oid = i.indexrelid and $1::jsonb ? c.relname::text and i.indisvalid <> $2::jsonb ? c.relname::text`,
		[switched, JSON.stringify([...always, ...names])],
	);
	const planned = async ({subject}: {readonly subject: Subject}) => (await explain(session, subject, 'plan')).plan;
	await session.script('BEGIN');
	try {
		for (const {sql} of candidates) {
			await session.script(sql ?? '');
		}

		await only([]);
		const statements: Weighed[] = [];
		for (const one of sampled) {
			statements.push({...one, tables: new Set((await planned(one)).nodes.map(({relation}) => relation))});
		}

		const costs = async (some: readonly Weighed[]) => {
			let sum = 0;
			for (const one of some) {
				sum += one.weight * ((await planned(one)).nodes[0]?.totalCost ?? 0);
			}

			return sum;
		};

		const now = await costs(statements);
		const chosen: Addable[] = [];
		while (chosen.length < mostRounds) {
			const names = chosen.map(({name}) => name);
			let best: {readonly candidate: Addable; readonly saves: number} | null = null;
			const before = new Map<string, number>();
			for (const candidate of candidates.filter(one => !chosen.includes(one))) {
				const concerned = statements.filter(({tables}) => tables.has(candidate.table));
				if (!before.has(candidate.table)) {
					await only(names);
					before.set(candidate.table, await costs(concerned));
				}

				await only([...names, candidate.name]);
				const saves = (before.get(candidate.table) ?? 0) - await costs(concerned);
				best = best === null || saves > best.saves ? {candidate, saves} : best;
			}

			if (best === null || best.saves < leastShare * now) {
				break;
			}

			chosen.push(best.candidate);
		}

		const [size] = await session.query('select sum(pg_catalog.pg_relation_size(oid))::float8 as bytes from pg_catalog.pg_class where $1::jsonb ? relname::text', [JSON.stringify([...always, ...chosen.map(({name}) => name)])]);
		return {chosen, bytes: Number(size?.['bytes'] ?? 0)};
	} finally {
		await session.undo('ROLLBACK');
	}
}
