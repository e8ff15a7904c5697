import net from 'node:net';
import tls from 'node:tls';

/** Where a backend can be cancelled: the same server, over the same kind of connection. */
export interface CancelAddress {
	readonly host: string;
	readonly port: number;
	/** null: in plain text. */
	readonly tls: tls.ConnectionOptions | null;
	readonly direct: boolean;
}

/** What the server gave the client at start (BackendKeyData). */
export interface BackendKey {
	readonly processID: number;
	readonly secretKey: number;
}

const timeoutMs = 5000;
const sslRequest = int32s(8, 80_877_103);

/**
 * A CancelRequest: a connection of its own, which the server closes, without an answer, once it has sent the signal.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function cancelRequest({host, port, tls: settings, direct}: CancelAddress, {processID, secretKey}: BackendKey): Promise<void> {
	const request = int32s(16, 80_877_102, processID, secretKey);
	return new Promise((resolve, reject) => {
		const socket = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
		const send = (stream: net.Socket) => {
			stream.on('error', reject);
			stream.once('close', () => {
				resolve();
			});
			stream.resume();
			stream.write(request);
		};

		const secure = () => {
			const names = net.isIP(host) === 0 ? {servername: host} : {};
			const protocols = direct ? {ALPNProtocols: ['postgresql']} : {};
			const stream = tls.connect({...settings, ...names, ...protocols, socket, host});
			send(stream);
		};

		socket.on('error', reject);
		socket.setTimeout(timeoutMs, () => {
			socket.destroy(new Error('timeout expired'));
		});
		socket.once('connect', () => {
			if (settings === null) {
				send(socket);
			} else if (direct) {
				secure();
			} else {
				socket.write(sslRequest);
				socket.once('data', answer => {
					if (answer.toString() === 'S') {
						secure();
					} else {
						// It spoke TLS to the client a moment ago: this is another server, or someone in between.
						socket.destroy(new Error('the server does not support SSL connections'));
					}
				});
			}
		});
	});
}

function int32s(...values: readonly number[]): Buffer {
	const buffer = Buffer.alloc(4 * values.length);
	for (const [at, value] of values.entries()) {
		// The secret is any 32 bits: signed to the driver, unsigned to others.
		buffer.writeInt32BE(value | 0, 4 * at);
	}

	return buffer;
}
