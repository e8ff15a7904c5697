import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {findMeasurement, latestMeasurement} from '../../source/disk/find-measurement.ts';
import {measuredHere} from '../../source/disk/measured-here.ts';
import {listMeasurements, measurementsFolder, readMeasurement, writeMeasurement} from '../../source/disk/measurements-folder.ts';
import {measurement} from '../support/measurements.ts';
import {onSmall} from '../support/run-records.ts';

function emptyFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-results-'));
	onTestFinished(() => {
		rmSync(folder, {recursive: true, force: true});
	});
	return path.join(folder, 'results');
}

const elsewhere = {label: 'me@db:5432/app', key: 'me@db:5432/app'};
const at = (minute: number) => ({startedAt: new Date(Date.UTC(2026, 10, 25, 17, minute))});

describe('measurements are kept', () => {
	it('in the state folder beside the runs, or where --results says', () => {
		expect(measurementsFolder(undefined, {XDG_STATE_HOME: '/var/state'}, '/home/me')).toBe('/var/state/planflip/measurements');
		expect(measurementsFolder('ci/results', {}, '/home/me')).toBe(path.resolve('ci/results'));
	});

	it('and found by the identity of their database where it was called otherwise', async () => {
		const folder = emptyFolder();
		const identity = {system: '7300000000000000001', oid: 16_384};
		await writeMeasurement(folder, measurement('a1b2c3d4', {...at(5), identity, database: elsewhere}));
		await writeMeasurement(folder, measurement('b1b2c3d4', at(6)));
		const wanted = {step: 'baseline', database: {label: 'me@localhost:5432/app', key: 'localhost:5432/app'}} as const;
		expect(await measuredHere(folder, wanted, identity)).toMatch(/a1b2c3d4\.json$/);
		expect(await measuredHere(folder, wanted, {...identity, oid: 5})).toBeNull();
		expect(await measuredHere(folder, wanted, {...identity, system: null})).toBeNull();
		expect(await measuredHere(folder, wanted, null)).toBeNull();
	});

	it('in a file whose name says when, which step, which database and which one; nobody else may read it', async () => {
		const folder = emptyFolder();
		const file = await writeMeasurement(folder, measurement('a1b2c3d4', at(5)));
		expect(path.basename(file)).toBe('20261125T170500000Z~baseline~23842821~a1b2c3d4.json');
		expect(await listMeasurements(folder)).toEqual([{name: path.basename(file), time: '20261125T170500000Z', step: 'baseline', database: '23842821', id: 'a1b2c3d4'}]);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(await readMeasurement(file)).toEqual(measurement('a1b2c3d4', at(5)));
	});

	it('one that goes on replaces its own file', async () => {
		const folder = emptyFolder();
		await writeMeasurement(folder, measurement('a1b2c3d4', {finishedAt: null, statements: []}));
		const file = await writeMeasurement(folder, measurement('a1b2c3d4'));
		expect(readdirSync(folder)).toEqual([path.basename(file)]);
		expect((await readMeasurement(file)).statements).toHaveLength(1);
	});

	it('without a folder there are none; a file in its place is told', async () => {
		const folder = emptyFolder();
		expect(await listMeasurements(folder)).toEqual([]);
		writeFileSync(folder, '');
		await expect(listMeasurements(folder)).rejects.toMatchObject({kind: 'usage', where: folder});
		await expect(writeMeasurement(folder, measurement('a1b2c3d4'))).rejects.toMatchObject({kind: 'permission', message: /cannot be kept/, where: folder});
	});

	it('beside whatever else is in the folder', async () => {
		const folder = emptyFolder();
		mkdirSync(folder);
		writeFileSync(path.join(folder, 'report.md'), '# report');
		writeFileSync(path.join(folder, '20261125T170500000Z~baseline~zz~a1b2c3d4.json'), '');
		await writeMeasurement(folder, measurement('a1b2c3d4'));
		expect(await listMeasurements(folder)).toHaveLength(1);
	});
});

describe('a measurement is found', () => {
	const kept = async () => {
		const folder = emptyFolder();
		for (const one of [measurement('a1b2c3d4', at(1)), measurement('a1ffffff', at(2)), measurement('b0000000', {...at(3), database: elsewhere}), measurement('c0000000', {...at(4), step: 'post-optimization'})]) {
			await writeMeasurement(folder, one);
		}

		return folder;
	};

	it('by being the latest of its step on the database, or on any', async () => {
		const folder = await kept();
		expect(await findMeasurement(folder, {step: 'baseline', database: onSmall, which: 'latest'})).toMatch(/a1ffffff\.json$/);
		expect(await findMeasurement(folder, {step: 'baseline', database: null, which: 'latest'})).toMatch(/b0000000\.json$/);
		expect(await latestMeasurement(folder, {step: 'post-optimization', database: onSmall})).toMatch(/c0000000\.json$/);
		expect(await latestMeasurement(folder, {step: 'post-optimization', database: elsewhere})).toBeNull();
	});

	it('by the beginning of its id, of its step alone', async () => {
		const folder = await kept();
		expect(await findMeasurement(folder, {step: 'baseline', database: null, which: 'A1B'})).toMatch(/a1b2c3d4\.json$/);
		await expect(findMeasurement(folder, {step: 'baseline', database: null, which: 'c0'})).rejects.toMatchObject({kind: 'usage', message: 'There is no baseline measurement "c0".', hint: /b0000000 \(2026-11-25 17:03 UTC\), a1ffffff/});
		await expect(findMeasurement(folder, {step: 'baseline', database: null, which: 'a1'})).rejects.toMatchObject({kind: 'usage', message: /2 measurements begin with "a1"/, hint: /a1ffffff.*a1b2c3d4/});
	});

	it('or what there is instead is told', async () => {
		const folder = await kept();
		await expect(findMeasurement(folder, {step: 'post-optimization', database: elsewhere, which: 'latest'})).rejects.toMatchObject({
			kind: 'usage', message: 'There is no post-optimization measurement of me@db:5432/app.', where: folder, hint: /Of other databases there are: c0000000/,
		});
		await expect(findMeasurement(emptyFolder(), {step: 'baseline', database: onSmall, which: 'latest'})).rejects.toMatchObject({kind: 'usage', hint: /^planflip baseline takes one; --results DIR/});
	});
});
