import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {listApplied, writeApplied} from '../../source/disk/applied-folder.ts';
import type {AppliedIndexes} from '../../source/experiment/applied-indexes.ts';

const named = (place: string) => ({label: `me@${place}`, key: place});
const identity = {system: '7300000000000000001', oid: 16_384};
const record = (id: string, changes: Partial<AppliedIndexes> = {}): AppliedIndexes => ({kind: 'AppliedIndexes', id, startedAt: new Date(0), database: named('db:5432/app'), identity, indexes: [], ...changes});

async function folderOf(...records: readonly AppliedIndexes[]): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-applied-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	for (const one of records) {
		await writeApplied(folder, one);
	}

	return folder;
}

it('records are found by the database\'s identity, whatever it was called; its name alone is enough for those of another', async () => {
	const folder = await folderOf(record('aaaaaaaa'), record('bbbbbbbb', {database: named('other:5432/app'), identity: {...identity, oid: 5}}));
	const found = await listApplied(folder, named('10.0.0.7:5432/app'), identity);
	expect([found.records.map(({id}) => id), found.others, found.doubtful]).toEqual([['aaaaaaaa'], ['me@other:5432/app'], []]);
	const byName = await listApplied(folder, named('db:5432/app'), {...identity, oid: 77});
	expect(byName.records.map(({id}) => id)).toEqual(['aaaaaaaa']);
});

it('where the cluster\'s number may not be read, one of the same oid under another name is doubtful, and not taken', async () => {
	const folder = await folderOf(record('aaaaaaaa'));
	expect(await listApplied(folder, named('10.0.0.7:5432/app'), {...identity, system: null})).toMatchObject({records: [], others: ['me@db:5432/app'], doubtful: ['me@db:5432/app']});
	expect(await listApplied(folder, named('10.0.0.7:5432/app'), {system: null, oid: 77})).toMatchObject({records: [], doubtful: []});
});

it('embedded databases are their folders: two may bear one number', async () => {
	const steps = {label: 'PGlite (embedded)', key: 'steps /state/small-seed-1'};
	const folder = await folderOf(record('aaaaaaaa', {database: steps}));
	expect(await listApplied(folder, {...steps, key: 'steps /state/standard-seed-1'}, null)).toMatchObject({records: [], others: [steps.label]});
	expect(await listApplied(folder, named('db:5432/app'), identity)).toMatchObject({records: [], others: [steps.label], doubtful: []});
});
