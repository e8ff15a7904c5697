import headless from '@xterm/headless';
import {expect, test} from 'vitest';
import {screenToSvg} from '../support/screen-to-svg.ts';

async function svgOf(bytes: string): Promise<string> {
	const terminal = new headless.Terminal({cols: 40, rows: 4, allowProposedApi: true});
	await new Promise<void>(resolve => {
		terminal.write(bytes, resolve);
	});
	return screenToSvg(terminal);
}

const textAt = (svg: string, text: string) => /x="([\d.]+)"[^>]*textLength="([\d.]+)"/.exec(svg.split('\n').flatMap(line => line.split('<text ')).find(part => part.includes(`>${text}<`)) ?? '')?.slice(1).map(Number);

/** Left edge and width in pixels of a text that begins in column `x` and is so many cells wide. */
const cells = (x: number, width: number) => [12 + x * 8.4, width * 8.4].map(pixels => Math.round(pixels * 100) / 100);

test('text stands on its cells, whatever stands before it', async () => {
	const svg = await svgOf('  Limit\u001B[31m red\u001B[39m 場面 end');
	expect(textAt(svg, 'Limit')).toEqual(cells(2, 5));
	expect(textAt(svg, 'red')).toEqual(cells(8, 3));
	expect(textAt(svg, '場面 end')).toEqual(cells(12, 8));
});

test('an Arabic name is a run of its own: what follows keeps its place', async () => {
	const svg = await svgOf('a مشهد b');
	expect(svg).toContain('unicode-bidi="isolate">مشهد</text>');
	expect(textAt(svg, 'b')?.[0]).toBeCloseTo(12 + 7 * 8.4);
});

test('bold, dim, reverse and the 256 colours are shown; borders and bars are drawn, not typed', async () => {
	const svg = await svgOf('\u001B[1mbold\u001B[22m \u001B[2mdim\u001B[22m \u001B[7mrow\u001B[27m \u001B[38;5;214mhot\u001B[39m\r\n┌─┐▍█▃');
	expect(svg).toMatch(/font-weight="bold">bold/);
	expect(svg).toMatch(/opacity="0.6">dim/);
	expect(svg).toMatch(/<rect [^>]*fill="#d6dae0"\/><text [^>]*fill="#14171c">row/);
	expect(svg).toMatch(/fill="#ffaf00">hot/);
	expect(svg).not.toMatch(/[┌─┐▍█▃]/);
	expect(svg.match(/<path /g)).toHaveLength(3);
});

test('what the screen says cannot break the picture', async () => {
	expect(await svgOf('a < b && "c"')).toContain('>a &lt; b &amp;&amp; &quot;c&quot;</text>');
});
