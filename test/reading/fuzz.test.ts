import {describe, expect, test} from 'vitest';
import {PlanflipError} from '../../source/errors.ts';
import {readPlans} from '../../source/reading/read-plans.ts';
import {pairs, readingFiles, readingsIn} from './reading-fixtures.ts';

/** mulberry32: the same seed, the same mutations on every machine. */
function dice(seed: number): (sides: number) => number {
	let state = seed;
	return sides => {
		state = state + 0x6D_2B_79_F5 | 0;
		let mixed = Math.imul(state ^ state >>> 15, 1 | state);
		mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
		return ((mixed ^ mixed >>> 14) >>> 0) % sides;
	};
}

/** Pieces that mean something to one of the readers. */
const pieces = [
	'"', '\'', '(', ')', '{', '}', '[', ']', '\n', '\r\n', '\t', '  ', '->  ', '|', '+', '\\', '<', '>', '&', '&lt;', '&#x0d;', ':', ': ', '- ', '# ', '*a', '&a ', '!!x ', '%', '---\n', '...\n',
	'"Plan"', '"Plans": [', '__proto__', 'constructor', '1e999', '-1', 'null', 'true', '(cost=1.00..2.00 rows=3 width=4)', '(actual rows=1 loops=1)', '(never executed)', 'Worker 0:  ', 'SubPlan 1\n', 'CTE x\n',
	'Buffers: shared hit=1\n', 'Planning:\n', 'JIT:\n', 'Trigger x: calls=1\n', '\0', '\uFEFF', '\u00A0', 'é', '𝒳', '```\n', '> ', 'QUERY PLAN\n', '-----\n', '(3 rows)\n', 'LOG:  duration: 1.000 ms  plan:\n',
	'Query Text: select 1\n', '<explain>', '</explain>', '<![CDATA[', '<!DOCTYPE x [<!ENTITY a "b">]>', '<!--', '-->', '<?xml?>',
];

function mutate(text: string, roll: (sides: number) => number): string {
	let mutant = text;
	for (let times = 1 + roll(4); times > 0; times--) {
		const from = roll(mutant.length + 1);
		const to = Math.min(mutant.length, from + roll(roll(3) === 0 ? 400 : 12));
		const lines = mutant.split('\n');
		switch (roll(7)) {
			case 0:
				mutant = mutant.slice(0, from) + mutant.slice(to);
				break;
			case 1:
				mutant = mutant.slice(0, from) + (pieces[roll(pieces.length)] ?? '') + mutant.slice(from);
				break;
			case 2:
				mutant = mutant.slice(0, to) + mutant.slice(from);
				break;
			case 3:
				mutant = mutant.slice(0, from);
				break;
			case 4:
				lines.splice(roll(lines.length), 1 + roll(3));
				mutant = lines.join('\n');
				break;
			case 5:
				lines.push(...lines.splice(roll(lines.length), 1 + roll(5)));
				mutant = lines.join('\n');
				break;
			default:
				mutant = mutant.slice(0, from) + String.fromCharCode(roll(200)) + mutant.slice(from + 1);
		}
	}

	return mutant;
}

/** Plans or a letter that names a line; anything else is thrown on. */
function outcome(text: string): 'plan' | 'letter' {
	try {
		expect(readPlans(text).length).toBeGreaterThan(0);
		return 'plan';
	} catch (error) {
		if (!(error instanceof PlanflipError)) {
			throw error;
		}

		expect(error.kind).toBe('input');
		expect(error.where).toMatch(/line \d+/);
		return 'letter';
	}
}

const short = (texts: Iterable<string>) => [...texts].filter(text => text.length < 12_000);
const ofFormat = (format: string) => [...pairs.filter(pair => pair.format === format).map(({text}) => text), ...readingsIn(`pg18-verbose.${format}`).values()];

describe.each<[string, readonly string[]]>([
	['JSON', short([...pairs.filter(({name}) => name.includes('plain')).map(({raw}) => JSON.stringify([raw], null, 2)), ...readingsIn('pg18-verbose.json').values()])],
	['text', short(ofFormat('text'))],
	['YAML', short(ofFormat('yaml'))],
	['XML', short(ofFormat('xml'))],
	['psql\'s frames', short(readingFiles('psql').values())],
	['logs', [...readingFiles('logs').values()]],
])('%s', (_, originals) => {
	test.each([1, 2, 3])('500 mutations give a plan or a letter, seed %i', seed => {
		const roll = dice(seed);
		const outcomes = Array.from({length: 500}, () => outcome(mutate(originals[roll(originals.length)] ?? '', roll)));
		expect(new Set(outcomes)).toEqual(new Set(['plan', 'letter']));
	});
});

