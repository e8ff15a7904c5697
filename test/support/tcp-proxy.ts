import net from 'node:net';
import {onTestFinished} from 'vitest';

/** A network between planflip and its server, that does what networks do. */
export interface TcpProxy {
	readonly port: number;
	/** Connections open at this moment. */
	connections(): number;
	/** From now on every packet is swallowed, in both directions; connections stay open. */
	stall(): void;
	/** What was swallowed is gone; what comes passes again. */
	flow(): void;
	/** Every connection ends with a reset (RST). */
	cut(): void;
	/** Every connection is closed by the server's side only (FIN). */
	halfClose(): void;
	/** Nobody listens any more; `listen` again to come back. */
	refuse(): Promise<void>;
	listen(): Promise<void>;
}

export interface ProxyOptions {
	/** Changes what the server says before it reaches the client. */
	readonly rewrite?: (bytes: Buffer) => Buffer;
}

/** In front of a server on a unix socket or port; closed when the test ends. */
export async function startTcpProxy(target: {readonly folder: string; readonly port: number}, {rewrite = bytes => bytes}: ProxyOptions = {}): Promise<TcpProxy> {
	const pairs = new Set<{readonly client: net.Socket; readonly server: net.Socket}>();
	let stalled = false;
	let port = 0;
	const proxy = net.createServer({allowHalfOpen: true}, client => {
		const server = net.connect(`${target.folder}/.s.PGSQL.${target.port}`);
		const pair = {client, server};
		pairs.add(pair);
		const pass = (from: net.Socket, to: net.Socket, change: (bytes: Buffer) => Buffer) => {
			from.on('data', (bytes: Buffer) => {
				if (!stalled) {
					to.write(change(bytes));
				}
			});
			from.on('end', () => {
				if (!stalled) {
					to.end();
				}
			});
			from.on('error', () => undefined);
			from.on('close', () => {
				pairs.delete(pair);
				if (!stalled) {
					to.destroy();
				}
			});
		};

		pass(client, server, bytes => bytes);
		pass(server, client, rewrite);
	});
	const listen = () => new Promise<void>((resolve, reject) => {
		proxy.once('error', reject);
		proxy.listen(port, '127.0.0.1', () => {
			const address = proxy.address();
			port = typeof address === 'object' && address !== null ? address.port : 0;
			resolve();
		});
	});
	const destroyAll = () => {
		for (const {client, server} of pairs) {
			client.destroy();
			server.destroy();
		}
	};

	await listen();
	onTestFinished(() => {
		destroyAll();
		proxy.close();
	});
	return {
		get port() {
			return port;
		},
		connections: () => pairs.size,
		stall() {
			stalled = true;
		},
		flow() {
			stalled = false;
		},
		cut() {
			for (const {client} of pairs) {
				client.resetAndDestroy();
			}
		},
		halfClose() {
			for (const {client} of pairs) {
				client.end();
			}
		},
		refuse: () => new Promise(resolve => {
			proxy.close(() => {
				resolve();
			});
			destroyAll();
		}),
		listen,
	};
}
