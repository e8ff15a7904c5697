import process from 'node:process';
import {formatMs} from '../source/text/duration.ts';
import {alignColumns} from '../source/text/table.ts';
import {aimText, type Benchmark, isMet, type Measurement} from './benchmark.ts';
import {fill} from './fill.ts';
import {firstFrame} from './first-frame.ts';
import {flip} from './flip.ts';
import {keys} from './keys.ts';
import {plan} from './plan.ts';
import {press} from './press.ts';
import {start} from './start.ts';

const benchmarks: readonly Benchmark[] = [firstFrame, keys, press, start, flip, fill, plan];

const words = process.argv.slice(2);
const chosen = benchmarks.filter(({name}) => words.length === 0 || words.some(word => name.includes(word)));
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

const head = ['', 'ours', 'reference', '', 'ratio', 'aim', ''];
const table = rows.map(row => [
	row.what,
	formatMs(row.ours),
	formatMs(row.reference.ms),
	row.reference.what,
	`${(row.ours / row.reference.ms).toFixed(2)}x`,
	aimText(row.aim),
	row.aim === null ? '' : (isMet(row) ? 'met' : 'MISSED'),
]);
console.log(alignColumns([head, ...table], {align: ['left', 'right', 'right', 'left', 'right', 'right', 'left']}).join('\n'));
process.exit();
