import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';

/** 64 blocks of 8 kB: some 2,500 rows of pg_index that rolled-back flips left dead. Less is not worth a VACUUM. */
const worthwhileBlocks = 64;

/** Blocks of 8 kB that pg_index takes. Every hidden index leaves a dead row there when it is rolled back. */
export async function catalogBlocks(session: Session): Promise<number> {
	const [row] = await session.query('select (pg_catalog.pg_relation_size(\'pg_catalog.pg_index\') / 8192)::int as blocks');
	return Number(row?.['blocks']);
}

/** Takes away what flips left in pg_index, when it grew by enough since `before`; for superusers, outside of any transaction. */
export async function vacuumCatalog(session: Session, before: number): Promise<boolean> {
	if (await catalogBlocks(session) - before < worthwhileBlocks) {
		return false;
	}

	try {
		await session.script('SET lock_timeout = \'100ms\'');
		// Alone: VACUUM runs in no transaction, and statements sent together are one.
		await session.script('VACUUM pg_catalog.pg_index');
		return true;
	} catch (error) {
		// Somebody else (autovacuum, most likely) is at it.
		if (error instanceof PlanflipError && error.sqlState === '55P03') {
			return false;
		}

		throw error;
	}
}
