import {joinBytes} from './join-bytes.ts';

/** One message of a client in PostgreSQL's protocol 3.0; the first ones of a connection have no type. */
export interface WireFrame {
	readonly type: string | null;
	/** The whole message: type, length, payload. */
	readonly bytes: Uint8Array;
}

/** Protocol version 3.0, as a StartupMessage has it in place of a type. */
const startupCode = 196_608;

/**
 * Cuts a stream of bytes into messages, however it was chopped on its way.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class WireFrames {
	#rest: Uint8Array = new Uint8Array(0);
	#started = false;

	take(bytes: Uint8Array): WireFrame[] {
		const all = this.#rest.length === 0 ? bytes : joinBytes([this.#rest, bytes]);
		const frames: WireFrame[] = [];
		let offset = 0;
		for (;;) {
			const frame = this.#frameAt(all, offset);
			if (frame === null) {
				break;
			}

			frames.push(frame);
			offset += frame.bytes.length;
		}

		this.#rest = all.subarray(offset);
		return frames;
	}

	#frameAt(all: Uint8Array, offset: number): WireFrame | null {
		const header = this.#started ? 1 : 0;
		if (all.length - offset < header + 4) {
			return null;
		}

		const view = new DataView(all.buffer, all.byteOffset + offset, all.length - offset);
		const length = header + view.getUint32(header);
		if (all.length - offset < length) {
			return null;
		}

		const type = this.#started ? String.fromCodePoint(view.getUint8(0)) : null;
		// An SSLRequest before it looks alike, and leaves the connection unstarted.
		this.#started ||= length >= 8 && view.getUint32(4) === startupCode;
		return {type, bytes: all.subarray(offset, offset + length)};
	}
}
