import {expect, it} from 'vitest';
import type {IndexState} from '../../source/database/index-state.ts';
import {chooseToggles} from '../../source/experiment/choose-toggles.ts';
import {indexUniverse} from '../../source/experiment/index-universe.ts';
import {type RungNumber, rungOf} from '../../source/experiment/rung.ts';

let oid = 100;
function index(name: string, changes: Partial<IndexState> = {}): IndexState {
	return {
		name, schema: 'public', table: 'shots', oid: oid++, parentOid: null, built: true, method: 'btree', columns: ['a'], include: [], predicate: null, unique: false,
		constraint: null, valid: true, bytes: 8192, scans: 0, definition: `create index ${name} on shots (a)`, why: null, priority: null, ...changes,
	};
}

const whole = index('whole');
const built = [
	index('plain'), index('key', {unique: true, constraint: {name: 'key', kind: 'primary key'}}), index('one_each', {unique: true}), index('broken', {valid: false}),
	index('elsewhere', {table: 'sessions'}), whole, index('part', {table: 'shots_1', parentOid: whole.oid}),
];
const proposed = (name: string, column: string) => ({kind: 'IndexDefinition' as const, name, table: 'shots', why: 'w', priority: null, sql: `create index ${name} on shots (${column})`, presets: [], file: 'f', line: 1});
const tables = ['shots', 'shots_1', 'sessions'].map(name => ({schema: 'public', name, owned: true}));
const universe = indexUniverse(built, [proposed('new', 'b'), proposed('over', 'lower(b)')], [], tables);
const everything = {kind: 'IndexConfiguration' as const, on: new Set(universe.indexes.map(({key}) => key))};

function chosen(number: RungNumber, imagines = false) {
	const {toggles, held} = chooseToggles({universe, configuration: everything, rung: rungOf(number, imagines), superuser: true, reads: ({name}) => name !== 'sessions'});
	return {toggles: toggles.map(({key}) => key), held: Object.fromEntries(held.map(({index: {key}, because}) => [key, because.kind]))};
}

it('what guards something stays, what cannot be switched is told, what nobody reads is left alone, and a part goes with its whole', () => {
	expect(chosen(1)).toEqual({
		toggles: ['plain', 'whole', 'new', 'over'],
		held: {key: 'guards', one_each: 'guards', broken: 'obstacle', elsewhere: 'not read'},
	});
});

it('where nothing can be switched, nothing is a toggle, and each says why', () => {
	expect(chosen(6).toggles).toEqual([]);
	expect(chosen(6).held).toMatchObject({plain: 'obstacle', whole: 'obstacle', new: 'obstacle'});
});

it('what would be built under a lock for every combination is none, nor is an imagined one that nobody has statistics of', () => {
	expect(chosen(5)).toMatchObject({toggles: ['plain', 'whole'], held: {new: 'obstacle', over: 'obstacle'}});
	expect(chosen(2, true)).toMatchObject({toggles: ['plain', 'whole', 'new'], held: {over: 'obstacle'}});
});

it('what is off in the largest combination is no toggle and needs no reason', () => {
	const {toggles, held} = chooseToggles({universe, configuration: universe.asBuilt, rung: rungOf(1), superuser: true, reads: () => true});
	expect([...toggles.map(({key}) => key), ...held.map(({index: {key}}) => key)]).not.toContain('new');
});
