import {describe, expect, it} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import type {IndexState} from '../../source/database/index-state.ts';
import {type IndexUniverse, indexUniverse} from '../../source/experiment/index-universe.ts';
import {meanwhileText, overText, sameIndexes} from '../../source/tui/changed-indexes.ts';
import {indexState} from '../support/surroundings.ts';

/** Indexes of the database, by name, in this order. */
function built(...names: ReadonlyArray<string | Partial<IndexState>>): IndexUniverse {
	return indexUniverse(names.map((one, at) => indexState({oid: at + 1, ...(typeof one === 'string' ? {name: one} : one)})), [], [], [{schema: 'public', name: 'shots', owned: true}]);
}

describe('what others did between two looks', () => {
	it('is told by name', () => {
		expect(meanwhileText(built('a', 'b'), built('a', {name: 'c', oid: 9}))).toBe('meanwhile dropped: b; built: c');
		expect(meanwhileText(built('a'), built({name: 'a', valid: false}))).toBe('meanwhile now INVALID: a');
	});

	it('names three, and counts the rest', () => {
		expect(meanwhileText(built('a', 'b', 'c', 'd', 'e'), built())).toBe('meanwhile dropped: a, b, c and 2 more');
	});

	it('has no sentence where an index was built anew as it was, and is a change all the same', () => {
		const [before, now] = [built('a'), built({name: 'a', oid: 9})];
		expect(meanwhileText(before, now)).toBeNull();
		expect(sameIndexes(before, now)).toBe(false);
		expect(sameIndexes(before, built('a'))).toBe(true);
	});
});

describe('a flip', () => {
	const before = built('a', 'b', 'c');

	it('of an index that is gone is over, with a sentence', () => {
		expect(overText(configurationOf(['b', 'c']), before, built('b', 'c'))).toBe('the flip of a is over, as the database has changed there');
		expect(overText(configurationOf([]), before, built())).toBe('the flips of a, b, c are over, as the database has changed there');
	});

	it('of one that is still there is not', () => {
		expect(overText(configurationOf(['b', 'c']), before, built('a'))).toBeNull();
	});

	it('that nobody made is not told', () => {
		expect(overText(before.asBuilt, before, built())).toBeNull();
	});
});
