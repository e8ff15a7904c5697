import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import {theCopySeeds} from '../../seeds/the-copy-seeds.ts';
import {parseScale} from '../../source/workload/scale.ts';

function hashOf(scale: string, seed: number): string {
	const hash = createHash('sha256');
	for (const seeds of theCopySeeds) {
		hash.update(seeds.table);
		for (const line of seeds.lines(parseScale(scale), seed)) {
			hash.update(line);
		}
	}

	return hash.digest('hex');
}

function rowsOf(table: string, seed = 1): readonly (readonly string[])[] {
	const seeds = theCopySeeds.find(candidate => candidate.table === table);
	return [...seeds?.lines(parseScale('small'), seed) ?? []].map(line => line.slice(0, -1).split('\t'));
}

function column(table: string, name: string): readonly string[] {
	const at = theCopySeeds.find(candidate => candidate.table === table)?.columns.indexOf(name) ?? -1;
	return rowsOf(table).map(row => row[at] ?? 'no such column');
}

function countsOf(values: readonly string[]): number[] {
	return [...new Set(values)].map(value => values.filter(other => other === value).length);
}

test('the same seed gives the same rows on every machine', () => {
	// A new hash means new rows: raise seedVersion (seed-version.ts) with it, so that databases kept in a cache are built anew.
	expect(hashOf('small', 1)).toBe('2c7e1d27f1a396831a43c8ca36acf3a52de16fa371c6adc5f6403c7bcd2283e7');
});

test('another seed gives other rows', () => {
	expect(hashOf('small', 2)).not.toBe(hashOf('small', 1));
	const ids = new Set(rowsOf('shots', 1).map(([id]) => id));
	expect(rowsOf('shots', 2).filter(([id]) => ids.has(id))).toEqual([]);
});

test('tables made side by side are those made one after the other', () => {
	const alone = theCopySeeds.map(seeds => [...seeds.lines(parseScale('small'), 1)].slice(0, 10));
	const iterators = theCopySeeds.map(seeds => seeds.lines(parseScale('small'), 1)[Symbol.iterator]());
	const together: string[][] = iterators.map(() => []);
	for (let row = 0; row < 10; row++) {
		for (const [at, iterator] of iterators.entries()) {
			together[at]?.push(String(iterator.next().value));
		}
	}

	expect(together).toEqual(alone);
});

test('every table has as many rows as its scale says', () => {
	const scale = parseScale('small');
	expect(theCopySeeds.map(({table}) => rowsOf(table).length)).toEqual(theCopySeeds.map(({table}) => scale[table]));
});

test.each([
	['projects', 'user_id', 'users', 5],
	['scenes', 'project_id', 'projects', 10],
	['characters', 'project_id', 'projects', 20],
	['shots', 'scene_id', 'scenes', 10],
])('every row of %s has a parent, and every parent as many', (table, foreignKey, parent, children) => {
	const parents = new Set(column(parent, 'id'));
	const keys = column(table, foreignKey);
	expect(keys.filter(key => !parents.has(key))).toEqual([]);
	expect(new Set(countsOf(keys))).toEqual(new Set([children]));
});

test('ids and emails are unique, and ids are version 4 UUIDs', () => {
	const ids = theCopySeeds.flatMap(({table}) => column(table, 'id'));
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.filter(id => !/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toEqual([]);
	expect(new Set(column('users', 'email')).size).toBe(10);
});

test.each([
	['scenes', 'status', ['completed', 'filming', 'in-progress', 'planned']],
	['characters', 'consistency_status', ['error', 'good', 'warning']],
	['shots', 'shot_type', ['closeup', 'extreme-closeup', 'medium', 'over-shoulder', 'wide']],
])('%s.%s is spread unevenly over its values', (table, name, values) => {
	const found = column(table, name);
	expect([...new Set(found)].sort()).toEqual(values);
	const counts = countsOf(found);
	expect(Math.max(...counts)).toBeGreaterThan(3 * Math.min(...counts));
});

test('projects were updated after they were created, most of them lately, none after the reference date', () => {
	const created = column('projects', 'created_at');
	const updated = column('projects', 'updated_at');
	expect(updated.filter((time, at) => time < (created[at] ?? ''))).toEqual([]);
	expect(updated.filter(time => time >= '2025-06-01')).toEqual([]);
	expect(updated.filter(time => time > '2025-03-01').length).toBeGreaterThan(25);
	expect(new Set(updated).size).toBe(updated.length);
});

test('names, titles and places are in Arabic', () => {
	for (const [table, name] of [['users', 'first_name'], ['projects', 'title'], ['scenes', 'location'], ['characters', 'name']] as const) {
		expect(column(table, name).filter(text => !/^[\p{Script=Arabic}\p{Mark} -]+$/u.test(text))).toEqual([]);
	}
});
