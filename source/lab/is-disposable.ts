import type {TableState} from '../database/list-tables.ts';
import type {Session} from '../database/session.ts';
import {recogniseTheCopy} from '../workload/recognise-the-copy.ts';
import {theCopyTableNames} from '../workload/the-copy-mark.ts';
import type {PrepareRequest} from './prepare-request.ts';

/**
 * Nobody else depends on a server's database: the user says so, or planflip filled it and it holds nothing else. Asked at every look: a
 * server that went away may come back with another database in the place of this one.
 */
export async function isDisposable(request: Pick<PrepareRequest, 'disposable' | 'catalog' | 'shipped'>, session: Session, tables: readonly TableState[]): Promise<boolean> {
	return request.disposable || (request.catalog === request.shipped && onlyTheCopy(tables) && await recogniseTheCopy(session) === 'ours');
}

/** Tables of others in the same database could have readers who would wait. */
function onlyTheCopy(tables: readonly TableState[]): boolean {
	const names: readonly string[] = theCopyTableNames;
	return tables.every(table => names.includes(table.name));
}
