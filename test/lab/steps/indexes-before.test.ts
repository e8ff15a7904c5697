import {expect, it} from 'vitest';
import type {IndexDefinition} from '../../../source/catalog/catalog-entry.ts';
import type {IndexState} from '../../../source/database/index-state.ts';
import {indexUniverse} from '../../../source/experiment/index-universe.ts';
import type {MeasuredIndex} from '../../../source/experiment/measurement.ts';
import {rungOf} from '../../../source/experiment/rung.ts';
import * as steps from '../../../source/lab/steps/indexes-before.ts';

const state = (name: string, changes: Partial<IndexState> = {}): IndexState => ({
	name, schema: 'public', table: 'shots', oid: 1, parentOid: null, built: true, method: 'btree', columns: ['id'], include: [], predicate: null, unique: false,
	constraint: null, valid: true, bytes: 8192, scans: 0, definition: `CREATE INDEX ${name} ON public.shots USING btree (id)`, why: null, priority: null, ...changes,
});
const then = (name: string, changes: Partial<MeasuredIndex> = {}): MeasuredIndex => ({schema: 'public', table: 'shots', name, definition: state(name).definition, bytes: 8192, valid: true, constraint: false, partOf: null, ...changes});
const described = (name: string): IndexDefinition => ({kind: 'IndexDefinition', name, table: 'shots', why: 'w', priority: null, sql: `CREATE INDEX ${name} ON shots (id)`, presets: [], file: 'indexes.sql', line: 1});
const universe = (built: readonly IndexState[], definitions: readonly IndexDefinition[] = []) => indexUniverse(built, definitions, [], [{schema: 'public', name: 'shots', owned: true}]);
const shots = [{schema: 'public', name: 'shots', rows: 5000, bytes: 8192}];
const indexesBefore = (indexes: readonly MeasuredIndex[], ...rest: readonly [ReturnType<typeof universe>, Parameters<typeof steps.indexesBefore>[2]]) => steps.indexesBefore({indexes, tables: shots}, ...rest);
const isolated = {rung: rungOf(1), superuser: true};
const on = (before: ReturnType<typeof indexesBefore>) => before.configuration === null ? null : [...before.configuration.on].sort();

it('what was built since the baseline is off, what it had stays on', () => {
	expect(on(indexesBefore([then('a')], universe([state('a'), state('b')]), isolated))).toEqual(['a']);
});

it('the first index of a table is one that was built since', () => {
	expect(on(indexesBefore([], universe([state('b')]), isolated))).toEqual([]);
});

it('nothing changed: there is nothing to switch', () => {
	expect(indexesBefore([then('a')], universe([state('a')]), isolated)).toEqual({configuration: null, notes: []});
});

it('what was dropped since is built again where the catalogue knows it, else told', () => {
	expect(on(indexesBefore([then('a'), then('b')], universe([state('a')], [described('b')]), isolated))).toEqual(['a', 'b']);
	expect(indexesBefore([then('a'), then('b')], universe([state('a')]), isolated)).toEqual({configuration: null, notes: ['b was dropped since the baseline, and cannot be brought back for the comparison.']});
});

it('one that was made anew otherwise is another index', () => {
	expect(on(indexesBefore([then('a', {definition: 'CREATE INDEX a ON public.shots USING btree (scene_id)'}), then('b')], universe([state('a'), state('b')]), isolated))).toEqual(['b']);
});

it('indexes of tables that the baseline did not read, and INVALID ones, are no difference', () => {
	expect(indexesBefore([then('a')], universe([state('a'), state('b', {table: 'logs'}), state('c', {valid: false})]), isolated)).toEqual({configuration: null, notes: []});
});

it.each([
	[6 as const, /may not switch indexes here/],
	[4 as const, /HypoPG hides and imagines indexes for plans only/],
])('on rung %i it is measured apart, and why is told', (number, why) => {
	const {configuration, notes} = indexesBefore([then('a')], universe([state('a'), state('b')]), {rung: rungOf(number), superuser: false});
	expect(configuration).toBeNull();
	expect(notes).toEqual([expect.stringMatching(why)]);
	expect(notes[0]).toMatch(/Measured as the database is, apart from the baseline/);
});

it('an index of a table that nobody read is neither switched nor missed, though the baseline knows it', () => {
	expect(indexesBefore([then('a'), then('idle', {table: 'logs'})], universe([state('a')]), isolated)).toEqual({configuration: null, notes: []});
});
