import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, afterEach, describe, expect, test} from 'vitest';
import {compareMeasurements} from '../../source/comparison/compare-measurements.ts';
import {comparisonDocument} from '../../source/report/comparison/comparison-document.ts';
import {documentHtml} from '../../source/report/html/document-html.ts';
import {noChromium, openPage, type Page} from '../support/chromium.ts';
import {alone, inTurns, measuredEntry, measuredIndex, measurement, postOptimization} from '../support/compared-measurements.ts';
import {operationRun} from '../support/measurements.ts';
import {needing} from '../support/needing.ts';

/** What a page must survive: markup, right-to-left text, a reordering mark, a control character, and a name without a blank to break at. */
const nasty = '<img src=http://evil.test/x onerror="alert(1)">\u202Eليلى\u0007&amp;';
const long = 'x'.repeat(300);

function page(): string {
	const slow = {ms: 5, blocks: 1866, value: nasty};
	const entries = [measuredEntry('by-type', {title: nasty}), measuredEntry(long), measuredEntry('open-note', {title: 'عنوان'}), measuredEntry('lost')];
	const before = measurement({
		catalog: {folder: 'queries', entries}, operations: [{run: operationRun(), before: null}],
		statements: [alone('1', 'by-type', slow), alone('2', long, {ms: 1, blocks: 3})],
	});
	const after = postOptimization({
		catalog: {folder: 'queries', entries}, operations: [{run: operationRun(), before: null}], notes: [nasty],
		indexes: [measuredIndex('shots_scene'), measuredIndex('shots_type'), measuredIndex(`idx_${long}`)],
		statements: [inTurns('3', 'by-type', slow, {...slow, ms: 0.5, blocks: 5, index: 'shots_type', sql: `select '${nasty}'`}), inTurns('4', long, {ms: 1, blocks: 3}, {ms: 1, blocks: 3, index: `idx_${long}`})],
		failures: [{entry: 'lost', lines: [nasty]}],
	});
	return documentHtml(comparisonDocument(compareMeasurements(before, after)));
}

const folder = mkdtempSync(path.join(tmpdir(), 'planflip-page-'));
const file = path.join(folder, 'report.html');
writeFileSync(file, page());
afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

