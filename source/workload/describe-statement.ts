import type {Parameter} from '../catalog/catalog-entry.ts';
import {renumberParameters} from '../catalog/renumber-parameters.ts';
import {readColumnStatistics} from '../database/read-column-statistics.ts';
import {readParameterTypes} from '../database/read-parameter-types.ts';
import {readRelations, type KnownRelation} from '../database/read-relations.ts';
import type {Session} from '../database/session.ts';
import {followUses} from '../sql/follow-uses.ts';
import {namesSecret} from '../sql/is-secret.ts';
import {mendNormalised} from '../sql/mend-normalised.ts';
import {mergeGrouping} from '../sql/merge-grouping.ts';
import type {ParameterUse} from '../sql/parameter-use.ts';
import {relationsNamed} from '../sql/relations-named.ts';
import type {SqlParser} from '../sql/sql-parser.ts';
import {typeArrayItems} from '../sql/type-array-items.ts';
import {nameParameters} from './name-parameters.ts';
import {sampleOfColumn, sampleWithoutColumn, type SampledColumn} from './sample-sql.ts';

/** A statement with `$n` as a card has it. */
export interface DescribedStatement {
	/** As the server takes it. */
	readonly sql: string;
	/** The n-th is `$n`. */
	readonly parameters: readonly DescribedParameter[];
	/** Names of those whose sample is made up by its type or place: it is read from no data. */
	readonly invented: readonly string[];
	/** The tables and views that it names, where they were found. */
	readonly relations: readonly KnownRelation[];
}

export interface DescribedParameter extends Pick<Parameter, 'name' | 'sampleSql'> {
	/** Nothing is sampled: it stands against what is called like a secret. */
	readonly withheld?: true;
}

interface Knowledge {
	readonly session: Pick<Session, 'query'>;
	readonly parser: SqlParser;
	readonly versionNumber: number;
}

/** Operators that take two of a kind. */
const comparing = /^(?:=|<>|!=|[<>]=?)$/;

/**
 * Makes a statement with `$n`, as pg_stat_statements has it, into what a card needs: mended where normalising broke it, each `$n` with a
 * name and SQL that finds a live value; none for what is called like a password, a token and the like. Executes nothing of it.
 * @throws PlanflipError what the grammar, or the server, says of a text that it cannot prepare: an unknown table, a right that is missing.
 */
export async function describeStatement({session, parser, versionNumber}: Knowledge, text: string): Promise<DescribedStatement> {
	const mended = renumberParameters(mergeGrouping(parser, mendNormalised(parser, text, versionNumber)), 'the statement').sql;
	const tree = parser.parse(mended);
	const relations = await readRelations(session, relationsNamed(tree));
	const {uses, relationOf} = followUses(tree, relations);
	const sources = uses.map(({use}) => sourceOf(use, relationOf(use)));
	const sql = typeArrayItems(parser, mended, position => {
		const at = uses.findIndex(use => use.position === position);
		const use = uses[at]?.use;
		return use?.kind === 'column' && use.through === null && comparing.test(use.operator) ? itemType(sources[at]?.column.type) : null;
	});
	const types = await readParameterTypes(session, sql);
	const statistics = await readColumnStatistics(session, sources.flatMap(source => source === null ? [] : [{schema: source.relation.schema, table: source.relation.asked.name, column: source.column.name}]));
	const names = nameParameters(uses);
	const described = uses.map(({position, use}, at) => {
		const source = sources[at] ?? null;
		const found = source === null ? null : statistics.find(({schema, table, column}) => schema === source.relation.schema && table === source.relation.asked.name && column === source.column.name) ?? null;
		const name = names[at] ?? `value_${position}`;
		const withheld = namesSecret(name) || (use.kind === 'column' && namesSecret(use.source.column));
		const isOfColumn = use.kind === 'column' && source !== null;
		const sampleSql = withheld ? null : isOfColumn
			? sampleOfColumn(use, {...source, statistics: found, isSlice: uses.some(other => isOtherLimit(use, other.use))})
			: sampleWithoutColumn(use, types[position - 1] ?? 'text');
		return {name, sampleSql, withheld, invented: !isOfColumn && sampleSql !== null};
	});
	return {
		sql,
		relations,
		parameters: described.map(({name, sampleSql, withheld}): DescribedParameter => ({name, sampleSql, ...(withheld ? {withheld} : {})})),
		invented: described.filter(({invented}) => invented).map(({name}) => name),
	};
}

/** For a cast that takes nothing away: `character varying(20)` without its length. */
function itemType(type: string | undefined): string | null {
	return type === undefined ? null : (/^character\(/.test(type) ? 'bpchar' : (type.startsWith('"') ? type : type.replace(/\(\d+(?:,-?\d+)?\)/, '')));
}

/** Only what the user may read can be sampled. */
function sourceOf(use: ParameterUse, relation: KnownRelation | null): Pick<SampledColumn, 'relation' | 'column'> | null {
	const column = relation?.columns.find(({name, readable}) => readable && use.kind === 'column' && name === use.source.column);
	return relation === null || column === undefined ? null : {relation, column};
}

function isOtherLimit(one: ParameterUse, other: ParameterUse): boolean {
	return one.kind === 'column' && other.kind === 'column' && one.source.column === other.source.column && one.source.relation.name === other.source.relation.name
		&& ((/^>/.test(one.operator) && /^</.test(other.operator)) || (/^</.test(one.operator) && /^>/.test(other.operator)));
}
