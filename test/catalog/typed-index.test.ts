import {describe, expect, it, test} from 'vitest';
import {oneLine} from '../../source/catalog/one-line.ts';
import {readTypedIndex} from '../../source/catalog/typed-index.ts';
import {PlanflipError} from '../../source/errors.ts';
import {letterOf} from './letter-of.ts';

describe('a typed index', () => {
	it.each([
		['CREATE INDEX by_scene ON shots (scene_id)', {name: 'by_scene', schema: null, table: 'shots', rest: '(scene_id)', unique: false}],
		['create unique index on public.users (lower(email)) where email is not null;', {name: null, schema: 'public', table: 'users', unique: true, rest: '(lower(email)) where email is not null'}],
		['shots (scene_id, shot_type)', {name: null, table: 'shots', rest: '(scene_id, shot_type)'}],
		['shots(scene_id) include (title)', {table: 'shots', rest: '(scene_id) include (title)'}],
		['unique shots (id)', {unique: true, table: 'shots'}],
		['on shots using gin (tags)', {name: null, table: 'shots', rest: 'using gin (tags)'}],
		['by_tag on shots using gin (tags)', {name: 'by_tag', table: 'shots'}],
		['CREATE INDEX "By Scene" ON "Shots" (id)', {name: 'By Scene', table: 'Shots'}],
		['CREATE INDEX on_shots ON Shots (id) TABLESPACE fast', {name: 'on_shots', table: 'shots', rest: '(id) TABLESPACE fast'}],
		['-- because\nCREATE INDEX CONCURRENTLY IF NOT EXISTS x ON ONLY shots (id)', {name: 'x', without: ['CONCURRENTLY', 'IF NOT EXISTS', 'ONLY']}],
	])('%s is understood', (text, parts) => {
		expect(readTypedIndex(text)).toMatchObject(parts);
	});

	it.each([
		['', 1, /Nothing is typed/],
		['drop index shots_scene', 1, /This is no CREATE INDEX/],
		['select * from shots', 1, /This is no CREATE INDEX/],
		['create table x (id int)', 8, /creates no index, but table/],
		['CREATE INDEX ON shots (a); DROP TABLE shots', 28, /A second statement begins here/],
		['CREATE INDEX ON shots', 22, /columns are missing/],
		['CREATE INDEX ON', 16, /table is missing/],
		['CREATE INDEX ON shots ()', 24, /No column stands between/],
		['CREATE INDEX ON shots (lower(title)', 23, /never closed/],
		['CREATE INDEX ON shots (a))', 26, /closes nothing/],
		['CREATE INDEX app.x ON shots (a)', 14, /its name has none/],
		['CREATE INDEX x shots (a)', 14, /ON is missing/],
		['CREATE INDEX ON shots (a) WHERE b = $1', 37, /no parameters: \$1/],
		['CREATE INDEX ON shots (a) WHERE b = \'x', 37, /string never ends/],
	])('%s is refused at column %i', (text, column, message) => {
		let thrown: unknown;
		try {
			readTypedIndex(text);
		} catch (error) {
			thrown = error;
		}

		expect(thrown).toBeInstanceOf(PlanflipError);
		expect(thrown).toMatchObject({kind: 'input', message: expect.stringMatching(message) as string, position: {line: 1, column}});
		expect(letterOf(() => readTypedIndex(text))).toMatch(/\| (?:Write|Propose|Close|Take) /);
	});
});

test('SQL of several lines comes to stand on one, and no comment swallows what follows it', () => {
	expect(oneLine('-- faster\nCREATE INDEX\n\tON shots (scene_id, -- first\n  title)')).toBe('CREATE INDEX ON shots (scene_id, title)');
	expect(oneLine('CREATE INDEX ON shots (note)\nWHERE note = \'--')).toBe('CREATE INDEX ON shots (note)\nWHERE note = \'--');
});
