import {expect, it} from 'vitest';
import {clipMiddle} from '../../source/text/clip-middle.ts';

it.each([
	['idx_characters_project_consistency', 24, 'idx_characte…consistency'],
	['idx_characters_project_name', 24, 'idx_characte…roject_name'],
	['short', 24, 'short'],
	['日本語日本語', 6, '日…語'],
])('%s in %d cells keeps both its ends: %s', (text, width, clipped) => {
	expect(clipMiddle(text, width)).toBe(clipped);
});
