import {expect, test} from 'vitest';
import {buildCatalog} from '../../source/catalog/build-catalog.ts';
import {weigh} from '../../source/catalog/weight.ts';

const called = (calls: number) => ({frequency: null, load: {calls, totalMs: null}});

test('without calls the words of the cards are the weight, each twice the next, and no word is medium', () => {
	const {basis, weightOf} = weigh([{frequency: 'high'}]);
	expect(basis).toBe('frequency');
	expect((['very high', 'high', 'medium-high', 'medium', 'low', null] as const).map(frequency => weightOf({frequency}))).toEqual([16, 8, 4, 2, 1, 2]);
});

test('calls are the weight as soon as any entry has them', () => {
	const entries = [called(5), {frequency: 'low' as const, load: {calls: 100, totalMs: 3}}];
	const {basis, uncounted, weightOf} = weigh(entries);
	expect({basis, uncounted, weights: entries.map(entry => weightOf(entry))}).toEqual({basis: 'calls', uncounted: 0, weights: [5, 100]});
});

test('an entry beside them that nobody counted weighs as the median of the others, by its word', () => {
	const {uncounted, weightOf} = weigh([called(10), called(30), called(1000), {frequency: null}, {frequency: 'low'}]);
	expect(uncounted).toBe(2);
	expect([weightOf({frequency: null}), weightOf({frequency: 'low'}), weightOf({frequency: 'very high'})]).toEqual([30, 15, 240]);
});

test('on the shelf those of one frequency stand by the time of all their calls', () => {
	const file = (name: string, header: string) => ({file: `queries/${name}.sql`, text: `-- title: ${name}\n-- why: w\n${header}\nselect '${name}'\n`});
	const {entries} = buildCatalog('queries', [
		file('a', '-- calls: 900'), file('b', '-- calls: 1\n-- total-time: 2 s'), file('c', '-- calls: 9\n-- total-time: 3 s'), file('d', '-- frequency: low'), file('e', '-- calls: 9\n-- total-time: 3 s'),
	]);
	expect(entries.map(({name}) => name)).toEqual(['d', 'c', 'e', 'b', 'a']);
});
