import {describe, expect, it} from 'vitest';
import {type FailedBuild, whyNotBegun} from '../../../source/lab/steps/failed-build.ts';
import type {IndexToBuild} from '../../../source/lab/steps/index-to-build.ts';

const [a, b] = [{name: 'a'}, {name: 'b'}];
const part = (name: string, of: {readonly name: string}): IndexToBuild => ({schema: 'public', table: 't', name, of, statement: `CREATE INDEX ${name} ON t (a)`, leftover: null, attach: null, frame: false});
const failed = (name: string, of: {readonly name: string}, sqlState: string): FailedBuild => ({schema: 'public', table: 't', name, of, kind: 'input', sqlState, lines: ['no'], invalid: true});

describe('after an index that could not be built', () => {
	it('the others have their turn, but not the other parts of the same partitioned index', () => {
		const duplicates = [failed('a_p1', a, '23505')];
		expect(whyNotBegun(part('b', b), duplicates)).toBeNull();
		expect(whyNotBegun(part('a_p2', a), duplicates)).toBe('not begun: a is not valid before a_p1 is built');
		expect(whyNotBegun(part('a_p1', a), [])).toBeNull();
		// Of another schema.
		expect(whyNotBegun(part('a', {name: 'a'}), duplicates)).toBeNull();
	});

	it('none is begun where the server\'s disk or memory was used up: it would be used up again', () => {
		expect(whyNotBegun(part('b', b), [failed('a', a, '53100')])).toBe('not begun: for a the server had not the room');
	});
});
