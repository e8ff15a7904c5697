import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it, onTestFinished} from 'vitest';
import {ownerMark, thisProcess} from '../../source/disk/owner-mark.ts';
import {claimPersistent, persistentExists} from '../../source/disk/persistent-database.ts';

const name = 'small-seed-1';

function machine() {
	const state = mkdtempSync(path.join(tmpdir(), 'planflip-databases-'));
	onTestFinished(() => {
		rmSync(state, {recursive: true, force: true});
	});
	const folder = path.join(state, 'planflip', 'databases');
	return {folder, claim: async (create = true) => claimPersistent({env: {XDG_STATE_HOME: state}, home: '/nowhere', name, create}), exists: async () => persistentExists({XDG_STATE_HOME: state}, '/nowhere', name)};
}

it('is made once, is nobody else\'s while it is in use, and lies under its name afterwards', async () => {
	const {claim, folder, exists} = machine();
	await expect(claim(false)).rejects.toMatchObject({kind: 'usage', message: /is not set up/, hint: /planflip setup makes it/});
	expect(await exists()).toBe(false);
	const first = await claim();
	writeFileSync(path.join(first.folder, 'PG_VERSION'), '18');
	await expect(claim()).rejects.toMatchObject({kind: 'permission', message: new RegExp(`process ${process.pid}`), where: path.join(folder, name)});
	await first.release();
	expect(readdirSync(folder)).toEqual([name]);
	const second = await claim(false);
	expect([second.note, readdirSync(second.folder)]).toEqual([null, ['PG_VERSION']]);
	expect(await exists()).toBe(true);
	await second.release();
});

it('what a killed process held is taken over as it is, by one alone', async () => {
	const {claim, folder} = machine();
	mkdirSync(path.join(folder, `${name}~${ownerMark({...thisProcess, pid: 2 ** 22 - 1, start: '1'})}~a1b2c3d4`), {recursive: true});
	const claims = await Promise.allSettled([claim(false), claim(false), claim(false)]);
	const [taken, ...others] = claims.filter(result => result.status === 'fulfilled');
	expect(others).toEqual([]);
	expect(taken?.value.note).toMatch(/had been killed at work on this database \(process 4194303\): it recovers/);
});

it('of many who begin it at once at most one has it, and no other is left behind', async () => {
	const {claim, folder} = machine();
	const claims = await Promise.allSettled(Array.from({length: 8}, async () => claim()));
	expect(claims.filter(({status}) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
	expect(readdirSync(folder).length).toBeLessThanOrEqual(1);
});

it('in use on another machine it is left alone, and how to free it is told', async () => {
	const {claim, folder} = machine();
	const held = `${name}~${ownerMark({...thisProcess, host: '00000000'})}~a1b2c3d4`;
	mkdirSync(path.join(folder, held), {recursive: true});
	await expect(claim()).rejects.toMatchObject({kind: 'permission', message: /on another machine/, hint: new RegExp(`rename .*${held} to ${name}`)});
});

it('a place that cannot be written is told', async () => {
	await expect(claimPersistent({env: {XDG_STATE_HOME: '/dev/null/state'}, home: '/nowhere', name, create: true})).rejects.toMatchObject({kind: 'permission', where: `/dev/null/state/planflip/databases/${name}`, hint: /XDG_STATE_HOME/});
});
