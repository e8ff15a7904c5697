import {loadavg} from 'node:os';
import process from 'node:process';
import type {Laboratory} from '../source/lab/laboratory.ts';
import {type SelfComparison, selftest} from '../source/lab/selftest.ts';
import {selftestSummary, type SelftestSide} from '../source/report/selftest-summary.ts';
import {formatPercent, formatSignedPercent} from '../source/text/quantity.ts';
import type {Benchmark, Share} from './benchmark.ts';
import {startHogs} from './hogs.ts';
import {onEachEngine} from './on-each-engine.ts';
import {never} from './the-copy.ts';

/** Each query of these against itself: 2 to 20 ms, so that 10 % are far above the 0.05 ms that nothing is claimed of, and many comparisons take minutes. */
const subjects = ['projects-with-counts', 'project-summary'];
const slowdown = 0.1;
const falseAtMost = {kind: 'at most', share: 0.05} as const;
const foundAtLeast = {kind: 'at least', share: 0.9} as const;

/** PLANFLIP_COMPARISONS: how many times a query is compared with itself, half as often with itself slowed, and beside hogs a quarter as often. 200 take ten minutes in all. */
const comparisons = Math.max(2, Number(process.env['PLANFLIP_COMPARISONS'] ?? 12));

async function compare(laboratory: Laboratory, options: {readonly comparisons: number; readonly slowdown: number | null}) {
	const entries = laboratory.catalog.entries.filter(({name}) => subjects.includes(name));
	const results: SelfComparison[] = [];
	for await (const event of selftest(laboratory, {...options, entries, configuration: laboratory.universe().asBuilt, plain: options.slowdown === null, pairs: undefined, signal: never})) {
		if (event.kind === 'compared') {
			results.push(event.result);
		}
	}

	return selftestSummary(results);
}

function remarkOf({pairs, detectable, missed}: SelftestSide, more: readonly string[] = []): string {
	return [`${pairs} pairs find ${formatPercent(detectable)}`, `${missed.hits} intervals miss the truth`, ...more, `load ${loadavg()[0]?.toFixed(1) ?? '-'}`].join(', ');
}

async function * against(where: string, laboratory: Laboratory): AsyncGenerator<Share, void, void> {
	const {aa} = await compare(laboratory, {comparisons, slowdown: null});
	if (aa !== null) {
		yield {kind: 'share', what: `called different from itself, ${where}`, rate: aa.rate, aim: falseAtMost, remark: remarkOf(aa)};
	}
}

/** A machine whose noise hides 10 % from so many pairs is not asked to find them. */
async function * slowed(where: string, laboratory: Laboratory, times: number): AsyncGenerator<Share, void, void> {
	const {slowed: found} = await compare(laboratory, {comparisons: Math.ceil(times), slowdown});
	if (found !== null) {
		const loud = found.detectable > slowdown;
		yield {
			kind: 'share', what: `found ${formatSignedPercent(slowdown)}, ${where}`, rate: found.rate, aim: loud ? null : foundAtLeast,
			remark: remarkOf(found, [`measured ${formatSignedPercent(found.measured)}`, ...(loud ? ['too loud a machine'] : [])]),
		};
	}
}

/** How often a query is called faster or slower than itself, and how often a true slowdown is found. */
export const quiet: Benchmark = {
	name: 'measuring, quiet',
	async * measure() {
		for await (const {engine, laboratory} of onEachEngine()) {
			yield * against(engine, laboratory);
			yield * slowed(engine, laboratory, comparisons / 2);
		}
	},
};

/** The same, with a process beside it that keeps each core busy. */
export const besideHogs: Benchmark = {
	name: 'measuring, beside hogs',
	async * measure() {
		for await (const {engine, laboratory} of onEachEngine()) {
			const hogs = startHogs();
			try {
				const where = `${engine} beside ${hogs.count} hogs`;
				yield * against(where, laboratory);
				yield * slowed(where, laboratory, comparisons / 4);
			} finally {
				hogs.stop();
			}
		}
	},
};
