import {expect, it} from 'vitest';
import {mayBeGenetic} from '../../source/lattice/may-be-genetic.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';

interface Node {
	readonly 'Node Type': string;
	readonly Plans?: readonly Node[];
}

const node = (type: string, ...below: readonly Node[]): Node => ({'Node Type': type, 'Startup Cost': 0, 'Total Cost': 1, 'Plan Rows': 1, 'Plan Width': 1, ...(below.length === 0 ? {} : {Plans: below})} as Node);
const scans = (count: number): readonly Node[] => Array.from({length: count}, () => node('Seq Scan'));
const joined = (items: readonly Node[]): Node => items.slice(1).reduce((left, right) => node('Nested Loop', left, right), items[0] ?? node('Result'));
const asked = (plan: Node, settings: Readonly<Record<string, string>> = {}) => {
	const [read] = readExplainJson(JSON.stringify([{Plan: plan, ...(Object.keys(settings).length === 0 ? {} : {Settings: settings})}]));
	return read === undefined ? null : mayBeGenetic(read);
};

it('as many items as geqo_threshold are searched by chance, one fewer is not', () => {
	expect(asked(joined(scans(12)))).toBe(true);
	expect(asked(joined(scans(11)))).toBe(false);
	expect(asked(joined(scans(5)), {geqo_threshold: '5'})).toBe(true);
	expect(asked(joined(scans(12)), {geqo_threshold: '20'})).toBe(false);
});

it('nothing is where geqo is off', () => {
	expect(asked(joined(scans(30)), {geqo: 'off'})).toBe(false);
});

it('partitions are one item, and so is a bitmap scan of several indexes', () => {
	expect(asked(node('Append', ...scans(40)))).toBe(false);
	expect(asked(joined([node('Append', ...scans(40)), ...scans(11)]))).toBe(true);
	const bitmap = node('Bitmap Heap Scan', node('BitmapOr', ...Array.from({length: 14}, () => node('Bitmap Index Scan'))));
	expect(asked(joined([bitmap, ...scans(10)]))).toBe(false);
});
