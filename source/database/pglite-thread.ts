import {MessageChannel, Worker} from 'node:worker_threads';
import {PlanflipError} from '../errors.ts';
import {MessageDuplex} from './message-duplex.ts';
import type {FromPglite, PgliteStep, PgliteWorkerData, ToPglite} from './pglite-messages.ts';
import {within} from './within.ts';

/** Crash recovery of a folder full of unfinished work takes some seconds; a hang takes for ever (ms). */
const startMs = 60_000;
const closeMs = 10_000;

export interface PgliteOptions {
	/** The data folder, made when missing; null: in memory, and gone with the thread. */
	readonly folder: string | null;
	/** The bundle of pglite-worker.ts. */
	readonly workerUrl: URL;
	readonly onProgress?: ((step: PgliteStep) => void) | undefined;
}

/** A running PGlite. There is one backend behind it, whatever number of streams: connect one client at a time. */
export class PgliteThread {
	readonly #worker: Worker;
	readonly #ended: Promise<void>;

	private constructor(worker: Worker) {
		this.#worker = worker;
		this.#ended = new Promise(resolve => {
			worker.once('exit', () => {
				resolve();
			});
		});
		// A crash of the thread reaches the client as the end of its stream.
		worker.on('error', () => undefined);
	}

	/** Rejects with a PlanflipError when Postgres does not start in the folder. */
	static async start({folder, workerUrl, onProgress}: PgliteOptions): Promise<PgliteThread> {
		const workerData: PgliteWorkerData = {folder};
		const worker = new Worker(workerUrl, {workerData, name: 'pglite', stderr: true, stdout: true});
		const thread = new PgliteThread(worker);
		const answer = new Promise<string | null>(resolve => {
			worker.on('message', (message: FromPglite) => {
				if (message.kind === 'step') {
					onProgress?.(message.step);
				} else {
					resolve(message.kind === 'ready' ? null : message.reason);
				}
			});
			worker.once('error', error => {
				resolve(error instanceof Error ? error.message : String(error));
			});
			worker.once('exit', code => {
				resolve(`its thread ended with code ${code}`);
			});
		});
		const failure = await within(startMs, answer) ? await answer : `no answer for ${startMs / 1000} s`;
		if (failure === null) {
			return thread;
		}

		await thread.stop();
		throw new PlanflipError('connection', {
			message: `the embedded PostgreSQL did not start: ${failure}`,
			where: folder ?? 'memory',
			hint: folder === null ? 'Reinstall planflip, or use a server: --database-url.' : 'The data there may be broken: start with --fresh to build it anew.',
		});
	}

	/** What `new pg.Client({stream})` takes. */
	stream(): MessageDuplex {
		const {port1, port2} = new MessageChannel();
		const message: ToPglite = {kind: 'connect', port: port2};
		this.#worker.postMessage(message, [port2]);
		return new MessageDuplex(port1);
	}

	/** At once, in the middle of whatever runs. The folder stays as a killed server's would: recovery is at the next start. */
	async stop(): Promise<void> {
		await this.#worker.terminate();
	}

	/** Clean, with a checkpoint; after 10 s as `stop`. */
	async close(): Promise<void> {
		const message: ToPglite = {kind: 'close'};
		this.#worker.postMessage(message);
		if (!(await within(closeMs, this.#ended))) {
			await this.stop();
		}
	}
}
