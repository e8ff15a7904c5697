import {expect, it} from 'vitest';
import {compareSamples} from '../../source/statistics/compare-samples.ts';
import {median} from '../../source/statistics/median.ts';
import {sameWords} from '../../source/view/same-words.ts';

const short = [0.1, 0.101, 0.099, 0.1, 0.1005];
const long = short.map(ms => ms * 1000);

function words(before: readonly number[], times: number): string {
	return sameWords(compareSamples(before, before.map(ms => ms * times)), median(before));
}

it('what is the same by too few milliseconds only is said to be so, not to be no difference', () => {
	expect(compareSamples(short, short.map(ms => ms * 1.3)).verdict).toBe('no difference');
	expect(words(short, 1.3)).toBe('less than 0.05 ms apart');
	expect(words(short, 1)).toBe('no difference');
	expect(words(long, 1.01)).toBe('no difference');
});

it('nothing is said of milliseconds where they are more, as of the same plan, or not known', () => {
	expect(words(long, 1.3)).toBe('no difference');
	expect(sameWords(compareSamples(short, short.map(ms => ms * 1.3)), null)).toBe('no difference');
});
