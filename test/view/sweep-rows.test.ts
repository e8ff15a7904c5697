import {expect, test} from 'vitest';
import {planShape} from '../../source/experiment/plan-shape.ts';
import type {Sweep, ValueTry} from '../../source/experiment/sweep.ts';
import {lineText} from '../../source/view/line.ts';
import {sweepFindings} from '../../source/view/sweep-rows.ts';
import {fixturePlan} from '../support/measured-screen.ts';
import {run, surroundings} from '../support/surroundings.ts';

const around = surroundings();
const plan = fixturePlan('pg18/20_index_only.json');

/** Ten samples around `ms`, spread by as many shares of it. */
function tried(value: string, ms: number, spread: number): ValueTry {
	const samples = Array.from({length: 10}, (_, at) => ms * (1 + spread * (at - 4.5) / 9));
	return {value: {value, origins: ['usual'], share: null}, plan, shape: planShape(plan), generic: null, error: null, run: run(around, {explain: JSON.stringify([plan.raw]), samples})};
}

function found(...tries: readonly ValueTry[]): string {
	const sweep: Sweep = {
		kind: 'Sweep', entry: 'shots-of-a-scene', parameters: [{name: 'id', value: 'lost'}], position: 1, choices: [], indexes: {name: 'baseline', configuration: around.universe.asBuilt},
		rung: around.rung, server: around.facts, planOnly: null, phase: 'done', tries, generic: null,
	};
	return sweepFindings(sweep, 200).map(line => lineText(line)).join(' ');
}

test('a difference that is sure and too small for a verdict is told as one, with its bound: never as none beside an interval that excludes 1', () => {
	expect(found(tried('slow', 0.06, 0.1), tried('fast', 0.05, 0.1))).toMatch(/slow takes longest, but by less than 0\.05 ms: fast is 1\.2\dx faster \(1\.\d+-1\.\d+\)\./);
});

test('times that are the same say to what they are', () => {
	expect(found(tried('one', 0.052, 0.3), tried('other', 0.05, 0.3))).toMatch(/The time is the same to 0\.05 ms with all of these values: one against other ~ no difference \(0\.\d+x-1\.\d+x\)\./);
	expect(found(tried('one', 50.2, 0.02), tried('other', 50, 0.02))).toMatch(/The time is the same to 5 % with all of these values: one against other ~ no difference \(0\.9\d+x-1\.0\d+x\)\./);
});
