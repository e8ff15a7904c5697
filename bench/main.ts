import process from 'node:process';
import {formatMs} from '../source/text/duration.ts';
import {advice} from './advice.ts';
import type {Benchmark, Measurement} from './benchmark.ts';
import {combinations} from './combinations.ts';
import {crowd} from './crowd.ts';
import {fill} from './fill.ts';
import {firstFrame} from './first-frame.ts';
import {flip} from './flip.ts';
import {keys} from './keys.ts';
import {besideHogs, quiet} from './measuring.ts';
import {plan} from './plan.ts';
import {press} from './press.ts';
import {start} from './start.ts';
import {tables} from './tables.ts';
import {volumes} from './volumes.ts';

const benchmarks: readonly Benchmark[] = [firstFrame, keys, press, start, crowd, flip, combinations, fill, plan, volumes, advice, quiet, besideHogs];

const words = process.argv.slice(2);
const chosen = words.length === 0 ? benchmarks : benchmarks.filter(({name}) => words.some(word => name.includes(word)));
if (chosen.length === 0) {
	console.error(`There is no benchmark called ${words.join(' or ')}: ${benchmarks.map(({name}) => name).join(', ')}.`);
	process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	// Whoever has folders and servers takes them away when the process exits.
	process.on(signal, () => {
		process.exit(1);
	});
}

const rows: Measurement[] = [];
for (const {name, measure} of chosen) {
	const start = performance.now();
	process.stderr.write(`${name} ... `);
	try {
		for await (const measurement of measure()) {
			rows.push(measurement);
		}

		process.stderr.write(`${formatMs(performance.now() - start)}\n`);
	} catch (error) {
		process.exitCode = 1;
		process.stderr.write(`failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
	}
}

console.log(tables(rows));
process.exit();
