import {expect, it} from 'vitest';
import type {IndexNow} from '../../../source/database/read-index-now.ts';
import type {AppliedIndex, AppliedIndexes} from '../../../source/experiment/applied-indexes.ts';
import {decodeAppliedIndexes} from '../../../source/experiment/decode-applied-indexes.ts';
import {encodeAppliedIndexes} from '../../../source/experiment/encode-applied-indexes.ts';
import {judgeApplied} from '../../../source/lab/steps/judge-applied.ts';

const definition = 'CREATE INDEX idx_a ON public.shots USING btree (scene_id)';
const built: AppliedIndex = {schema: 'public', table: 'shots', name: 'idx_a', statement: 'CREATE INDEX CONCURRENTLY ...', begunAt: new Date(0), builtAt: new Date(1), oid: 77, definition, droppedAt: null};
const unseen: AppliedIndex = {...built, builtAt: null, oid: null, definition: null};
const there = {system: '7300000000000000001', oid: 5};
const record: AppliedIndexes = {kind: 'AppliedIndexes', id: 'a1b2c3d4', startedAt: new Date(0), database: {label: 'me@db:5432/app', key: 'me@db:5432/app'}, identity: there, indexes: [built, unseen]};
const around = {there, renamed: null, whole: null};
const now: IndexNow = {oid: 77, schema: 'public', table: 'shots', definition, valid: true, constraints: [], replicaIdentity: false, clustered: false, whole: null, partitioned: false, owned: true};

it.each<[string, AppliedIndex, IndexNow | null, 'ours' | 'gone']>([
	['what was built and is as it was', built, now, 'ours'],
	['what a second interrupted DROP has left INVALID', built, {...now, valid: false}, 'ours'],
	['one whose end nobody saw, but whose oid was seen while it was built', {...unseen, oid: 77}, now, 'ours'],
	['what an interrupted build has left INVALID', unseen, {...now, valid: false}, 'ours'],
	['what is not there', built, null, 'gone'],
])('%s: %#', (_, index, is, kind) => {
	expect(judgeApplied(record, index, is, around)).toEqual({kind});
});

it.each<[AppliedIndex, IndexNow, RegExp]>([
	[built, {...now, oid: 78}, /another index of that name now \(oid 78 instead of 77\)/],
	[built, {...now, definition: definition.replace('scene_id', 'id')}, /defined otherwise now: .*\(id\)/],
	[built, {...now, constraints: ['shots_key']}, /constraint shots_key rests on it/],
	[built, {...now, replicaIdentity: true}, /replica identity/],
	[built, {...now, clustered: true}, /CLUSTERed by it/],
	[built, {...now, whole: 99}, /a part of a partitioned table's index/],
	[built, {...now, owned: false}, /do not own its table shots/],
	[unseen, now, /cannot be proven/],
])('is left alone, with the reason: %#', (index, is, why) => {
	expect(judgeApplied(record, index, is, around)).toEqual({kind: 'refused', why: expect.stringMatching(why) as string, forbidden: why.source.includes('do not own')});
});

it('one that was renamed is not gone: whoever did that has a use for it', () => {
	expect(judgeApplied(record, built, null, {...around, renamed: 'kept_by_us'})).toMatchObject({kind: 'refused', why: expect.stringMatching(/called kept_by_us now/) as string});
});

it('a part of a partitioned table\'s index goes with the whole where that is ours to drop, and with nothing else', () => {
	expect(judgeApplied(record, built, {...now, whole: 99}, {...around, whole: 'idx_whole'})).toEqual({kind: 'part', of: 'idx_whole'});
	expect(judgeApplied(record, built, {...now, whole: 99, oid: 78}, {...around, whole: 'idx_whole'})).toMatchObject({kind: 'refused'});
});

it('nothing is dropped in another database of the same name, or in one that was created anew', () => {
	expect(judgeApplied(record, built, now, {...around, there: {...there, oid: 6}})).toMatchObject({kind: 'refused', why: /another one than it was built in/});
	expect(judgeApplied(record, built, now, {...around, there: {...there, system: '7300000000000000002'}})).toMatchObject({kind: 'refused'});
	expect(judgeApplied(record, built, now, {...around, there: {...there, system: null}})).toEqual({kind: 'ours'});
});

it('the record comes back from its file as it went in', () => {
	expect(decodeAppliedIndexes(encodeAppliedIndexes(record))).toEqual(record);
	expect(() => decodeAppliedIndexes(encodeAppliedIndexes(record).replace('"version": 1', '"version": 2'))).toThrow(/newer planflip wrote this record of applied indexes/);
	expect(() => decodeAppliedIndexes(encodeAppliedIndexes(record).replace('"oid": 77', '"oid": "77"'))).toThrow(/"indexes\.0\.oid" of the applied is not/);
});
