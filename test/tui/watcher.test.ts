import {expect, it} from 'vitest';
import {monitorReport} from '../../source/advice/monitor-report.ts';
import {PlanflipError} from '../../source/errors.ts';
import type {Action} from '../../source/tui/action.ts';
import {createRunner} from '../../source/tui/runner.ts';
import {createWatcher, lookEveryMs} from '../../source/tui/watcher.ts';
import {snapshot, usage} from '../advice/usages.ts';

const report = monitorReport({label: 'here', version: 'PostgreSQL 18.4', snapshot: snapshot([usage('shots_scene')]), own: {runs: 0, scans: new Map(), note: null}, tables: []});

/** A watcher whose waits end when they are told to, on a laboratory whose looks are answered one by one. */
function watching(connected = true) {
	const said: Action[] = [];
	const waits: Array<{readonly ms: number; readonly end: () => void}> = [];
	const looks: Array<{readonly answer: () => void; readonly fail: (error: unknown) => void}> = [];
	const dispatch = (action: Action) => {
		if (action.kind !== 'tick') {
			said.push(action);
		}
	};

	const lab = {
		monitor: () => new Promise<typeof report>((resolve, reject) => {
			looks.push({
				answer() {
					resolve(report);
				},
				fail: reject,
			});
		}),
		cancel() {
			looks.at(-1)?.fail(new PlanflipError('cancelled', {message: 'cancelled'}));
			return Promise.resolve();
		},
	};
	const runner = createRunner({dispatch, now: () => 0});
	const watcher = createWatcher({
		lab, runner, dispatch, connected: () => connected,
		wait: (ms, signal) => new Promise(resolve => {
			waits.push({ms, end: resolve});
			signal.addEventListener('abort', () => {
				resolve();
			});
		}),
	});
	const news = () => said.flatMap(action => action.kind === 'watched' ? [action.news.kind] : []);
	return {watcher, runner, lab, looks, waits, news, said};
}

it('looks at once, then again after each pause, until the monitor is closed', async () => {
	const {watcher, looks, waits, news} = watching();
	watcher.watch(true);
	await expect.poll(() => looks.length).toBe(1);
	looks[0]?.answer();
	await expect.poll(() => waits.length).toBe(1);
	expect(news()).toEqual(['looking', 'seen']);
	expect(waits[0]?.ms).toBe(lookEveryMs);
	waits[0]?.end();
	await expect.poll(() => looks.length).toBe(2);
	looks[1]?.answer();
	await expect.poll(() => waits.length).toBe(2);
	watcher.watch(false);
	await new Promise(resolve => setImmediate(resolve));
	expect(looks.length).toBe(2);
});

it('r looks before the pause is over', async () => {
	const {watcher, looks, waits} = watching();
	watcher.watch(true);
	await expect.poll(() => looks.length).toBe(1);
	looks[0]?.answer();
	await expect.poll(() => waits.length).toBe(1);
	watcher.hurry();
	await expect.poll(() => looks.length).toBe(2);
	watcher.watch(false);
});

it('waits while something is measured, says so, and looks when that is over', async () => {
	const {watcher, runner, lab, looks, news} = watching();
	let measured = () => undefined as void;
	runner.start(lab, 1, async () => new Promise<void>(resolve => {
		measured = resolve;
	}));
	watcher.watch(true);
	await expect.poll(news).toEqual(['paused']);
	expect(looks.length).toBe(0);
	measured();
	await expect.poll(() => looks.length).toBe(1);
	watcher.watch(false);
});

it('gives way to a trial that begins while it looks: the look is stopped, and that is no failure', async () => {
	const {watcher, runner, lab, looks, news} = watching();
	watcher.watch(true);
	await expect.poll(() => looks.length).toBe(1);
	let ran = false;
	runner.start(lab, 1, () => {
		ran = true;
		return Promise.resolve();
	});
	await expect.poll(() => ran).toBe(true);
	expect(news()).not.toContain('failed');
	watcher.watch(false);
});

it('tells why a look failed, and looks again', async () => {
	const {watcher, looks, waits, said} = watching();
	watcher.watch(true);
	await expect.poll(() => looks.length).toBe(1);
	looks[0]?.fail(new PlanflipError('permission', {message: 'permission denied for view', hint: 'ask'}));
	await expect.poll(() => waits.length).toBe(1);
	expect(said.at(-1)).toEqual({kind: 'watched', news: {kind: 'failed', lines: ['permission denied for view', 'ask']}});
	waits[0]?.end();
	await expect.poll(() => looks.length).toBe(2);
	watcher.watch(false);
});

it('does not look without a connection', async () => {
	const {watcher, looks, waits} = watching(false);
	watcher.watch(true);
	await expect.poll(() => waits.length).toBe(1);
	expect(looks.length).toBe(0);
	watcher.watch(false);
});
