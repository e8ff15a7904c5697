import path from 'node:path';
import {expect, test} from 'vitest';
import {rungOf} from '../../source/experiment/rung.ts';
import {adviceDocument} from '../../source/report/advice/advice-document.ts';
import {adviceJson} from '../../source/report/advice/advice-json.ts';
import {documentMarkdown} from '../../source/report/document-markdown.ts';
import {documentText} from '../../source/report/document-text.ts';
import {documentHtml} from '../../source/report/html/document-html.ts';
import {adviceOf} from '../support/advice.ts';
import {textOfPage} from '../support/text-of-page.ts';
import {surroundings} from '../support/surroundings.ts';
import {wholeAdvice} from '../support/whole-advice.ts';

const folder = path.join(import.meta.dirname, '../fixtures/advice');

test('an advice that has one of everything makes the same reports, to the letter', async () => {
	const advice = wholeAdvice();
	const document = adviceDocument(advice);
	await expect(documentText(document, 120)).toMatchFileSnapshot(path.join(folder, 'report.txt'));
	await expect(documentMarkdown(document)).toMatchFileSnapshot(path.join(folder, 'report.md'));
	await expect(`${JSON.stringify(adviceJson(advice), null, '\t')}\n`).toMatchFileSnapshot(path.join(folder, 'report.json'));
	await expect(textOfPage(documentHtml(document))).toMatchFileSnapshot(path.join(folder, 'page.txt'));
});

test('one by imagined indexes, with nothing measured, says so', async () => {
	const advice = {...adviceOf(surroundings().universe.asBuilt, 7), rung: {...rungOf(2), newIndexes: 'imagined' as const}, notMeasured: 'indexes that are not built can only be planned with here (MEASURED, no table lock)', claim: 'table by table' as const};
	await expect(documentText(adviceDocument(advice), 80)).toMatchFileSnapshot(path.join(folder, 'imagined.txt'));
});

test('every line of the text fits its width', () => {
	const document = adviceDocument(wholeAdvice());
	for (const width of [60, 80, 120]) {
		expect(documentText(document, width).split('\n').filter(line => [...line].length > width)).toEqual([]);
	}
});

test('a query whose plan stays is not counted among those that get faster or slower', () => {
	const whole = wholeAdvice();
	const entries = whole.entries.map((entry, at) => entry.delta === null || at === 0 ? entry : {...entry, delta: {...entry.delta, samePlan: true}});
	expect(documentText(adviceDocument({...whole, entries}), 120)).toMatch(/1 faster, 0 slower: of the one query whose plan changes/);
});

test('where measuring turned everything down, it is not called unmeasured', () => {
	const whole = wholeAdvice();
	const stays = {...whole, proposals: [], entries: whole.entries.map(entry => ({...entry, delta: null, leanDelta: null}))};
	expect(documentText(adviceDocument(stays), 120)).toMatch(/every plan stays: what was measured was turned down/);
	expect(documentText(adviceDocument({...stays, rejected: []}), 120)).toMatch(/every plan stays: so nothing was measured/);
});

test('what is given up for size is told with the query that pays most, and what bounds that', () => {
	const text = documentText(adviceDocument({...wholeAdvice(), each: 1.05, explains: 1, candidates: 1}), 1000);
	expect(text).toContain('up to 5 % of that may be given up for size, by no query more than 1.05x; most by shots-by-type, which costs 1.11x what it would with everything on, as what would help has no room or was turned down;');
	expect(text).toContain('1 candidate, judged together by 1 EXPLAIN;');
});

test('where a limit leaves everything out, it is named', () => {
	const {rejected, ...whole} = wholeAdvice();
	const without = adviceDocument({...whole, proposals: [], rejected: rejected.filter(({because}) => because.kind === 'no room').slice(0, 1)});
	expect(documentText(without, 120)).toContain('Nothing to build: what would save has no room within --max-size.');
});
