/**
 * A statement that does its own work and, before it, so many steps of useless work: a true slowdown in the same execution. pg_sleep would be
 * simpler, but it sleeps whole milliseconds, and a sleeping process shares no processor with its neighbours, as a slower plan does.
 *
 * The work is one row, whatever the statement returns, so the join runs the statement once; OFFSET 0 keeps the planner from taking the
 * statement apart. The number of steps is hidden in a subquery, so that the plan is the same for any number.
 */
export function slowedSql(sql: string, steps: number): string {
	const work = `select count(*) from (select generate_series(1, (select ${Math.round(steps)}))) planflip_steps`;
	return `select planflip_query.* from (${work}) planflip_work left join (select * from (\n${sql}\n) planflip_inner offset 0) planflip_query on true`;
}
