import {Duplex} from 'node:stream';
import type {MessagePort} from 'node:worker_threads';
import {joinBytes} from './join-bytes.ts';

type Done = (error?: Error | null) => void;

/**
 * A MessagePort as the socket that `new pg.Client({stream})` expects. One message is what the driver corked together
 * (Parse to Sync), so that a statement crosses the threads once each way. Bytes are moved, not shared.
 */
export class MessageDuplex extends Duplex {
	readonly #port: MessagePort;

	constructor(port: MessagePort) {
		super();
		this.#port = port;
		port.on('message', (bytes: Uint8Array) => {
			this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
		});
		// The other side left, or its thread is gone.
		port.on('close', () => {
			this.push(null);
			this.destroy();
		});
	}

	// What pg asks of a socket.
	connect(): this {
		process.nextTick(() => this.emit('connect'));
		return this;
	}

	setNoDelay(): this {
		return this;
	}

	setKeepAlive(): this {
		return this;
	}

	ref(): this {
		this.#port.ref();
		return this;
	}

	unref(): this {
		this.#port.unref();
		return this;
	}

	override _read(): void {
		// Messages come when they come.
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
		this.#post([chunk]);
		done();
	}

	override _writev(chunks: ReadonlyArray<{readonly chunk: Buffer}>, done: Done): void {
		this.#post(chunks.map(({chunk}) => chunk));
		done();
	}

	override _final(done: Done): void {
		this.#port.close();
		done();
	}

	override _destroy(error: Error | null, done: Done): void {
		this.#port.close();
		done(error);
	}

	#post(chunks: readonly Uint8Array[]): void {
		// A copy of our own: the driver's chunks lie in pools, and a pool must not be moved to another thread.
		const bytes = joinBytes(chunks);
		this.#port.postMessage(bytes, [bytes.buffer]);
	}
}
