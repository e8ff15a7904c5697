import {joinBytes} from './join-bytes.ts';
import {WireFrames, type WireFrame} from './wire-frames.ts';

/** Runs one batch of client messages and hands over the server's answer in pieces that are only valid during the call. */
export type Execute = (request: Uint8Array, onReply: (bytes: Uint8Array) => void) => void;

/** Answers are sent in pieces of about this size (bytes): Postgres flushes every 8 kB, and a message costs more than that. */
const replySize = 262_144;

/** CopyInResponse: text format, columns not told (the driver does not look). */
const copyInResponse = Uint8Array.of(0x47, 0, 0, 0, 7, 0, 0, 0);

const copyFromStdin = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\s[\s\S]*?\sfrom\s+stdin\b/i;

/**
 * Stands between a client and a PostgreSQL that only takes whole batches. Messages are gathered until one that wants an
 * answer (Query, Sync, Flush). PGlite cannot wait for data in the middle of COPY FROM STDIN: the data is held back until
 * the client ends it, then statement, data and end run as one batch.
 */
export class WireRelay {
	readonly #execute: Execute;
	readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void;
	readonly #frames = new WireFrames();
	#batch: Uint8Array[] = [];
	#copying = false;

	constructor(execute: Execute, send: (bytes: Uint8Array<ArrayBuffer>) => void) {
		this.#execute = execute;
		this.#send = send;
	}

	receive(bytes: Uint8Array): void {
		for (const frame of this.#frames.take(bytes)) {
			if (this.#copying) {
				this.#copy(frame);
			} else {
				this.#take(frame);
			}
		}
	}

	#take({type, bytes}: WireFrame): void {
		// Terminate: the backend is not ours to end.
		if (type === 'X') {
			return;
		}

		this.#batch.push(bytes);
		if (type === 'Q' && copyFromStdin.test(new TextDecoder().decode(bytes.subarray(5)))) {
			this.#copying = true;
			this.#send(copyInResponse.slice());
		} else if (type === null || type === 'Q' || type === 'S' || type === 'H') {
			this.#run(false);
		}
	}

	#copy({type, bytes}: WireFrame): void {
		if (type === 'd') {
			this.#batch.push(bytes);
		} else if (type === 'c' || type === 'f') {
			this.#batch.push(bytes);
			this.#copying = false;
			this.#run(true);
		}
	}

	#run(answeredCopy: boolean): void {
		const request = joinBytes(this.#batch);
		this.#batch = [];
		let pending: Uint8Array[] = [];
		let size = 0;
		const flush = () => {
			const reply = joinBytes(pending);
			const wanted = answeredCopy ? withoutCopyInResponse(reply) : reply;
			pending = [];
			size = 0;
			if (wanted.length > 0) {
				this.#send(wanted);
			}
		};

		this.#execute(request, bytes => {
			pending.push(bytes.slice());
			size += bytes.length;
			if (size >= replySize && !answeredCopy) {
				flush();
			}
		});
		flush();
	}
}

/** The answer to a COPY is short: its own CopyInResponse is taken out of it, wherever notices have put it. */
function withoutCopyInResponse(reply: Uint8Array): Uint8Array<ArrayBuffer> {
	const kept: Uint8Array[] = [];
	const view = new DataView(reply.buffer, reply.byteOffset, reply.length);
	for (let offset = 0; offset < reply.length;) {
		const end = offset + 1 + view.getUint32(offset + 1);
		if (reply[offset] !== copyInResponse[0]) {
			kept.push(reply.subarray(offset, end));
		}

		offset = end;
	}

	return joinBytes(kept);
}
