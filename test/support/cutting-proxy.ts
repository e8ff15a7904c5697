import {connect, createServer, type Socket} from 'node:net';

/** A wire between planflip and its server that can be cut. */
export interface CuttingProxy {
	readonly port: number;
	/** Both ends hear of it at once: a reset. */
	cut(): void;
	/** Neither end hears anything any more, and nothing arrives: a cable pulled out. Until `cut`. */
	silence(): void;
	close(): Promise<void>;
}

export async function cuttingProxy(serverPort: number): Promise<CuttingProxy> {
	const pairs = new Set<readonly [Socket, Socket]>();
	const proxy = createServer(client => {
		const server = connect(serverPort, 'localhost');
		const pair = [client, server] as const;
		pairs.add(pair);
		client.pipe(server).pipe(client);
		for (const socket of pair) {
			socket.setNoDelay(true);
			socket.on('error', () => undefined).on('close', () => {
				pairs.delete(pair);
				client.destroy();
				server.destroy();
			});
		}
	});
	await new Promise<void>((resolve, reject) => {
		proxy.once('error', reject).listen(0, 'localhost', resolve);
	});
	const address = proxy.address();
	const cut = () => {
		for (const socket of [...pairs].flat()) {
			socket.resetAndDestroy();
		}
	};

	return {
		port: typeof address === 'object' && address !== null ? address.port : 0,
		cut,
		silence() {
			for (const [client, server] of pairs) {
				client.unpipe(server);
				server.unpipe(client);
				client.pause();
				server.pause();
			}
		},
		async close() {
			cut();
			await new Promise(resolve => proxy.close(resolve));
		},
	};
}
