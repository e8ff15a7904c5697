import path from 'node:path';
import {PGlite} from '@electric-sql/pglite';
import schema from '../seeds/schema.sql?raw';
import {theCopySeeds} from '../seeds/the-copy-seeds.ts';
import {splitStatements} from '../source/catalog/split-statements.ts';
import {openPglite} from '../source/database/open-pglite.ts';
import type {Session} from '../source/database/session.ts';
import {setUpTheCopy} from '../source/workload/set-up-the-copy.ts';
import type {Benchmark} from './benchmark.ts';
import {inTurns, timed} from './in-turns.ts';
import {never, temporaryFolder, volume, workerUrl} from './the-copy.ts';

/** Every row of a table in COPY's format, made beforehand. */
interface Encoded {
	readonly target: string;
	readonly rows: string;
}

const tables = splitStatements(schema, 'seeds/schema.sql').map(({sql}) => sql).filter(sql => sql.startsWith('create table'));

function encode(): readonly Encoded[] {
	return theCopySeeds.map(source => ({
		target: `${source.table} (${source.columns.join(', ')})`,
		rows: [...source.lines(volume.scale, volume.seed)].join(''),
	}));
}

/** The part of setting up that loads rows, taken back afterwards. */
async function load(session: Session): Promise<number> {
	let start = 0;
	for await (const {step} of setUpTheCopy(session, {...volume, indexes: [], signal: never})) {
		if (step === 'users' && start === 0) {
			start = performance.now();
		} else if (step === 'constraints') {
			return performance.now() - start;
		}
	}

	throw new Error('the rows were never loaded');
}

/** COPY of the ready rows, over the connection that planflip has. */
async function copyOver(session: Session, encoded: readonly Encoded[]): Promise<number> {
	await session.script(`begin; ${tables.join(';')}`);
	const ms = await timed(async () => {
		for (const {target, rows} of encoded) {
			await session.copyIn(`copy ${target} from stdin with (freeze true)`, [rows]);
		}
	});
	await session.script('rollback');
	return ms;
}

/** The same without thread and protocol. */
async function copyInside(pglite: PGlite, encoded: readonly Encoded[]): Promise<number> {
	const blobs = encoded.map(({target, rows}) => ({target, blob: new Blob([rows])}));
	await pglite.exec(`begin; ${tables.join(';')}`);
	const ms = await timed(async () => {
		for (const {target, blob} of blobs) {
			await pglite.query(`copy ${target} from '/dev/blob' with (freeze true)`, [], {blob});
		}
	});
	await pglite.exec('rollback');
	return ms;
}

/** Making and loading The Copy's rows, against loading them ready-made: what is above it, planflip needs for itself. */
export const fill: Benchmark = {
	name: 'fill',
	async * measure() {
		const folder = await temporaryFolder();
		const session = await openPglite({folder: path.join(folder, 'ours'), workerUrl});
		const pglite = await PGlite.create(path.join(folder, 'bare'));
		const encoded = encode();
		try {
			const {ours, over, inside} = await inTurns(3, {
				ours: () => load(session),
				over: () => copyOver(session, encoded),
				inside: () => copyInside(pglite, encoded),
			});
			yield {kind: 'duration', what: 'filling 118,100 rows', ours, reference: {what: 'COPY of ready rows', ms: over}, aim: {times: 2, plusMs: 0}};
			yield {kind: 'duration', what: 'filling 118,100 rows', ours, reference: {what: 'the same within PGlite', ms: inside}, aim: null};
		} finally {
			await session.close();
			await pglite.close();
		}
	},
};
