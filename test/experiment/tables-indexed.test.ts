import {expect, test} from 'vitest';
import {parseIndexes} from '../../source/catalog/parse-indexes.ts';
import {tablesIndexed} from '../../source/experiment/tables-indexed.ts';

test('a table is the catalogue\'s concern when one of its indexes is on it, in the schema that it names or in any', () => {
	const {indexes} = parseIndexes(`-- preset: optimized
-- why: w

-- why: w
-- presets: optimized
CREATE INDEX big_v ON big (v);

-- why: w
-- presets: optimized
CREATE INDEX order_items_qty ON "My Schema"."Order Items" ("Qty");
`, 'queries/indexes.sql');
	const concerns = tablesIndexed({indexes});
	expect([['app', 'big'], ['My Schema', 'Order Items'], ['public', 'Order Items'], ['app', 'small']].map(([schema = '', name = '']) => concerns({schema, name}))).toEqual([true, true, false, false]);
});