describe('depth and length end in a plan or a letter, not in the stack', () => {
	const costs = '(cost=0.00..1.00 rows=1 width=4)';
	const depthOf = (text: string) => readPlans(text)[0]?.plan.nodes.at(-1)?.depth;

	test('a chain of 2,000 nodes in each format', () => {
		const deep = 2000;
		const levels = Array.from({length: deep}, (_, level) => level + 1);
		expect(depthOf(`Limit  ${costs}\n${levels.map(level => `${' '.repeat(2 + 6 * (level - 1))}->  Limit  ${costs}`).join('\n')}`)).toBe(deep);
		expect(depthOf(`${'{"Plan":{"Node Type":"Limit","Plans":[{"Node Type":"Limit"'}${',"Plans":[{"Node Type":"Limit"'.repeat(deep - 1)}${'}]'.repeat(deep - 1)}}]}}`)).toBe(deep);
		expect(depthOf(`- Plan: \n    Node Type: "Limit"\n${levels.map(level => `${' '.repeat(4 * level)}Plans: \n${' '.repeat(4 * level)}  - Node Type: "Limit"`).join('\n')}`)).toBe(deep);
		expect(depthOf(`<explain><Query><Plan><Node-Type>Limit</Node-Type>${'<Plans><Plan><Node-Type>Limit</Node-Type>'.repeat(deep)}${'</Plan></Plans>'.repeat(deep)}</Plan></Query></explain>`)).toBe(deep);
	});

	test('100,000 lines of text, each a column further to the right than the one before, up to the hundredth', () => {
		const lines = Array.from({length: 100_000}, (_, line) => `${' '.repeat(1 + line % 100)}-> Limit`);
		expect(readPlans(`Limit\n${lines.join('\n')}`)[0]?.plan.nodes).toHaveLength(100_001);
	});

	test('100,000 levels of JSON that a terminal wrapped', () => {
		const deep = 100_000;
		const json = `[{"Plan":${'{"Node Type":"Nested Loop","Alias":"abcdefgh","Plans":['.repeat(deep)}{"Node Type":"Result"}${']}'.repeat(deep)}}]`;
		expect(depthOf(json.match(/.{1,77}/g)?.join('\n') ?? '')).toBe(deep);
	});

	test.each<[string, string]>([
		['open brackets', '['.repeat(500_000)],
		['open objects', '{"a":'.repeat(100_000)],
		['quotes', '"'.repeat(1_000_000)],
		['backslashes', `["${'\\'.repeat(1_000_001)}\n`],
		['open tags', `<explain>${'<a>'.repeat(100_000)}</explain>`],
		['brackets of XML', `<explain>${'<'.repeat(300_000)}</explain>`],
		['lists in YAML', `- Plan: \n    A: ${'['.repeat(100_000)}`],
		['blanks', `${' '.repeat(1_000_000)}|${' '.repeat(1_000_000)}`],
		['marks', '[ +\n'.repeat(100_000)],
		['dots', `QUERY PLAN\n${`${'.'.repeat(60)}\n`.repeat(20_000)}`],
		['open parentheses', `Append  ${costs}\n${'  Filter: (a = ((\n'.repeat(50_000)}rubbish`],
		['open literals', `Append  ${costs}\n${'  Filter: (a = \'x\n'.repeat(50_001)}rubbish`],
		['blank lines', `Append  ${costs}\n${'\n'.repeat(500_000)}(cost=x`],
		['lines of a log that are equally long', `${'2026-01-01 00:00:00 UTC [1] LOG:  statement: select 1 from a where b = 1\n'.repeat(20_000)}`],
		['lines of prose that are equally long', `${'It is slow, and nobody in the whole company can tell me why\n'.repeat(2_000)}`],
		['labels', `Append  ${costs}\n${'  CTE x\n'.repeat(100_000)}`],
	])('%s', (_, text) => {
		expect(outcome(text)).toBe('letter');
	});
});
