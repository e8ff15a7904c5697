/** pg_stat_statements keeps what stands behind a statement in every version; what stands before it PostgreSQL 18 cuts off. */
const mark = '/* planflip */';

/** What planflip asks of its users' tables for itself, marked so that nobody takes it for the application's. Never for a user's own text. */
export function ownSql(sql: string): string {
	return `${sql}\n${mark}`;
}

/** How planflip before it marked this one guarded a session: several statements in one text. */
const unmarkedGuard = /^\s*set idle_in_transaction_session_timeout = '60s';\s+select set_config\(name, '\d+', false\) from pg_catalog\.pg_settings /;

/** Whether a text, as pg_stat_statements or a log has it, is one that planflip asked for itself. */
export function isOwnSql(text: string): boolean {
	return text.trimEnd().endsWith(mark) || unmarkedGuard.test(text);
}

/** The same as a condition on a column. */
export function isOwnSqlIn(column: string): string {
	return `${column} like '%${mark}'`;
}
