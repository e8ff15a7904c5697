import {expect, test} from 'vitest';
import {cellWidth} from '../../source/text/cells.ts';
import {lineText, span} from '../../source/view/line.ts';
import {wrapLine} from '../../source/view/wrap-line.ts';

const texts = (parts: readonly string[], width: number) => wrapLine(parts.map(text => span(text)), width).map(lineText);

test('a part that fits on a line stays whole: a figure keeps its unit', () => {
	expect(texts(['hit ', '13 → ', '5,000 blocks', ' ▼61.5 %'], 20)).toEqual(['hit 13 → ', '  5,000 blocks', '  ▼61.5 %']);
});

test('a longer part is broken at its words behind what stands before it, and nothing of it is cut', () => {
	expect(texts(['→ ', 'ALTER ROLE postgres SET session_preload_libraries = pg_hint_plan;'], 30)).toEqual([
		'→ ALTER ROLE postgres SET', '  session_preload_libraries =', '  pg_hint_plan;',
	]);
});

test.each([8, 13, 40])('at %i cells no line is wider, and every letter is there: Arabic, long words and all', width => {
	const parts = ['key ', 'idx_a_very_long_name_without_any_blank_in_it ', 'فيلم طويل جدا عن البحر والصحراء', ' end'];
	const lines = texts(parts, width);
	expect(Math.max(...lines.map(cellWidth))).toBeLessThanOrEqual(width);
	expect(lines.join('').replaceAll(/\s/g, '')).toBe(parts.join('').replaceAll(/\s/g, ''));
});

test('a name wider than a line stays apart from the figure after it, on the same line or not', () => {
	expect(texts(['idx_shots_scene_number ', '2', ' ='], 22)).toEqual(['idx_shots_scene_numb', '  er 2 =']);
	expect(texts(['idx_shots_scene_number ', '2', ' ='], 24)).toEqual(['idx_shots_scene_number 2', '  =']);
	expect(texts(['shots by idx_shots_scene ', '2', ' ='], 18)).toEqual(['shots by', '  idx_shots_scene ', '  2 =']);
});
