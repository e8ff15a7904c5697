import type {CatalogEntry} from '../source/catalog/catalog-entry.ts';
import type {IndexConfiguration} from '../source/catalog/index-configuration.ts';
import type {Laboratory} from '../source/lab/laboratory.ts';
import {median} from '../source/statistics/median.ts';
import {parseScale} from '../source/workload/scale.ts';
import type {Benchmark, Duration} from './benchmark.ts';
import {onNativeServer} from './on-each-engine.ts';
import {never} from './the-copy.ts';

/** The lists that a project's pages are made of, and its summary. */
const subjects = ['shots-of-a-scene', 'scenes-by-status', 'characters-by-consistency', 'shots-by-type', 'project-summary'];
const scales = ['standard', '10'];
const pairs = 5;

/** What an index is worth where there are so many rows: the same statement in turns under two presets. */
async function * worth(laboratory: Laboratory, entry: CatalogEntry, rows: string): AsyncGenerator<Duration, void, void> {
	const parameters = await laboratory.sample(entry);
	for (const [current, baseline] of [['baseline', 'bare'], ['optimized', 'baseline']] as const) {
		const preset = (name: string): IndexConfiguration => laboratory.universe().presets.find(each => each.name === name)?.configuration ?? laboratory.universe().asBuilt;
		for await (const event of laboratory.try({entry, parameters, current: preset(current), baseline: preset(baseline), pairs, keep: false, signal: never})) {
			if (event.kind === 'measured' && event.delta !== null) {
				yield {
					kind: 'duration', what: `${entry.name}, ${current}, ${rows}`, ours: median(event.run.samples),
					reference: {what: baseline, ms: median(event.delta.baseline.samples)}, aim: null,
				};
			}
		}
	}
}

/** The Copy's analysis at its standard volume and at ten times as much: which indexes save what, and how that grows. */
export const volumes: Benchmark = {
	name: 'volumes',
	async * measure() {
		for (const name of scales) {
			const scale = parseScale(name);
			for await (const {laboratory} of onNativeServer({scale, seed: 1})) {
				for (const subject of subjects) {
					const entry = laboratory.catalog.entries.find(each => each.name === subject);
					if (entry !== undefined) {
						yield * worth(laboratory, entry, `${(scale.shots / 1e6).toFixed(1)}M shots`);
					}
				}
			}
		}
	},
};