test('the page is text wherever strangers may write: no element but ours, nothing to run, nothing to fetch', () => {
	const html = page();
	expect(html).not.toMatch(/<(?:script|img|iframe|object|embed|link|base|form|input|style [^>])/i);
	expect(html).not.toMatch(/<[^>]*\s(?:on[a-z]+|style|src)=/i);
	expect(html.match(/href="(?!#)/g)).toBeNull();
	expect(html).toContain('&lt;img src=http://evil.test/x onerror=&quot;alert(1)&quot;&gt;');
	expect(html).not.toMatch(/[\u0000-\u0008\u202A-\u202E\u2066-\u2069]/);
	expect(html).toContain('content="default-src \'none\'; style-src \'sha256-');
});

describe('in Chromium', needing(noChromium), () => {
	let shown: Page | null = null;
	afterEach(async () => {
		await shown?.close();
		shown = null;
	});
	const open = async (options: Parameters<typeof openPage>[1] = {}) => {
		shown = await openPage(file, options);
		return shown;
	};

	test('nothing leaves the page, nothing is complained of, and the style is let in', async () => {
		const {conduct, evaluate} = await open();
		expect(await evaluate('getComputedStyle(document.body).maxWidth')).not.toBe('none');
		expect(await evaluate('document.querySelectorAll("img,script").length')).toBe(0);
		expect(conduct.requests).toEqual([]);
		expect(conduct.complaints).toEqual([]);
	});

	test.each([400, 700, 1280])('nothing but what scrolls by itself is wider than a window of %i', async width => {
		const {evaluate} = await open({width});
		expect(await evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
		await evaluate('for (const one of document.querySelectorAll("details")) one.open = true; void 0');
		expect(await evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
	});

	test('a plan and a query fold by keyboard alone', async () => {
		const {evaluate, press} = await open();
		await evaluate('document.querySelector("#plans details > summary").focus()');
		expect(await evaluate('document.activeElement.parentElement.open')).toBe(false);
		await press('Enter');
		expect(await evaluate('document.activeElement.parentElement.open')).toBe(true);
		await press(' ');
		expect(await evaluate('document.activeElement.parentElement.open')).toBe(false);
	});

	test('Tab comes first to the link that skips to the report, and what has the focus is seen', async () => {
		const {evaluate, press} = await open();
		await press('Tab');
		expect(await evaluate('document.activeElement.className')).toBe('skip');
		expect(await evaluate('document.activeElement.getBoundingClientRect().left >= 0')).toBe(true);
		await press('Tab');
		expect(await evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
	});

	test('light and dark are two pages, and the words of both stand out from their ground as WCAG AA asks', async () => {
		const grounds: string[] = [];
		for (const dark of [false, true]) {
			const {evaluate} = await open({dark});
			await evaluate('for (const one of document.querySelectorAll("details")) one.open = true; void 0');
			grounds.push(await evaluate('getComputedStyle(document.body).backgroundColor'));
			expect(await evaluate(faintTexts)).toEqual([]);
			await shown?.close();
			shown = null;
		}

		expect(new Set(grounds).size).toBe(2);
	});

	test('whoever hears the page finds landmarks, headings in order, and a name on all that is named', async () => {
		const {call, evaluate} = await open();
		await evaluate('for (const one of document.querySelectorAll("details")) one.open = true; void 0');
		const {nodes} = await call('Accessibility.getFullAXTree');
		const heard = (nodes as AxNode[]).filter(({ignored}) => !ignored).map(node => ({role: node.role?.value ?? '', name: (node.name?.value ?? '').trim()}));
		const roles = new Set(heard.map(({role}) => role));
		expect(['banner', 'navigation', 'main', 'contentinfo', 'table', 'rowheader', 'columnheader', 'heading', 'link'].filter(role => !roles.has(role))).toEqual([]);
		const named = new Set(['link', 'heading', 'img', 'image', 'region', 'navigation', 'table', 'DisclosureTriangle', 'rowheader']);
		expect(heard.filter(({role, name}) => named.has(role) && name === '')).toEqual([]);
		const levels = await evaluate<number[]>('[...document.querySelectorAll("h1,h2,h3,h4,h5")].map(one => Number(one.tagName[1]))');
		expect(levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
		expect(levels.filter(level => level === 1)).toHaveLength(1);
		expect(await evaluate('document.querySelectorAll("th:not([scope])").length')).toBe(0);
		expect(await evaluate('[...document.querySelectorAll("[id]")].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at)')).toEqual([]);
		expect(await evaluate('[...document.querySelectorAll("a[href^=\\"#\\"]")].map(one => one.hash.slice(1)).filter(id => document.getElementById(decodeURIComponent(id)) === null)')).toEqual([]);
	});

	test('on paper everything is unfolded, and fits', async () => {
		const {call, evaluate} = await open();
		await call('Emulation.setEmulatedMedia', {media: 'print'});
		expect(await evaluate('document.querySelector("#plans details .code").getBoundingClientRect().height > 0')).toBe(true);
		const {data} = await call('Page.printToPDF', {});
		expect(Buffer.from(String(data), 'base64').subarray(0, 5).toString()).toBe('%PDF-');
	});
});

interface AxNode {
	readonly ignored: boolean;
	readonly role?: {readonly value: string};
	readonly name?: {readonly value: string};
}

/** Texts of the page whose contrast with what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3), in the page's own terms. */
const faintTexts = `(() => {
	const parts = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number);
	const linear = channel => channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
	const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
	const ground = element => {
		for (let at = element; at !== null; at = at.parentElement) {
			const own = parts(getComputedStyle(at).backgroundColor);
			if ((own[3] ?? 1) > 0) {
				return own;
			}
		}
		return [255, 255, 255];
	};
	const faint = [];
	for (const element of document.querySelectorAll('body *')) {
		const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()).join('');
		if (text === '' || element.closest('svg,.spoken,.skip') !== null) {
			continue;
		}
		const [a, b] = [luminance(parts(getComputedStyle(element).color)), luminance(ground(element))].sort((x, y) => y - x);
		const contrast = (a + 0.05) / (b + 0.05);
		if (contrast < 4.5) {
			faint.push(element.className + ': ' + text.slice(0, 40) + ' ' + contrast.toFixed(2));
		}
	}
	return [...new Set(faint)];
})()`;
