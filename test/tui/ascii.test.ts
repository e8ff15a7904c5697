import {expect, test} from 'vitest';
import {heatBar} from '../../source/text/bar.ts';
import {sparkline} from '../../source/text/sparkline.ts';
import {asciiSigns} from '../../source/tui/ascii.ts';

test('without Unicode everything drawn is ASCII, one cell for one cell', () => {
	const drawn = `┌─┐│└┘├┤ ● ▸ → ▲ ▼ × … ± ≥ ${heatBar(0.6, 9)}${sparkline([1, 2, 3, 4, 5, 6, 7, 8], 8)}`;
	const ascii = asciiSigns(drawn);
	expect(ascii).toMatch(/^[\x20-\x7E]+$/);
	expect(ascii).toHaveLength([...drawn].length);
});

test('without Unicode the letters of the data stay as they are', () => {
	expect(asciiSigns('مشهد Größe 日本')).toBe('مشهد Größe 日本');
});
