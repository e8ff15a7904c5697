/** Functions that the written migration brings along, as far as it calls them. They are checked by compiling what is written. */
export const kyselyHelpers: ReadonlyArray<{readonly name: string; readonly text: string}> = [
	{name: 'concurrently', text: `/** Outside of a transaction: a lock_timeout would end CONCURRENTLY in the middle, and leave an INVALID index. Nobody waits meanwhile. */
async function concurrently(db: Kysely<unknown>, statement: (word: RawBuilder<unknown>) => RawBuilder<unknown>): Promise<void> {
	if (db.isTransaction) {
		await briefly(db, statement(sql\`\`));
		return;
	}

	await sql\`SELECT set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)\`.execute(db);
	try {
		await statement(sql\`CONCURRENTLY\`).execute(db);
	} finally {
		await sql\`RESET lock_timeout\`.execute(db);
		await sql\`RESET statement_timeout\`.execute(db);
	}
}`},
	{name: 'briefly', text: `/** Whoever wants the table queues behind a statement that waits for its lock: two seconds at the most. */
async function briefly(db: Kysely<unknown>, statement: RawBuilder<unknown>): Promise<void> {
	await sql\`SET lock_timeout = '2s'\`.execute(db);
	try {
		await statement.execute(db);
	} finally {
		// In a transaction that failed there is nothing to reset.
		await sql\`RESET lock_timeout\`.execute(db).catch(() => undefined);
	}
}`},
	{name: 'refuseOther', text: `/** The name is free, or has the very index that is meant; of a definition that is not known, one of that table. */
async function refuseOther(db: Kysely<unknown>, index: string, table: string, definition: string | null): Promise<void> {
	const {rows} = await sql\`
		SELECT 1 FROM pg_catalog.pg_class AS c LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
		WHERE c.oid = pg_catalog.to_regclass(\${index}) AND (i.indrelid IS DISTINCT FROM pg_catalog.to_regclass(\${table})
			OR pg_catalog.pg_get_indexdef(c.oid) <> coalesce(\${definition}::text, pg_catalog.pg_get_indexdef(c.oid)))\`.execute(db);
	if (rows.length > 0) {
		throw new Error(\`\${index} is another one than this migration was written for: look at it with \\\\d\`);
	}
}`},
	{name: 'refuseInvalid', text: `/** IF NOT EXISTS would take what a stopped build has left for the index. */
async function refuseInvalid(db: Kysely<unknown>, index: string): Promise<void> {
	const {rows} = await sql\`SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(\${index}) AND NOT indisvalid\`.execute(db);
	if (rows.length > 0) {
		throw new Error(\`\${index} is INVALID: unless somebody builds it at this moment (pg_stat_progress_create_index), DROP INDEX CONCURRENTLY \${index} and migrate again\`);
	}
}`},
	{name: 'refuseUnbuilt', text: `async function refuseUnbuilt(db: Kysely<unknown>, index: string): Promise<void> {
	const {rows} = await sql\`SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(\${index}) AND indisvalid\`.execute(db);
	if (rows.length === 0) {
		throw new Error(\`\${index} was not built, or is INVALID: a partition that this migration does not know, or a build that failed\`);
	}
}`},
	{name: 'refuseNeeded', text: `async function refuseNeeded(db: Kysely<unknown>, index: string): Promise<void> {
	const {rows} = await sql\`
		SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(\${index}) AND (indisreplident OR indisclustered)
		UNION ALL SELECT 1 FROM pg_catalog.pg_constraint WHERE conindid = pg_catalog.to_regclass(\${index})\`.execute(db);
	if (rows.length > 0) {
		throw new Error(\`\${index} is not dropped: a constraint, the replica identity or CLUSTER rests on it now\`);
	}
}`},
];
