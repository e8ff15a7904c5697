import {describe, expect, it} from 'vitest';
import {judgeIndexes, type OwnScans} from '../../source/advice/judge-indexes.ts';
import type {IndexUsage} from '../../source/database/usage.ts';
import {daysBefore, snapshot, usage} from './usages.ts';

function judged(indexes: readonly IndexUsage[], own: OwnScans = new Map(), age: Parameters<typeof snapshot>[1] = {}) {
	return Object.fromEntries(judgeIndexes(snapshot(indexes, age), own).map(finding => [finding.index.name, finding]));
}

const brief = (findings: ReturnType<typeof judged>) => Object.fromEntries(Object.entries(findings).map(([name, {verdict, droppable}]) => [name, [verdict.kind, droppable]]));

describe('an index that nobody scanned', () => {
	it('is unused after a week of statistics, and not before', () => {
		expect(brief(judged([usage('a', {scans: 0})], new Map(), {reset: daysBefore(7)}))).toEqual({a: ['unused', true]});
		expect(brief(judged([usage('a', {scans: 0})], new Map(), {reset: daysBefore(6.9)}))).toEqual({a: ['not yet', false]});
	});

	it('is not called unused when the counters were never reset and the server started yesterday: nobody knows since when they count', () => {
		expect(brief(judged([usage('a', {scans: 0})], new Map(), {reset: null, serverStarted: daysBefore(1)}))).toEqual({a: ['not yet', false]});
	});

	it('is not called unused while nothing is counted', () => {
		expect(brief(judged([usage('a', {scans: 0})], new Map(), {counting: false}))).toEqual({a: ['not yet', false]});
	});

	it('is unused when all of its scans are planflip\'s own', () => {
		const {a} = judged([usage('a', {scans: 12})], new Map([['a', 12]]));
		expect(a).toMatchObject({verdict: {kind: 'unused'}, scans: 0, ownScans: 12, droppable: true});
	});

	it('never has fewer than no scans, whatever was reset meanwhile', () => {
		expect(judged([usage('a', {scans: 3})], new Map([['a', 12]]))['a']).toMatchObject({scans: 0, ownScans: 3});
	});
});

describe('what backs something is never superfluous', () => {
	it.each([
		['a primary key', {constraint: {name: 'shots_pkey', kind: 'primary key' as const}, unique: true}],
		['a constraint that excludes', {constraint: {name: 'x', kind: 'exclusion' as const}, method: 'gist'}],
		['uniqueness without a constraint', {unique: true}],
		['the replica identity', {replicaIdentity: true}],
		['a foreign key of another table', {foreignKeys: ['takes_shot_fkey'], unique: true}],
	])('%s', (_name, changes) => {
		const {a} = judged([usage('a', {scans: 0, ...changes})]);
		expect(a).toMatchObject({verdict: {kind: 'unused'}, droppable: false});
		expect(a?.hold).not.toBeNull();
	});

	it('an invalid one is told all the same', () => {
		expect(brief(judged([usage('a', {valid: false, unique: true})]))).toEqual({a: ['invalid', false]});
		expect(brief(judged([usage('a', {valid: false})]))).toEqual({a: ['invalid', true]});
	});
});

describe('two that are the same', () => {
	it('cost one of them: the less used, or the second by name', () => {
		expect(brief(judged([usage('a', {scans: 1}), usage('b', {scans: 2})]))).toEqual({a: ['duplicate', true], b: ['used', false]});
		expect(brief(judged([usage('a'), usage('b')]))).toEqual({a: ['used', false], b: ['duplicate', true]});
	});

	it('keep the one that guards something, however little it is used', () => {
		const key = {constraint: {name: 'k', kind: 'unique' as const}, unique: true, scans: 0};
		expect(brief(judged([usage('key', key), usage('plain', {scans: 1000})]))).toEqual({key: ['unused', false], plain: ['duplicate', true]});
	});

	it.each([
		['another table', {table: 'scenes'}],
		['another schema', {schema: 'other'}],
		['another method', {method: 'hash'}],
		['another WHERE', {predicate: 'scene_id IS NOT NULL'}],
		['another order', {columns: ['scene_id DESC']}],
		['another operator class', {columns: ['scene_id text_pattern_ops']}],
		['other columns beside', {include: ['shot_type']}],
	])('are not the same with %s', (_name, changes) => {
		expect(brief(judged([usage('a'), usage('b', changes)])).b).toEqual(['used', false]);
	});

	it('are not made redundant by one that is invalid', () => {
		expect(brief(judged([usage('a', {valid: false}), usage('b')])).b).toEqual(['used', false]);
	});
});

describe('an index that another one begins with', () => {
	const longer = {columns: ['scene_id', 'shot_number'], scans: 5};

	it('is covered by it, whichever is used more', () => {
		expect(judged([usage('short', {scans: 900}), usage('long', longer)])['short']?.verdict).toEqual({kind: 'covered', by: 'long'});
	});

	it('is not, when it makes rows unique: the longer one does not', () => {
		expect(brief(judged([usage('short', {unique: true}), usage('long', longer)])).short).toEqual(['used', false]);
	});

	it('is not, when it is another kind than B-tree: GIN finds by any of its columns, hash has one', () => {
		expect(brief(judged([usage('short', {method: 'gin'}), usage('long', {...longer, method: 'gin'})])).short).toEqual(['used', false]);
	});

	it('is not, when the longer one lacks a column that it includes', () => {
		expect(brief(judged([usage('short', {include: ['note']}), usage('long', longer)])).short).toEqual(['used', false]);
		expect(brief(judged([usage('short', {include: ['shot_number']}), usage('long', longer)])).short).toEqual(['covered', true]);
	});

	it('is not, when the columns stand second', () => {
		expect(brief(judged([usage('short'), usage('long', {columns: ['shot_number', 'scene_id']})])).short).toEqual(['used', false]);
	});
});

describe('the index of a partitioned table', () => {
	const parent = usage('parent', {scans: 0, bytes: 0, table: 'events'});
	const middle = usage('middle', {parentOid: parent.oid, scans: 0, bytes: 0, table: 'events_2026'});
	const leaf = usage('leaf', {parentOid: middle.oid, scans: 7, bytes: 8192, table: 'events_2026_11', lastScan: daysBefore(1)});
	const other = usage('other', {parentOid: parent.oid, scans: 2, bytes: 8192, table: 'events_2025', lastScan: daysBefore(300)});

	it('is one with those of its partitions, at whatever depth: scans and sizes add up, the last use is the latest', () => {
		const findings = judgeIndexes(snapshot([parent, middle, leaf, other]), new Map([['other', 2]]));
		expect(findings).toHaveLength(1);
		expect(findings[0]).toMatchObject({partitions: 3, scans: 7, ownScans: 2, index: {name: 'parent', bytes: 16_384, lastScan: daysBefore(1)}});
	});

	it('counts planflip\'s own scans of partitions of partitions, too', () => {
		expect(judgeIndexes(snapshot([parent, middle, leaf, other]), new Map([['leaf', 7], ['other', 2]]))[0]).toMatchObject({scans: 0, ownScans: 9, verdict: {kind: 'unused'}});
	});

	it('is invalid when one of them is', () => {
		expect(judgeIndexes(snapshot([parent, {...leaf, parentOid: parent.oid, valid: false}]), new Map())[0]?.verdict).toEqual({kind: 'invalid'});
	});
});
