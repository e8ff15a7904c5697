import process from 'node:process';
import {MessageChannel, Worker} from 'node:worker_threads';
import {PlanflipError} from '../errors.ts';
import {MessageDuplex} from './message-duplex.ts';
import type {FromPglite, PgliteStep, PgliteWorkerData, ToPglite} from './pglite-messages.ts';
import {outwait, type Patience} from './outwait.ts';
import {within} from './within.ts';

/**
 * A cold start takes two seconds of the processor, crash recovery of a folder full of unfinished work some more; on a machine under load that can be minutes of
 * the clock. A hang takes for ever.
 */
const patience: Patience = {silentMs: 60_000, cpuMs: 120_000};
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

	/** Rejects with a PlanflipError when Postgres does not start in the folder; at once when the signal is aborted. */
	static async start({folder, workerUrl, onProgress}: PgliteOptions, signal?: AbortSignal): Promise<PgliteThread> {
		const workerData: PgliteWorkerData = {folder};
		const worker = new Worker(workerUrl, {workerData, name: 'pglite', stderr: true, stdout: true});
		const thread = new PgliteThread(worker);
		const stop = () => {
			void thread.stop();
		};

		signal?.addEventListener('abort', stop, {once: true});
		if (signal?.aborted === true) {
			stop();
		}

		let heard = 0;
		const answer = new Promise<string | null>(resolve => {
			worker.on('message', (message: FromPglite) => {
				heard += 1;
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
		const spentMs = () => {
			const {user, system} = process.cpuUsage();
			return (user + system) / 1000;
		};
		const failure = await outwait(answer, {heard: () => heard, busyMs: () => worker.performance.eventLoopUtilization().active, cpuMs: spentMs}, patience) ?? await answer;
		signal?.removeEventListener('abort', stop);
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
