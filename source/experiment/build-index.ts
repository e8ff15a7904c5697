import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {Session} from '../database/session.ts';
import {PlanflipError} from '../errors.ts';
import {createIndex} from './create-index.ts';
import {IndexBuildError} from './index-build-error.ts';
import type {UniverseIndex} from './index-universe.ts';
import {readBuiltOids} from './read-built-oids.ts';

const lockNotAvailable = '55P03';

/** CREATE INDEX inside the open transaction. @throws IndexBuildError, unless somebody holds the table, the user cancelled, or the server went; and a letter, when it was built in vain. */
export async function buildIndex(session: Session, index: UniverseIndex): Promise<void> {
	try {
		await createIndex(session, index);
	} catch (error) {
		const ofTheIndex = error instanceof PlanflipError && (error.kind === 'input' || error.kind === 'permission') && error.sqlState !== lockNotAvailable;
		throw ofTheIndex ? new IndexBuildError(index, error) : error;
	}

	await refuseTooYoung(session, index);
}

/**
 * CREATE INDEX marks an index indcheckxmin when it met rows that were updated in place (HOT) while somebody's older snapshot may
 * still see the version before. The planner then leaves it out, without a word, for every snapshot that is not younger than
 * the index; and our own transaction never is. The plan would say that the index is of no use.
 */
async function refuseTooYoung(session: Session, {key, schema, name, table}: UniverseIndex): Promise<void> {
	const [row] = await session.query(`select pg_catalog.bool_or(i.indcheckxmin) as young from pg_catalog.pg_index as i
		join pg_catalog.json_array_elements_text($1::json) as built on built::pg_catalog.oid = i.indexrelid`, [JSON.stringify(await readBuiltOids(session, {schema, name}))]);
	if (row?.['young'] === true) {
		throw new PlanflipError('permission', {
			message: `${key} was built, but Postgres does not let this transaction use it (indcheckxmin): rows of ${table} were updated while an older transaction was open`,
			hint: `End that transaction (the oldest backend_xmin in pg_stat_activity), VACUUM ${quoteIdentifier(schema)}.${quoteIdentifier(table)}; then try again.`,
		});
	}
}
