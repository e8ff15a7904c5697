import {ownSql} from '../database/own-sql.ts';
import {quoteIdentifier} from '../database/quote-identifier.ts';
import type {Session} from '../database/session.ts';
import type {WriteFacts} from '../database/write-facts.ts';
import {freeNumber, takeRows} from './take-rows.ts';
import type {Assigned, WrittenColumns} from './written-columns.ts';

/** A private copy of a table's rows, and others of its rows that are written into it: real ones, so that nothing unique repeats and no value is made up. */
export interface TableCopy {
	/** Quoted. It is there while `fresh` holds. */
	readonly name: string;
	/** All columns that are written, quoted. */
	readonly columns: readonly string[];
	/** Rows in it before anything is written. */
	readonly rows: number;
	/** Tables of `"row"`, of a row of the table, and `place`, of a row in the copy. */
	readonly changes: {
		readonly gone: Changes;
		/** null: no values that differ were found, or there is no such column. */
		readonly own: (Changes & {readonly assigned: Assigned}) | null;
		readonly other: (Changes & {readonly assigned: Assigned}) | null;
	};
	/** Makes the copy, with these indexes (what stands after USING, and UNIQUE before); the statements to be run, and those that take it back. */
	readonly fresh: (indexes: readonly BuiltAs[]) => {readonly make: string; readonly undo: string};
}

export interface Changes {
	readonly name: string;
	readonly rows: number;
}

export interface BuiltAs {
	readonly method: string;
	readonly unique: boolean;
}

/** One statement writes so many, about 7 % of what is there: then leaves that were built 90 % full split about as often as those of an index that grew. */
const writtenRows = 150;
/** Of a small table a quarter is written, and each row of the copy is touched by one statement at most. */
const oneOf = 4;
/** Fewer than this say nothing. */
const fewestRows = 10;
/**
 * A HOT update needs room on its page. A table packed by a load has none, one that is updated and vacuumed has; what an index forbids is told by
 * pages that have room, so the copy's are half full, or as full as the table's own fillfactor says if that is less.
 */
const fillfactor = 50;
/** Written after the indexes are there: they fill what Postgres keeps in memory of a new table, which the first statement would be charged with. */
const lastRows = 10;

/** For inside of a transaction that is rolled back. A sentence where there is too little to copy. */
export async function tableCopy(session: Session, facts: WriteFacts, {own, others}: WrittenColumns): Promise<TableCopy | string> {
	const at = (name: string) => `${quoteIdentifier(facts.schema)}.${quoteIdentifier(`${name}_${number}`)}`;
	const number = await freeNumber(session, facts.schema);
	const [copy, base, taken, pairs] = [at('planflip_copy'), at('planflip_base'), at('planflip_rows'), at('planflip_pairs')];
	const total = await takeRows(session, facts, {into: taken, fewest: fewestRows * oneOf});
	const written = Math.min(writtenRows, Math.floor(total / oneOf));
	if (written < fewestRows) {
		return `${facts.name} has too few rows for it: ${total}`;
	}

	const columns = facts.columns.filter(({generated}) => generated === null).map(({name}) => quoteIdentifier(name));
	const rowsOf = (row: string) => columns.map(column => `(${row}).${column}`).join(', ');
	const create = (name: string, like: string) => `CREATE TABLE ${name} (LIKE ${like} INCLUDING ALL EXCLUDING COMMENTS EXCLUDING CONSTRAINTS EXCLUDING DEFAULTS EXCLUDING IDENTITY EXCLUDING INDEXES EXCLUDING STATISTICS) WITH (fillfactor = ${Math.min(fillfactor, facts.fillfactor)})`;
	await session.script(create(base, `${quoteIdentifier(facts.schema)}.${quoteIdentifier(facts.name)}`));
	await session.query(ownSql(`INSERT INTO ${base} (${columns.join(', ')}) SELECT ${rowsOf('"row"')} FROM ${taken} WHERE n > ${written}`));
	// A row of the copy goes with one of those kept back (slot), for one of three statements (role).
	await session.query(ownSql(`CREATE TABLE ${pairs} AS SELECT slot, role, rank, place, was, becomes
		FROM (SELECT n - 1 AS slot, "row" AS becomes FROM ${taken} WHERE n <= ${written}) AS kept
		JOIN (SELECT rank % ${written} AS slot, rank / ${written} % 3 AS role, rank, place, was
			FROM (SELECT planflip_row.ctid AS place, planflip_row AS was, row_number() OVER (ORDER BY md5(planflip_row.ctid::text)) - 1 AS rank FROM ${base} AS planflip_row) AS ranked) AS old USING (slot)`));
	const differs = ([column]: Assigned) => `(was).${quoteIdentifier(column)}::text IS DISTINCT FROM (becomes).${quoteIdentifier(column)}::text`;
	const counts = [...own.map(assigned => ({assigned, role: 1})), ...others.map(assigned => ({assigned, role: 2}))];
	const [counted] = await session.query(ownSql(`SELECT count(*) AS c ${counts.map(({assigned, role}, which) => `, count(DISTINCT slot) FILTER (WHERE role = ${role} AND ${differs(assigned)})::int AS c${which}`).join('')} FROM ${pairs}`));
	const enough = (role: number) => counts.find((each, which) => each.role === role && Number(counted?.[`c${which}`]) >= fewestRows)?.assigned ?? null;
	const made = async (name: string, role: number, condition: string): Promise<Changes> => {
		await session.query(ownSql(`CREATE TABLE ${at(name)} AS SELECT DISTINCT ON (slot) place, becomes AS "row" FROM ${pairs} WHERE role = ${role} AND ${condition} ORDER BY slot, rank`));
		const [row] = await session.query(ownSql(`SELECT count(*)::int AS rows FROM ${at(name)}`));
		return {name: at(name), rows: Number(row?.['rows'])};
	};

	const [ownColumn, otherColumn] = [enough(1), enough(2)];
	const list = columns.join(', ');
	const rows = total - written;
	return {
		name: copy,
		columns,
		rows,
		changes: {
			gone: await made('planflip_gone', 0, 'true'),
			own: ownColumn === null ? null : {...await made('planflip_own', 1, differs(ownColumn)), assigned: ownColumn},
			other: otherColumn === null ? null : {...await made('planflip_other', 2, differs(otherColumn)), assigned: otherColumn},
		},
		// Its rows come to stand where those of the base stand: the same rows in the same order, in pages as full.
		fresh: indexes => ({
			make: [
				'SAVEPOINT planflip_copy',
				create(copy, base),
				ownSql(`INSERT INTO ${copy} (${list}) SELECT ${list} FROM ${base} LIMIT ${rows - lastRows}`),
				...indexes.map(({method, unique}) => `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ON ${copy} USING ${method}`),
				ownSql(`INSERT INTO ${copy} (${list}) SELECT ${list} FROM ${base} OFFSET ${rows - lastRows}`),
			].join('; '),
			undo: 'ROLLBACK TO SAVEPOINT planflip_copy; RELEASE SAVEPOINT planflip_copy',
		}),
	};
}
