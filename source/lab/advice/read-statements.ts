import type {Reading} from '../../advice/candidates/reading.ts';
import {readStatement} from '../../advice/candidates/read-statement.ts';
import {type WrittenTable, writtenBy} from '../../advice/candidates/written-by.ts';
import type {CatalogEntry} from '../../catalog/catalog-entry.ts';
import {readRelationShapes} from '../../database/read-relation-shapes.ts';
import type {RelationShape} from '../../database/relation-shape.ts';
import type {Session} from '../../database/session.ts';
import {PlanflipError} from '../../errors.ts';
import {relationsNamed} from '../../sql/relations-named.ts';
import {loadSqlParser, type SqlParser} from '../../sql/sql-parser.ts';
import type {Failure} from './advice.ts';

export interface ParsedEntry {
	readonly entry: CatalogEntry;
	readonly readings: readonly Reading[];
	readonly writes: WrittenTable | null;
}

export interface ParsedStatements {
	readonly parsed: readonly ParsedEntry[];
	readonly failures: readonly Failure[];
}

/** Views may read views; a ring of them is none that Postgres has. */
const deepestView = 8;

/** What the entries ask of the database's tables, read from their parse trees; what the grammar refuses is told. */
export async function readStatements(session: Session, entries: readonly CatalogEntry[]): Promise<ParsedStatements> {
	const parser = await loadSqlParser();
	const failures: Failure[] = [];
	const trees = entries.flatMap(entry => {
		try {
			return [{entry, statement: statementOf(parser, entry)}];
		} catch (error) {
			failures.push({entry: entry.name, error});
			return [];
		}
	});
	const shapes = await shapesFor(session, parser, new Set(relationsNamed({stmts: trees.map(({statement}) => ({stmt: statement}))}).map(({name}) => name)));
	const find = (schema: string | null, name: string) => shapes.find(shape => shape.name === name && (schema === null ? shape.visible : shape.schema === schema)) ?? null;
	return {
		parsed: trees.map(({entry, statement}) => ({entry, readings: readStatement(statement, find, parser), writes: writtenBy(statement)})),
		failures,
	};
}

function statementOf(parser: SqlParser, {sql, file, line}: CatalogEntry) {
	const statement = parser.parse(sql).stmts?.[0]?.stmt;
	if (statement === undefined) {
		throw new PlanflipError('input', {message: 'There is no statement in it.', where: `${file}:${line}`});
	}

	return statement;
}

/** The relations of these names, and those that views among them read. */
async function shapesFor(session: Session, parser: SqlParser, names: ReadonlySet<string>): Promise<readonly RelationShape[]> {
	const shapes: RelationShape[] = [];
	const asked = new Set<string>();
	let wanted: readonly string[] = [...names];
	for (let depth = 0; depth <= deepestView && wanted.length > 0; depth++) {
		const found = await readRelationShapes(session, wanted);
		shapes.push(...found);
		for (const name of wanted) {
			asked.add(name);
		}

		const within = relationsNamed({stmts: found.flatMap(({query}) => query === null ? [] : parser.parse(query).stmts ?? [])});
		wanted = [...new Set(within.map(({name}) => name))].filter(name => !asked.has(name));
	}

	return shapes;
}
