import {expect, test} from 'vitest';
import {quoteIdentifier} from '../../source/database/quote-identifier.ts';
import {withEngines} from '../support/engines.ts';

withEngines('quoteIdentifier', engine => {
	test('agrees with the server on every keyword', async () => {
		const rows = await engine.session.query('select word, quote_ident(word) as quoted from pg_get_keywords()');
		expect(rows.length).toBeGreaterThan(400);
		const ours = rows.map(({word}) => quoteIdentifier(String(word)));
		// Keywords are 18's. Older servers know fewer, and quotes that nobody needs harm nobody; one too few would.
		const theirs = rows.map(({quoted}, at) => engine.major === 18 || String(quoted).startsWith('"') ? quoted : ours[at]);
		expect(ours).toEqual(theirs);
	});

	test.each(['shots_scene_id', '_x1', 'Shots', '1st', 'a$b', 'ä', 'with space', 'with "quotes"', 'semi;colon', 'ORDER', 'order', 'it\'s', 'a.b', ''])('agrees with the server on %j', async name => {
		expect(await engine.session.query('select quote_ident($1) as quoted', [name])).toEqual([{quoted: quoteIdentifier(name)}]);
	});
});
