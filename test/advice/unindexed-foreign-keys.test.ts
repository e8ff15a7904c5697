import {describe, expect, it} from 'vitest';
import {unindexedForeignKeys} from '../../source/advice/unindexed-foreign-keys.ts';
import type {IndexUsage} from '../../source/database/usage.ts';
import {usage} from './usages.ts';

const table = (columns: readonly string[]) => [{schema: 'public', name: 'shots', owned: true, rows: 5000, modifiedSinceAnalyze: 0, foreignKeys: [{constraint: 'shots_fkey', columns}]}];
const missing = (columns: readonly string[], ...indexes: readonly IndexUsage[]) => unindexedForeignKeys(table(columns), indexes).length === 1;

describe('a foreign key', () => {
	it('has its index where the first columns are its own, in whatever order they stand', () => {
		expect(missing(['scene_id'], usage('a'))).toBe(false);
		expect(missing(['scene_id'], usage('a', {columns: ['scene_id DESC', 'n']}))).toBe(false);
		expect(missing(['scene_id', 'n'], usage('a', {columns: ['n', 'scene_id', 'm']}))).toBe(false);
		expect(missing(['scene_id'], usage('a', {method: 'hash'}))).toBe(false);
		expect(missing(['"Scene"'], usage('a', {columns: ['"Scene" text_pattern_ops']}))).toBe(false);
	});

	it('has none where its columns stand second, or only some of them are there', () => {
		expect(missing(['scene_id'])).toBe(true);
		expect(missing(['scene_id'], usage('a', {columns: ['n', 'scene_id']}))).toBe(true);
		expect(missing(['scene_id', 'n'], usage('a'))).toBe(true);
		expect(missing(['scene_id'], usage('a', {columns: ['lower(scene_id)']}))).toBe(true);
		expect(missing(['scene_id'], usage('a', {table: 'scenes'}))).toBe(true);
		expect(missing(['scene_id'], usage('a', {valid: false}))).toBe(true);
		expect(missing(['scene_id'], usage('a', {method: 'brin'}))).toBe(true);
	});

	it('is served by a partial index only when that leaves out nothing but NULLs, which refer to nothing', () => {
		expect(missing(['scene_id'], usage('a', {predicate: '(scene_id IS NOT NULL)'}))).toBe(false);
		expect(missing(['scene_id'], usage('a', {predicate: 'active'}))).toBe(true);
	});
});
