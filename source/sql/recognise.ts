import {mendNormalised} from './mend-normalised.ts';
import type {SqlParser} from './sql-parser.ts';

/** What lifting a number out of a text adds, so that it keeps its type. */
const liftedCast = /(\$\d+)::(?:integer|bigint|numeric)\b/g;

/**
 * What a statement is known by, whether it comes from pg_stat_statements (every constant a `$n`), from a log (with its constants), or from
 * a card made of either: PostgreSQL's fingerprint of the normalised text.
 * @throws PlanflipError input, for what is no SQL.
 */
export function recognise(parser: SqlParser, sql: string): string {
	return parser.fingerprint(mendNormalised(parser, parser.normalise(sql), 180_000));
}

/** The same of a card's statement: as it stands, and without the casts that lifting may have added. */
export function recogniseCard(parser: SqlParser, sql: string): readonly string[] {
	const bare = sql.replaceAll(liftedCast, '$1');
	return bare === sql ? [recognise(parser, sql)] : [recognise(parser, sql), recognise(parser, bare)];
}
