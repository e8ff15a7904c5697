import type {Catalog} from '../catalog/catalog.ts';
import {noExtensions} from '../database/extension-facts.ts';
import {listIndexes} from '../database/list-indexes.ts';
import {listTables, type TableState} from '../database/list-tables.ts';
import {readExtensionFacts} from '../database/read-extension-facts.ts';
import {readIndexMark} from '../database/read-index-mark.ts';
import {readServerFacts} from '../database/read-server-facts.ts';
import {readTableOwners} from '../database/read-table-owners.ts';
import type {Session} from '../database/session.ts';
import type {RungNumber} from '../experiment/rung.ts';
import type {RunHistory} from '../experiment/run-history.ts';
import type {DatabaseName} from '../experiment/run-record.ts';
import {indexUniverse} from '../experiment/index-universe.ts';
import type {Findings} from './findings.ts';
import {createLaboratory} from './create-laboratory.ts';
import type {Ground, Laboratory} from './laboratory.ts';

export interface OpenGrounds {
	readonly catalog: Catalog;
	/** Whether nobody else depends on a database with these tables. */
	readonly disposable: (tables: readonly TableState[]) => boolean | Promise<boolean>;
	readonly consentToBlock: boolean;
	readonly rung: RungNumber | null;
	readonly clock: {readonly date: () => Date; readonly ms: () => number};
	readonly ground: Ground;
	readonly leave: () => Promise<void>;
	/** Where runs are kept; absent: nowhere. */
	readonly history?: RunHistory | null;
	/** What runs say they were made on; absent: what the session is called. */
	readonly database?: DatabaseName;
}

/** Looks the database over (facts, tables, indexes), chooses the rung, and does so again whenever the connection is a new one. */
export async function openLaboratory(session: Session, grounds: OpenGrounds): Promise<Laboratory> {
	const lookOver = async (): Promise<Findings> => {
		const facts = await readServerFacts(session);
		// Before the list, so that what changes in between is noticed.
		const indexMark = facts.engine === 'pglite' ? '' : await readIndexMark(session);
		const tables = await listTables(session);
		const universe = indexUniverse(await listIndexes(session), grounds.catalog.indexes, grounds.catalog.presets, tables);
		const concerned = new Set(universe.indexes.map(index => `${index.schema}.${index.table}`));
		// The embedded PostgreSQL has neither, and its start is what the user waits for.
		const embedded = facts.engine === 'pglite';
		const extensions = embedded ? noExtensions : await readExtensionFacts(session, {mayLoad: grounds.rung === 3});
		const owners = embedded ? [] : await readTableOwners(session);
		const ownsTables = tables.filter(table => concerned.has(`${table.schema}.${table.name}`)).some(table => table.owned);
		return {facts, tables, universe, indexMark, extensions, ownsTables, owners, disposable: await grounds.disposable(tables)};
	};

	return createLaboratory({
		session,
		catalog: grounds.catalog,
		findings: await lookOver(),
		lookOver,
		consentToBlock: grounds.consentToBlock,
		wish: grounds.rung,
		clock: grounds.clock,
		ground: grounds.ground,
		leave: grounds.leave,
		history: grounds.history ?? null,
		database: grounds.database ?? {label: session.label, key: session.label},
	});
}
