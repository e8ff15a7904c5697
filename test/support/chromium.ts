import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Readable, Writable} from 'node:stream';

const names = [process.env['CHROMIUM'] ?? '', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'].filter(name => name !== '');
const found = names.find(name => spawnSync(name, ['--version'], {encoding: 'utf8'}).status === 0);

/** Why pages cannot be looked at on this machine; null when they can. */
export const noChromium: string | null = found === undefined ? `no Chromium is installed (looked for ${names.join(', ')})` : null;

/** What the page did that a page of ours never does. */
export interface Conduct {
	/** Addresses asked for, besides the page itself. */
	readonly requests: readonly string[];
	/** Console messages, exceptions, and what the page's policy refused. */
	readonly complaints: readonly string[];
}

/** A page in a headless Chromium, spoken to in the DevTools protocol over two pipes. */
export interface Page {
	readonly conduct: Conduct;
	readonly call: (method: string, parameters?: object) => Promise<Record<string, unknown>>;
	/** What the expression comes to in the page; the page's own policy does not bind DevTools. */
	readonly evaluate: <T>(expression: string) => Promise<T>;
	/** One key, pressed and let go, by its name in DOM: Tab, Enter, Space. */
	readonly press: (key: 'Tab' | 'Enter' | ' ') => Promise<void>;
	readonly close: () => Promise<void>;
}

/** Opens a file of this machine at the given width. */
export async function openPage(file: string, {width = 1280, dark = false}: {readonly width?: number; readonly dark?: boolean} = {}): Promise<Page> {
	const folder = mkdtempSync(path.join(tmpdir(), 'planflip-chromium-'));
	// Root may not use the sandbox, and nothing of a stranger's is opened here.
	const browser = spawn(found ?? '', ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--remote-debugging-pipe', `--user-data-dir=${folder}`, 'about:blank'], {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
	const wire = pipes(browser);
	const {targetInfos} = await wire.call('Target.getTargets', {});
	const target = (targetInfos as {readonly type: string; readonly targetId: string}[]).find(({type}) => type === 'page');
	const {sessionId} = await wire.call('Target.attachToTarget', {targetId: target?.targetId, flatten: true});
	const call = (method: string, parameters: object = {}) => wire.call(method, parameters, String(sessionId));
	const address = `file://${file}`;
	const requests: string[] = [];
	const complaints: string[] = [];
	let loaded = () => undefined as void;
	const whole = new Promise<void>(resolve => {
		loaded = resolve;
	});
	wire.onEvent((method, parameters) => {
		if (method === 'Network.requestWillBeSent') {
			const {url} = parameters['request'] as {readonly url: string};
			requests.push(...(url.split('#')[0] === address ? [] : [url]));
		} else if (method === 'Log.entryAdded' || method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown') {
			complaints.push(JSON.stringify(parameters));
		} else if (method === 'Page.loadEventFired') {
			loaded();
		}
	});
	for (const domain of ['Network', 'Log', 'Runtime', 'Page', 'Accessibility', 'DOM']) {
		await call(`${domain}.enable`);
	}

	await call('Emulation.setDeviceMetricsOverride', {width, height: 900, deviceScaleFactor: 1, mobile: false});
	await call('Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'}]});
	await call('Page.navigate', {url: address});
	await whole;
	return {
		conduct: {requests, complaints},
		call,
		async evaluate<T>(expression: string) {
			const {result, exceptionDetails} = await call('Runtime.evaluate', {expression, returnByValue: true, awaitPromise: true});
			if (exceptionDetails !== undefined) {
				throw new Error(JSON.stringify(exceptionDetails));
			}

			return (result as {readonly value: T}).value;
		},
		async press(key) {
			const code = {'Tab': 9, 'Enter': 13, ' ': 32}[key];
			const text = key === 'Enter' ? '\r' : key === ' ' ? ' ' : undefined;
			const named = {key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: code};
			await call('Input.dispatchKeyEvent', {type: text === undefined ? 'rawKeyDown' : 'keyDown', ...named, ...(text === undefined ? {} : {text})});
			await call('Input.dispatchKeyEvent', {type: 'keyUp', ...named});
		},
		async close() {
			const ended = new Promise(resolve => browser.once('exit', resolve));
			browser.kill('SIGKILL');
			await ended;
			rmSync(folder, {recursive: true, force: true, maxRetries: 5});
		},
	};
}

interface Wire {
	readonly call: (method: string, parameters: object, sessionId?: string) => Promise<Record<string, unknown>>;
	readonly onEvent: (listener: (method: string, parameters: Record<string, unknown>) => void) => void;
}

/** Messages are JSON, each ended by a NUL: to the browser on its fd 3, from it on fd 4. */
function pipes(browser: ChildProcess): Wire {
	const to = browser.stdio[3] as Writable;
	const from = browser.stdio[4] as Readable;
	const waiting = new Map<number, {readonly resolve: (result: Record<string, unknown>) => void; readonly reject: (error: Error) => void}>();
	let listen: Parameters<Wire['onEvent']>[0] = () => undefined;
	let rest = '';
	let last = 0;
	from.setEncoding('utf8').on('data', (text: string) => {
		const messages = `${rest}${text}`.split('\0');
		rest = messages.pop() ?? '';
		for (const message of messages) {
			const {id, method, params, result, error} = JSON.parse(message) as {readonly id?: number; readonly method?: string; readonly params?: Record<string, unknown>; readonly result?: Record<string, unknown>; readonly error?: {readonly message: string}};
			if (id === undefined) {
				listen(method ?? '', params ?? {});
			} else if (error === undefined) {
				waiting.get(id)?.resolve(result ?? {});
			} else {
				waiting.get(id)?.reject(new Error(error.message));
			}
		}
	});
	browser.once('exit', code => {
		for (const {reject} of waiting.values()) {
			reject(new Error(`Chromium ended (${code})`));
		}
	});
	return {
		call: (method, params, sessionId) => new Promise((resolve, reject) => {
			const id = ++last;
			waiting.set(id, {resolve, reject});
			to.write(`${JSON.stringify({id, method, params, ...(sessionId === undefined ? {} : {sessionId})})}\0`);
		}),
		onEvent(listener) {
			listen = listener;
		},
	};
}
