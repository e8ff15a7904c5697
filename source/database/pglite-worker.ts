/**
 * The thread PGlite lives on: a long query blocks it, and not the screen. PGlite ignores statement_timeout and cannot be
 * cancelled; stopping it means stopping this thread and opening the folder again. Postgres's own write-ahead log makes
 * that safe: a commit is with the operating system before it is answered (not on the disk: PGlite runs without fsync, so
 * a power cut may cost the folder, a kill does not).
 */
import {parentPort, workerData, type MessagePort} from 'node:worker_threads';
import {PGlite} from '@electric-sql/pglite';
import {beginFolder, completeFolder, folderStep} from './pglite-folder.ts';
import type {FromPglite, ToPglite} from './pglite-messages.ts';
import {WireRelay} from './wire-relay.ts';

/** Lines of Postgres's own log that go into the letter when it does not start. */
const logLines = 3;

async function main(): Promise<void> {
	const control = parentPort;
	if (control === null) {
		throw new Error('pglite-worker.ts runs in a worker thread only');
	}

	const tell = (message: FromPglite) => {
		control.postMessage(message);
	};

	const log: string[] = [];
	try {
		const pglite = await start(folderOf(workerData), tell, log);
		control.on('message', (message: ToPglite) => {
			if (message.kind === 'connect') {
				serve(pglite, message.port);
			} else {
				void pglite.close().finally(() => {
					control.close();
				});
			}
		});
		tell({kind: 'ready'});
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		tell({kind: 'failed', reason: [said, ...log.slice(-logLines)].join('; ')});
		control.close();
	}
}

async function start(folder: string | null, tell: (message: FromPglite) => void, log: string[]): Promise<PGlite> {
	if (folder === null) {
		tell({kind: 'step', step: 'creating'});
		return PGlite.create();
	}

	tell({kind: 'step', step: folderStep(folder)});
	beginFolder(folder);
	const pglite = await PGlite.create(folder, {
		onStderr(line) {
			if (/FATAL|PANIC|ERROR/.test(line)) {
				log.push(line.trim());
			}

			return false;
		},
	});
	completeFolder(folder);
	return pglite;
}

function serve(pglite: PGlite, port: MessagePort): void {
	const relay = new WireRelay(
		(request, onReply) => {
			// Runs to its end before it returns. The plain execProtocolRaw would keep every message it has parsed.
			void pglite.execProtocolRawStream(request, {syncToFs: false, onRawData: onReply});
		},
		bytes => {
			port.postMessage(bytes, [bytes.buffer]);
		},
	);
	port.on('message', (bytes: Uint8Array) => {
		relay.receive(bytes);
	});
}

function folderOf(data: unknown): string | null {
	return typeof data === 'object' && data !== null && 'folder' in data && typeof data.folder === 'string' ? data.folder : null;
}

await main();
