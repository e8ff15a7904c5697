import {afterAll, beforeAll, describe} from 'vitest';
import type {ConnectionTarget} from '../../source/database/connection-target.ts';
import {openPglite} from '../../source/database/open-pglite.ts';
import {openServer} from '../../source/database/open-server.ts';
import type {Session} from '../../source/database/session.ts';
import {nativeBinaries} from './native-binaries.ts';
import {nativeMajor, nativeName, noNativeServer, startNativeServer, type NativeServer} from './native-server.ts';

/** The bundle of source/database/pglite-worker.ts: a worker loads no TypeScript. */
export const pgliteWorkerUrl = new URL('../../dist/pglite-worker.js', import.meta.url);

/** What a suite runs on. Read `session` inside of tests and hooks only: before, there is none. */
export interface Engine {
	/** `PGlite` or `PostgreSQL 18.4` */
	readonly name: string;
	/** 18 */
	readonly major: number;
	readonly kind: Session['kind'];
	/** Shared by the suite's tests, on an empty database of the suite's own. */
	readonly session: Session;
	/** One more, to be closed by the test: on PGlite an empty database in memory, on the server the suite's database. */
	open(): Promise<Session>;
}

/** A native server with a fresh database for the suite. Read the getters inside of tests and hooks only. */
export interface NativeEngine {
	readonly server: NativeServer;
	readonly database: string;
	/** The superuser over the unix socket, unless told otherwise. */
	target(changes?: Partial<ConnectionTarget>): ConnectionTarget;
}

const nativeChosen = typeof nativeBinaries !== 'string' && nativeBinaries.chosen;
/** PGlite's, as package.json has it. */
const pgliteMajor = 18;

/** One server per test file: vitest gives each file its own modules. */
let starting: Promise<NativeServer> | undefined;
let databases = 0;

/** The same suite on the embedded PostgreSQL and on a native server; on the latter alone when that was chosen. */
export function withEngines(title: string, body: (engine: Engine) => void): void {
	if (!nativeChosen) {
		describe(`${title} (PGlite)`, () => {
			const open = () => openPglite({folder: null, workerUrl: pgliteWorkerUrl});
			body(engineOf('PGlite', 'pglite', open));
		});
	}

	withNativeServer(title, native => {
		body(engineOf(nativeName, 'server', () => openServer(native.target())));
	});
}

/** A suite for native servers only. Skipped, aloud, where there is none for this machine. */
export function withNativeServer(title: string, body: (native: NativeEngine) => void): void {
	if (noNativeServer !== null) {
		console.warn(`skipped: ${title}: ${noNativeServer}`);
		describe.skip(`${title}: ${noNativeServer}`, () => undefined);
		return;
	}

	stopAfterFile();
	describe(`${title} (${nativeName})`, () => {
		databases += 1;
		const database = `suite_${databases}`;
		let server: NativeServer | undefined;
		const native: NativeEngine = {
			database,
			get server() {
				return there(server);
			},
			target: changes => ({
				kind: 'ConnectionTarget',
				host: there(server).folder,
				port: there(server).port,
				user: there(server).user,
				database,
				password: () => null,
				tls: {mode: 'disable', rootCertificate: null, certificate: null, key: null, direct: false},
				options: null,
				...changes,
			}),
		};
		beforeAll(async () => {
			starting ??= startNativeServer();
			server = await starting;
			await server.run(`create database ${database}`);
		});
		body(native);
	});
}

let stopsAfterFile = false;

function stopAfterFile(): void {
	if (!stopsAfterFile) {
		stopsAfterFile = true;
		afterAll(async () => {
			const server = await starting;
			await server?.stop();
		});
	}
}

function engineOf(name: string, kind: Engine['kind'], open: () => Promise<Session>): Engine {
	let session: Session | undefined;
	beforeAll(async () => {
		session = await open();
	});
	afterAll(async () => {
		await session?.close();
	});
	return {
		name,
		major: kind === 'pglite' ? pgliteMajor : nativeMajor,
		kind,
		get session() {
			return there(session);
		},
		open,
	};
}

function there<T>(value: T | undefined): T {
	if (value === undefined) {
		throw new Error('only inside of tests and hooks');
	}

	return value;
}
