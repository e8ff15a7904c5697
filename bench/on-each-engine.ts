import {cp} from 'node:fs/promises';
import path from 'node:path';
import type {ConnectionTarget} from '../source/database/connection-target.ts';
import {openPglite} from '../source/database/open-pglite.ts';
import {openServer} from '../source/database/open-server.ts';
import type {Session} from '../source/database/session.ts';
import type {Laboratory} from '../source/lab/laboratory.ts';
import {openLaboratory} from '../source/lab/open-laboratory.ts';
import {nativeName, noNativeServer, startNativeServer} from '../test/support/native-server.ts';
import {clock, fillTheCopy, filledFolder, shipped, temporaryFolder, volume, type Volume, workerUrl} from './the-copy.ts';

/** The Copy on one engine, and the laboratory that works on it over this session. */
export interface Site {
	readonly engine: string;
	readonly session: Session;
	readonly laboratory: Laboratory;
}

/** The Copy at standard scale: PGlite, then a native server where there can be one. Each is gone when the next is asked for. */
export async function * onEachEngine(): AsyncGenerator<Site, void, void> {
	const folder = path.join(await temporaryFolder(), 'data');
	await cp(await filledFolder(), folder, {recursive: true});
	yield * siteOf('PGlite', await openPglite({folder, workerUrl}));

	yield * onNativeServer(volume);
}

/** A native server of its own with so much of The Copy; nothing, aloud, where there can be none. */
export async function * onNativeServer(filling: Volume): AsyncGenerator<Site, void, void> {
	if (noNativeServer !== null) {
		console.error(`\nno native server: ${noNativeServer}`);
		return;
	}

	const server = await startNativeServer();
	try {
		const target: ConnectionTarget = {
			kind: 'ConnectionTarget', host: server.folder, port: server.port, user: server.user, database: 'postgres', password: () => null, options: null,
			tls: {mode: 'disable', rootCertificate: null, certificate: null, key: null, direct: false},
		};
		const session = await openServer(target);
		await fillTheCopy(session, filling);
		yield * siteOf(nativeName, session);
	} finally {
		await server.stop();
	}
}

async function * siteOf(engine: string, session: Session): AsyncGenerator<Site, void, void> {
	const laboratory = await openLaboratory(session, {
		catalog: await shipped(), disposable: () => true, consentToBlock: false, rung: null, clock, ground: 'server', leave: async () => session.close(),
	});
	try {
		yield {engine, session, laboratory};
	} finally {
		await laboratory.close();
	}
}
