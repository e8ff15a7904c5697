import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {buildCatalog} from '../../source/catalog/build-catalog.ts';

const folder = path.join(import.meta.dirname, '../../queries');
const catalog = buildCatalog(folder, readdirSync(folder).map(name => ({
	file: `queries/${name}`,
	text: readFileSync(path.join(folder, name), 'utf8'),
})));

test('the shelf has the 13 queries of the harness and the 6 lookups, the most dramatic one first', () => {
	const names = catalog.entries.map(({name}) => name);
	expect(names).toHaveLength(19);
	expect(names.slice(0, 3)).toEqual(['shots-of-a-scene', 'shot-with-ownership', 'shots-by-type']);
	const frequencies = catalog.entries.slice(3).map(({frequency}) => frequency);
	expect([...new Set(frequencies)]).toEqual(['very high', 'high', 'medium-high', 'medium']);
});

test('a title fits its pane and is there once', () => {
	const titles = catalog.entries.map(({title}) => title);
	expect(titles.filter(title => stringWidth(title) > 23)).toEqual([]);
	expect(new Set(titles).size).toBe(titles.length);
});

test('every index that a card names is described', () => {
	const known = new Set(catalog.indexes.map(({name}) => name));
	expect(catalog.entries.flatMap(({indexes}) => indexes).filter(name => !known.has(name))).toEqual([]);
});

test('the presets grow from constraints only to everything drafted', () => {
	expect(catalog.presets.map(({name, indexes}) => [name, indexes.length])).toEqual([
		['bare', 0],
		['baseline', 9],
		['optimized', 17],
		['all', 20],
	]);
	expect(catalog.indexes.map(({name}) => name)).toContain('IDX_session_expire');
});

test('what the team expected in words stands there in numbers too', () => {
	const cards = [...catalog.entries, ...catalog.operations];
	expect(cards.filter(({expected}) => expected !== null).length).toBeGreaterThan(20);
	for (const {name, expected, estimate} of cards) {
		const [, low = '0', high] = /^(?:< |(\d+)-)(\d+) ms/.exec(expected ?? '') ?? [];
		expect(estimate?.after ?? null, name).toEqual(high === undefined ? null : {low: Number(low), high: Number(high)});
	}

	const open = catalog.operations.find(({name}) => name === 'open-shot');
	expect(open?.estimate).toEqual({before: {low: 30, high: 60}, after: {low: 8, high: 15}, saving: {low: 0.7, high: 0.8}});
});
