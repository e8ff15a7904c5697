import type {CatalogEntry} from '../source/catalog/catalog-entry.ts';
import {flip as flipped} from '../source/catalog/index-configuration.ts';
import type {Session} from '../source/database/session.ts';
import {explainSql} from '../source/experiment/explain.ts';
import type {UniverseIndex} from '../source/experiment/index-universe.ts';
import type {BoundParameter} from '../source/experiment/run.ts';
import type {Laboratory} from '../source/lab/laboratory.ts';
import type {Plan} from '../source/plan/plan.ts';
import {median} from '../source/statistics/median.ts';
import type {Benchmark, Duration} from './benchmark.ts';
import {inTurns, timed} from './in-turns.ts';
import {onEachEngine} from './on-each-engine.ts';
import {never} from './the-copy.ts';

interface Case {
	readonly entry: CatalogEntry;
	readonly parameters: readonly BoundParameter[];
	readonly index: UniverseIndex;
}

/** As the screen asks: the generator stops at the plan, and nothing is executed. */
async function planned(laboratory: Laboratory, {entry, parameters}: Pick<Case, 'entry' | 'parameters'>, index: UniverseIndex | null): Promise<{readonly plan: Plan; readonly ms: number}> {
	const {asBuilt} = laboratory.universe();
	const current = index === null ? asBuilt : flipped(asBuilt, index.key);
	const start = performance.now();
	for await (const event of laboratory.try({entry, parameters, current, baseline: asBuilt, signal: never})) {
		if (event.kind === 'planned') {
			return {plan: event.plan, ms: performance.now() - start};
		}
	}

	throw new Error(`${entry.name} got no plan`);
}

/** For each query one index that its plan uses. */
async function cases(laboratory: Laboratory): Promise<readonly Case[]> {
	const found: Case[] = [];
	for (const entry of laboratory.catalog.entries) {
		const parameters = await laboratory.sample(entry);
		const {plan} = await planned(laboratory, {entry, parameters}, null);
		const index = plan.nodes.flatMap(node => laboratory.universe().indexes.filter(({name}) => name === node.index))[0];
		if (index !== undefined) {
			found.push({entry, parameters, index});
		}
	}

	return found;
}

/** The middle of all queries, each the median of its turns. */
async function flips(what: string, session: Session, laboratory: Laboratory, chosen: readonly Case[]): Promise<Duration> {
	const ours: number[] = [];
	const raw: number[] = [];
	for (const one of chosen) {
		const sql = explainSql('plan', one.entry.sql);
		const values = one.parameters.map(({value}) => value);
		const ms = await inTurns(7, {
			ours: async () => (await planned(laboratory, one, one.index)).ms,
			raw: () => timed(() => session.query(sql, values)),
		});
		ours.push(ms.ours);
		raw.push(ms.raw);
	}

	return {kind: 'duration', what: `${what} (${chosen.length} queries)`, ours: median(ours), reference: {what: 'EXPLAIN, as it is', ms: median(raw)}, aim: {times: 1.5, plusMs: 16}};
}

/** From the flip to its plan, against the plain EXPLAIN of the same statement on the same connection; a frame of the screen (16 ms) may pass. */
export const flip: Benchmark = {
	name: 'flip',
	async * measure() {
		for await (const {engine, session, laboratory} of onEachEngine()) {
			const all = await cases(laboratory);
			yield await flips(`flip to plan, ${engine}: an index`, session, laboratory, all.filter(({index}) => index.constraint === null));
			yield await flips(`flip to plan, ${engine}: a key`, session, laboratory, all.filter(({index}) => index.constraint !== null));
		}
	},
};
