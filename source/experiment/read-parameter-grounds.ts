import {type ColumnName, readColumnStatistics} from '../database/read-column-statistics.ts';
import {readParameterTypes} from '../database/read-parameter-types.ts';
import {type KnownRelation, readRelations} from '../database/read-relations.ts';
import type {Session} from '../database/session.ts';
import {followUses} from '../sql/follow-uses.ts';
import {namesSecret} from '../sql/is-secret.ts';
import {nullMatters} from '../sql/null-matters.ts';
import type {ParameterUse} from '../sql/parameter-use.ts';
import {relationsNamed} from '../sql/relations-named.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import type {ParameterGrounds} from './parameter-grounds.ts';

/**
 * What each `$n` of a statement stands against, and what ANALYZE found there; nothing of a column that is called like a secret. Executes nothing of the statement.
 * @throws PlanflipError what the grammar, or the server, says of a text that it cannot prepare.
 */
export async function readParameterGrounds(session: Pick<Session, 'query'>, parser: Pick<SqlParser, 'parse'>, sql: string): Promise<readonly ParameterGrounds[]> {
	const types = await readParameterTypes(session, sql);
	const tree = parser.parse(sql);
	const relations = await readRelations(session, relationsNamed(tree));
	const {uses: used, relationOf} = followUses(tree, relations);
	const uses = new Map(used.map(({position, use}) => [position, use]));
	const columns = types.map((_, at) => columnOf(uses.get(at + 1), relationOf));
	const statistics = await readColumnStatistics(session, columns.filter(column => column !== null));
	const rows = await readRows(session, columns.filter(column => column !== null));
	const nulls = nullMatters(tree);
	return types.map((type, at) => {
		const column = columns[at] ?? null;
		const found = column === null ? undefined : statistics.find(each => each.schema === column.schema && each.table === column.table && each.column === column.column);
		return {
			position: at + 1,
			type,
			use: uses.get(at + 1) ?? {kind: 'unknown', output: false},
			statistics: found ?? null,
			rows: column === null ? null : rows.get(JSON.stringify([column.schema, column.table])) ?? null,
			nullMatters: nulls.has(at + 1),
		};
	});
}

function columnOf(use: ParameterUse | undefined, relationOf: (use: ParameterUse) => KnownRelation | null): ColumnName | null {
	const relation = use === undefined ? null : relationOf(use);
	return relation === null || use?.kind !== 'column' || namesSecret(use.source.column) ? null : {schema: relation.schema, table: relation.asked.name, column: use.source.column};
}

/** reltuples, which the planner itself begins with; of a partitioned table what ANALYZE summed up. */
async function readRows(session: Pick<Session, 'query'>, tables: readonly ColumnName[]): Promise<ReadonlyMap<string, number>> {
	const rows = tables.length === 0 ? [] : await session.query(`select n.nspname as schema, c.relname as name, c.reltuples::float8 as rows
		from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
		join pg_catalog.jsonb_to_recordset($1::pg_catalog.jsonb) as w (schema text, "table" text) on (n.nspname, c.relname) = (w.schema, w."table")
		where c.reltuples >= 0`, [JSON.stringify(tables.map(({schema, table}) => ({schema, table})))]);
	return new Map(rows.map(row => [JSON.stringify([row['schema'], row['name']]), Number(row['rows'])]));
}
