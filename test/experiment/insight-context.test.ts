import {beforeAll, beforeEach, afterEach, expect, test} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import {listIndexes} from '../../source/database/list-indexes.ts';
import {listTables} from '../../source/database/list-tables.ts';
import {readServerFacts} from '../../source/database/read-server-facts.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {insightContext} from '../../source/experiment/insight-context.ts';
import {withProposal} from '../../source/experiment/propose-index.ts';
import type {Insight} from '../../source/insight/insight.ts';
import {insightsOf} from '../../source/insight/insights-of.ts';
import type {Plan} from '../../source/plan/plan.ts';
import {readExplainJson} from '../../source/plan/read-explain-json.ts';
import {withEngines} from '../support/engines.ts';

withEngines('a DELETE whose rows others refer to', engine => {
	beforeAll(async () => {
		await engine.session.script(`
			create table authors (id int primary key, name text);
			create table books (id int primary key, "Author" int constraint books_author references authors, title text);
			insert into authors select n, 'a' || n from generate_series(1, 1000) n;
			insert into books select n, 500 + n % 500, 't' || n from generate_series(1, 60000) n;
			analyze authors;
			analyze books;
		`);
	});

	beforeEach(async () => {
		await engine.session.script('begin');
	});

	afterEach(async () => {
		await engine.session.undo('rollback');
	});

	const removed = async (): Promise<Plan> => {
		const [row] = await engine.session.query('explain (analyze, verbose, format json) delete from authors where id between 100 and 130');
		const [plan] = readExplainJson(String(row?.['QUERY PLAN']));
		if (plan === undefined) {
			throw new Error('no plan');
		}

		return plan;
	};

	/** As the screen knows it, with `off` switched off. */
	const surroundings = async (off: readonly string[] = []) => {
		const tables = await listTables(engine.session);
		const universe = indexUniverse(await listIndexes(engine.session), [], [], tables);
		const configuration = configurationOf(universe.indexes.map(({key}) => key).filter(key => !off.includes(key)));
		return {tables, universe, context: insightContext(universe, configuration, tables, await readServerFacts(engine.session), null)};
	};

	const perRow = ({triggers}: Plan) => triggers.reduce((sum, {ms, calls}) => sum + (ms ?? 0) / calls, 0);
	const said = (insights: readonly Insight[]) => insights.filter(({rule}) => rule === 'foreign-key-index');

	test('is told the index that finds those, which goes into the list to be flipped, and with it the time is gone', async () => {
		const before = await removed();
		const {tables, universe, context} = await surroundings();
		const [insight] = said(insightsOf(before, context));
		const proposal = insight?.proposal;
		expect(insight?.advice).toBe('Create an index on books ("Author"), the referencing side.');
		expect(proposal?.sql).toBe('CREATE INDEX "books_Author_idx" ON public.books ("Author")');
		if (proposal == null) {
			return;
		}

		const grown = withProposal(universe, {...proposal, why: ''}, tables);
		expect(grown.universe.byKey.get(grown.key)).toMatchObject({origin: 'proposed', built: false, schema: 'public', table: 'books', columns: ['"Author"']});
		await engine.session.script('rollback; begin');
		await engine.session.script(proposal.sql);
		const after = await removed();
		expect(perRow(after)).toBeLessThan(perRow(before) / 2);
		expect(said(insightsOf(after, (await surroundings()).context))).toEqual([]);
	});

	test('is told to switch on the one that is there but off, and nothing when it is on', async () => {
		const slow = await removed();
		await engine.session.script('create index by_author on books ("Author", title)');
		expect(said(insightsOf(slow, (await surroundings(['by_author'])).context))).toMatchObject([{
			advice: 'Switch on by_author, the index on books ("Author", title), the referencing side.',
			proposal: {name: 'by_author', table: 'books'},
		}]);
		const known = insightsOf(slow, (await surroundings()).context);
		expect(said(known)).toEqual([]);
		expect(known.map(({rule}) => rule)).toContain('trigger-time');
	});
});
