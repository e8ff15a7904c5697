import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect, it, onTestFinished, vi} from 'vitest';
import {configurationOf} from '../../source/catalog/index-configuration.ts';
import type {DecideEvent, DecideRequest} from '../../source/lab/decide-changes.ts';
import type {Migration} from '../../source/migration/migration.ts';
import type {Action} from '../../source/tui/action.ts';
import {createExporter} from '../../source/tui/exporter.ts';
import {createRunner} from '../../source/tui/runner.ts';

const order = {kind: 'decide', configuration: configurationOf(['a']), measured: []} as const;
const migration: Migration = {
	kind: 'Migration', label: 'l', version: 'v', at: new Date('2026-11-26T00:12:00Z'), wanted: 'w', leftOut: [], notes: [],
	changes: [{kind: 'drop', evidence: [], index: {
		schema: 'public', table: 't', name: 'i', definition: 'CREATE INDEX i ON public.t USING btree (id)', exact: true, method: 'btree', columns: ['id'], include: [], predicate: null,
		partitioned: false, parts: [], valid: true, tablespace: null, comment: null, statistics: [],
	}}],
};

/** A loaded machine takes its time. */
const soon = async (assertion: () => void) => vi.waitFor(assertion, {timeout: 20_000});

function exporting(decide: (request: DecideRequest) => AsyncGenerator<DecideEvent, void, void>) {
	const told: Action[] = [];
	const dispatch = (action: Action) => {
		if (action.kind !== 'tick') {
			told.push(action);
		}
	};

	const runner = createRunner({dispatch, now: () => 0});
	const lab = {decide, cancel: () => Promise.resolve()};
	return {told, runner, lab, exporter: createExporter({lab, runner, dispatch})};
}

it('waits for what is being measured to end, then tells what came of it', async () => {
	const {told, runner, lab, exporter} = exporting(async function * () {
		yield {kind: 'planning', at: 0, of: 1};
		yield await Promise.resolve({kind: 'decided', migration});
	});
	let end: () => void = () => undefined;
	runner.start(lab, 1, async () => new Promise<void>(resolve => {
		end = resolve;
	}));
	exporter.perform({kind: 'wait'});
	await new Promise(resolve => setTimeout(resolve, 20));
	expect(told).toEqual([]);
	end();
	await soon(() => {
		expect(told).toEqual([{kind: 'export', news: {kind: 'free'}}]);
	});
	exporter.perform(order);
	await soon(() => {
		expect(told.slice(1)).toEqual([{kind: 'export', news: {kind: 'planning', at: 0, of: 1}}, {kind: 'export', news: {kind: 'decided', migration}}]);
	});
});

it('stops and tells nothing more when it is given up, and a failure otherwise', async () => {
	let stopped = false;
	const {told, exporter} = exporting(async function * ({signal}) {
		yield {kind: 'planning', at: 0, of: 1};
		await new Promise(resolve => {
			signal.addEventListener('abort', resolve);
		});
		stopped = true;
		throw new Error('stopped');
	});
	exporter.perform(order);
	await soon(() => {
		expect(told).toHaveLength(1);
	});
	exporter.perform({kind: 'forget'});
	await soon(() => {
		expect(stopped).toBe(true);
	});
	expect(told).toHaveLength(1);
	const failing = exporting(async function * () {
		await Promise.reject(new Error('no connection'));
		yield {kind: 'planning', at: 0, of: 1};
	});
	failing.exporter.perform(order);
	await soon(() => {
		expect(failing.told).toEqual([{kind: 'export', news: {kind: 'failed', lines: ['no connection']}}]);
	});
});

it('writes all files of a form or none, and never over another', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-exporter-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	const {told, exporter} = exporting(async function * () {
		yield await Promise.resolve({kind: 'decided', migration});
	});
	const [apply, rollback] = ['apply', 'rollback'].map(which => path.join(folder, 'new', `planflip-20261126T001200Z-${which}.sql`));
	const write = {kind: 'write', migration, format: 'sql', folder: path.join(folder, 'new')} as const;
	exporter.perform(write);
	await soon(() => {
		expect(told).toEqual([{kind: 'export', news: {kind: 'written', files: [apply, rollback]}}]);
	});
	expect(readFileSync(apply ?? '', 'utf8')).toContain('DROP INDEX CONCURRENTLY IF EXISTS public.i;');
	rmSync(apply ?? '');
	writeFileSync(rollback ?? '', 'mine');
	exporter.perform(write);
	await soon(() => {
		expect(told[1]).toMatchObject({news: {kind: 'failed', lines: [expect.stringContaining('rollback.sql is there already, and planflip overwrites nothing; nothing was written.'), expect.anything(), expect.anything()]}});
	});
	expect(existsSync(apply ?? '')).toBe(false);
	expect(readFileSync(rollback ?? '', 'utf8')).toBe('mine');
});
