import type {MigratedIndex} from './migration.ts';
import {plainSql} from '../catalog/plain-sql.ts';
import {qualified, quoteLiteral} from './quote.ts';

/**
 * What a script makes sure of around each change. free: nothing is in the way of building it. whole: it is built, and valid.
 * same: what is to be dropped is what was looked at, and nothing has come to rest on it.
 */
export type CheckKind = 'free' | 'whole' | 'same';

/** A statement that does nothing, or fails and says what to do. */
export function checkSql(kind: CheckKind, index: MigratedIndex): string {
	const {schema, table, name, definition, exact} = index;
	const found = `pg_catalog.to_regclass(${quoteLiteral(qualified(schema, name))})`;
	const onTable = `indrelid = pg_catalog.to_regclass(${quoteLiteral(qualified(schema, table))})`;
	const refusals = {free: refuseTaken, whole: refuseUnbuilt, same: refuseNeeded}[kind](index);
	const body = plainSql(`DECLARE
	it record;
BEGIN
	SELECT indisvalid AS valid, indisreplident OR indisclustered OR EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid) AS needed,
		${exact ? `${onTable} AND pg_catalog.pg_get_indexdef(indexrelid) = ${quoteLiteral(definition)}` : onTable} AS same
		INTO it FROM pg_catalog.pg_index WHERE indexrelid = ${found};
${refusals.map(({condition, message, hint}) => `	IF ${condition.replace('FOUND', `${found} IS NOT NULL`)} THEN
		RAISE EXCEPTION USING MESSAGE = ${quoteLiteral(message)},
			HINT = ${quoteLiteral(hint)};
	END IF;`).join('\n')}
END`);
	const tag = tagFor(body);
	return `DO ${tag}\n${body} ${tag}`;
}

/** Of what is not there `it` holds NULLs; FOUND stands for a relation of that name, an index or not. */
interface Refusal {
	readonly condition: string;
	readonly message: string;
	readonly hint: string;
}

function refuseTaken({schema, name: own, partitioned}: MigratedIndex): readonly Refusal[] {
	const name = qualified(schema, own);
	const another: Refusal = {
		condition: 'FOUND AND it.same IS NOT TRUE',
		message: `There is another ${name} already`,
		hint: 'Look at it with \\d, and rename one of the two.',
	};
	// A partitioned table's index is INVALID until all its parts are attached; that is no leftover, but where the script goes on.
	return partitioned ? [another] : [another, {
		condition: 'NOT it.valid',
		message: `${name} is INVALID: a build was stopped in the middle, or goes on at this moment`,
		hint: `pg_stat_progress_create_index shows who builds. If nobody does: DROP INDEX CONCURRENTLY ${name}; then run this script again.`,
	}];
}

function refuseUnbuilt({schema, table, name: own, partitioned}: MigratedIndex): readonly Refusal[] {
	const name = qualified(schema, own);
	return [{
		condition: 'it.valid IS NOT TRUE',
		message: partitioned ? `${name} is INVALID: a partition of ${qualified(schema, table)} has no part of it` : `${name} was not built, or is INVALID`,
		hint: partitioned
			? `A partition was made since this script was written. CREATE INDEX CONCURRENTLY on it, then ALTER INDEX ${name} ATTACH PARTITION that one.`
			: `DROP INDEX CONCURRENTLY IF EXISTS ${name}; then run this script again.`,
	}];
}

function refuseNeeded({schema, name: own}: MigratedIndex): readonly Refusal[] {
	const name = qualified(schema, own);
	return [{
		condition: 'FOUND AND it.same IS NOT TRUE',
		message: `${name} is another index now than this script was written for: it is not dropped`,
		hint: 'Look at it with \\d, and drop it by hand if it may go.',
	}, {
		condition: 'it.needed',
		message: `Something rests on ${name} now (a constraint, the replica identity, CLUSTER): it is not dropped`,
		hint: 'Look at its table with \\d, and leave this statement away.',
	}];
}

/** A dollar quote that the body does not end: names may hold anything. */
function tagFor(body: string): string {
	for (let number = 1; ; number++) {
		const tag = `$check${number === 1 ? '' : number}$`;
		if (!body.includes(tag)) {
			return tag;
		}
	}
}
