import {beforeAll, expect, it} from 'vitest';
import {buildCatalog} from '../../source/catalog/build-catalog.ts';
import {writeCard} from '../../source/catalog/write-card.ts';
import {writeIndexes} from '../../source/catalog/write-indexes.ts';
import type {CatalogDraft} from '../../source/lab/catalog-draft.ts';
import type {Laboratory} from '../../source/lab/laboratory.ts';
import {openLaboratory} from '../../source/lab/open-laboratory.ts';
import {withEngines} from '../support/engines.ts';
import {oddShapes} from '../support/odd-shapes.ts';

const clock = {date: () => new Date(0), ms: () => performance.now()};

withEngines('a catalogue drafted from a database of odd shapes', engine => {
	const open = async (catalog = buildCatalog('queries', [])) => openLaboratory(engine.session, {catalog, disposable: () => true, consentToBlock: false, rung: null, clock, ground: 'server', leave: () => Promise.resolve()});
	const draft = async (laboratory: Laboratory, top: number): Promise<CatalogDraft> => {
		for await (const event of laboratory.draft({top, date: new Date(0), signal: new AbortController().signal})) {
			if (event.kind === 'drafted') {
				return event.draft;
			}
		}

		throw new Error('nothing was drafted');
	};

	beforeAll(async () => {
		await engine.session.script(oddShapes);
	});

	it('has a query of every index that backs no constraint, and every one of its files is read, checked and planned as it was written', async () => {
		const drafted = await draft(await open(), 100);
		expect(drafted.leftOut).toEqual([]);
		expect(drafted.source).toBe('tables');
		const asked = new Set(drafted.cards.flatMap(({indexes}) => indexes));
		// A partition is asked through its table.
		expect(drafted.indexes.map(({name}) => name).filter(name => !asked.has(name))).toEqual(['payment_2024_amount']);
		const files = [...drafted.cards.map(card => ({file: `queries/${card.name}.sql`, text: writeCard(card)})), {file: 'queries/indexes.sql', text: writeIndexes(drafted.presets, drafted.indexes)}];
		const laboratory = await open(buildCatalog('queries', files));
		expect(laboratory.name(laboratory.universe().asBuilt)).toBe('baseline');
		for (const entry of laboratory.catalog.entries) {
			// A table without rows has no live value.
			expect((await laboratory.check(entry)).map(({severity, where}) => `${severity} ${where}`), entry.name).toEqual(entry.name === 'nothing-by-id' ? ['warning queries/nothing-by-id.sql:4'] : []);
		}
	});

	it('has no more queries than are asked for, the largest tables first', async () => {
		const {cards} = await draft(await open(), 3);
		expect(cards.map(({name}) => name)).toEqual(['payment-by-customer', 'event-log-from-at', expect.stringMatching(/^film-/) as string]);
	});

	it('has no value for what is called like a secret, says so, and runs nothing to find one', async () => {
		await engine.session.script(`create table vault (id int, password text, data jsonb); insert into vault select i, 'hunter' || i, jsonb_build_object('token', 'hunter' || i) from generate_series(1, 1000) as i;
			create index vault_password on vault (password); create index vault_lower on vault (lower(password)); create index vault_token on vault ((data ->> 'token'))`);
		const drafted = await draft(await open(), 100);
		const cards = drafted.cards.filter(({sql}) => sql.includes('vault'));
		expect(cards.map(({parameters}) => parameters.map(({sampleSql}) => sampleSql))).toEqual([[null], [null], [null]]);
		expect(drafted.notes).toContainEqual(expect.stringMatching(/^3 parameters have no value, as their names look like secrets' \(.*password/));
		await engine.session.script('drop table vault');
	});
});
