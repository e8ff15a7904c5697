import {configurationOf, type IndexConfiguration} from '../source/catalog/index-configuration.ts';
import type {Laboratory} from '../source/lab/laboratory.ts';
import {usualWishes} from '../source/lattice/workload-lattice.ts';
import type {Combinations} from '../source/view/combinations.ts';
import type {Benchmark, Measurement} from './benchmark.ts';
import {formatMs} from '../source/text/duration.ts';
import {onEachEngine} from './on-each-engine.ts';
import {clock, never} from './the-copy.ts';

/** Configurations of each query that are planned by brute force; the rest is taken for as long. */
const sampled = 12;

async function combined(laboratory: Laboratory, all: IndexConfiguration): Promise<Combinations> {
	for await (const event of laboratory.combine({entries: laboratory.catalog.entries, operations: laboratory.catalog.operations, configuration: all, wishes: usualWishes, measure: false, signal: never})) {
		if (event.kind === 'done') {
			return event.combinations;
		}
	}

	throw new Error('nothing was found');
}

/** ms of one EXPLAIN of brute force: every query planned under some configurations that nothing was planned under so far, all queries of one together. */
async function byForceMs(laboratory: Laboratory, {lattice: {toggles, entries}}: Combinations, all: IndexConfiguration): Promise<number> {
	const start = clock.ms();
	for (let at = 1; at <= sampled; at++) {
		const off = new Set(toggles.filter((_, toggle) => ((at * 2_654_435_761) >>> (toggle % 31)) % 2 === 1).map(({key}) => key));
		await laboratory.askCombination(configurationOf([...all.on].filter(key => !off.has(key))), 'planned', never);
	}

	return (clock.ms() - start) / (sampled * entries.length);
}

/** The built-in catalogue with all its indexes: the planned combinations against all of them, and how long that takes. */
export const combinations: Benchmark = {
	name: 'combinations',
	async * measure(): AsyncGenerator<Measurement, void, void> {
		for await (const {engine, laboratory} of onEachEngine()) {
			const all = laboratory.universe().presets.find(({name}) => name === 'all')?.configuration ?? laboratory.universe().asBuilt;
			const found = await combined(laboratory, all);
			const {effort, entries, lattice: {toggles}} = found;
			const perExplain = await byForceMs(laboratory, found, all);
			yield {
				kind: 'duration',
				what: `all combinations, ${engine}: ${entries.length} queries, ${toggles.length} indexes, ${effort.explains} of ${effort.byForce} EXPLAINs; ${effort.built.indexes} indexes built before, in ${formatMs(effort.built.ms)}`,
				ours: effort.ms,
				reference: {what: `by brute force, from ${sampled * entries.length} of them`, ms: perExplain * effort.byForce},
				aim: {times: 0.01, plusMs: 0},
			};
		}
	},
};
